// The words of the command line as values. Parsed before any thread exists, because the private network is entered
// at the top of main().
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/commands/analyze.h"
#include "engine/lesson/draws.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
struct Lesson;
}
namespace cleartext::commands {

using analysis::Format;

struct OpenWindow {
  std::optional<wire::NetworkMode> network;
  std::string capture;   // a file to show, may be empty
  std::string lesson;    // id or folder, may be empty: the start page
  std::string language;  // "de"; empty: the system's
  std::string version;   // of the program
};
struct Tour {
  std::string save;  // a folder for the pictures
  std::optional<wire::NetworkMode> network;
};
struct Manual {
  std::string html, pdf;  // a folder, a file; either may be empty
  std::string language = "en";
};
struct Play {
  std::string lesson, pcap;
  double pace = 0;  // seconds
  lesson::Student student;
  std::string solve;    // "": no, "first" or "second": by which written solution
  std::string hand_in;  // a file, may be empty
  std::string version;  // of the program
  Format format = Format::text;
  std::optional<wire::NetworkMode> network;
};
struct Serve {
  std::string data, pcap;
  std::vector<std::string> accounts;                       // "name:password@domain"
  std::optional<std::uint64_t> mailbox_quota, disk_quota;  // bytes
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
  bool tokens = false, schema = false, record = false;
  std::string class_key, roster;  // files
  std::string new_name;           // of a lesson to begin
  Format format = Format::text;
};
struct Grade {
  std::vector<std::string> files;
  std::string roster, class_key, lessons, language = "en", format = "csv";
  std::string html, moodle, xapi, gradescope, bundle;  // what else to write, and where
};
struct Crack {
  std::string file, words;  // words: a file, empty: our own list
  Format format = Format::text;
};
struct Doctor {
  Format format = Format::text;
};

struct Fault {
  std::vector<std::string> words;  // "list", "withdraw" "3", "off" "smtp", …
  Format format = Format::text;
};

struct State {
  Format format = Format::text;
};

using Request = std::variant<OpenWindow, Tour, Manual, Play, Serve, Shell, Lessons, Grade, Crack, Doctor, Fault, State, AnalyzeOptions>;

struct Parsed {
  std::optional<Request> request;  // empty: answered already (--help, --version, wrong usage)
  int status = 0;
};

Parsed parse(int argc, char** argv, const std::string& version);
int run(const Request& request, int argc, char** argv);  // all but OpenWindow, Tour and Manual

int play(const Play& wanted, int argc, char** argv);
int play_recorded(const Play& wanted, lesson::Lesson script, const wire::Problem& lacking, int argc, char** argv);
int serve(const Serve& wanted, int argc, char** argv);
int shell(const Shell& wanted, int argc, char** argv);
int lessons(const Lessons& wanted, const std::string& program);
int record(const Lessons& wanted, const std::string& program);               // lessons --record
std::vector<std::string> lessons_in(const std::vector<std::string>& paths);  // folders; no path: all that are known
int grade(const Grade& wanted, const std::string& program);
int crack(const Crack& wanted);
int fault(const Fault& wanted);
int state(const State& wanted);
int doctor(const Doctor& wanted, const std::string& program);

}  // namespace cleartext::commands
