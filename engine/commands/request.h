// The words of the command line as values. Parsed before any thread exists, because the private network is entered
// at the top of main().
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/commands/analyze.h"
#include "servers/wire/hosts.h"

namespace cleartext::commands {

using analysis::Format;

struct OpenWindow {
  std::optional<wire::NetworkMode> network;
  std::string capture;                   // a file to show, may be empty
};
struct Play {
  std::string lesson, pcap;
  double pace = 0;                       // seconds
  Format format = Format::text;
  std::optional<wire::NetworkMode> network;
};
struct Serve {
  std::string data, pcap;
  Format format = Format::text;
  std::optional<wire::NetworkMode> network;
};
struct Shell {
  std::vector<std::string> command;
  std::optional<wire::NetworkMode> network;
};
struct Lessons {
  bool check = false, words = false;
  std::vector<std::string> paths;
  Format format = Format::text;
};
struct Doctor {
  Format format = Format::text;
};

using Request = std::variant<OpenWindow, Play, Serve, Shell, Lessons, Doctor, AnalyzeOptions>;

struct Parsed {
  std::optional<Request> request;        // empty: answered already (--help, --version, wrong usage)
  int status = 0;
};

Parsed parse(int argc, char** argv, const std::string& version);
int run(const Request& request, int argc, char** argv);  // all but OpenWindow

int play(const Play& wanted, int argc, char** argv);
int serve(const Serve& wanted, int argc, char** argv);
int shell(const Shell& wanted, int argc, char** argv);
int lessons(const Lessons& wanted);
int doctor(const Doctor& wanted, const std::string& program);

}  // namespace cleartext::commands
