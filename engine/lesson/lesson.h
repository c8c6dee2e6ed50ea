// A lesson as text: lesson.yaml holds all that acts, en.md and de.md the narration under step ids.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/lab/lab.h"
#include "servers/wire/problem.h"

namespace cleartext::lesson {

// "en" -> text. text() falls back to English.
using Words = std::map<std::string, std::string>;
const std::string& text(const Words& words, const std::string& language);

// One thing that must be seen on the wire. Empty fields match anything; `text` is a glob with * and ?.
struct Evidence {
  enum class Kind { connection, line, message, file, credential } kind = Kind::line;
  std::string protocol;                  // "smtp"
  std::string client, server;            // names from the table of hosts
  std::string from;                      // "client" or "server" (line)
  std::string line_kind;                 // "command", "reply", "greeting", "data"
  std::string verb, code, text;          // line
  std::string subject, to, user, name;   // message, credential, file
};

// Something an actor does when the step begins.
struct Action {
  enum class Kind { compose, send, fetch, transfer } kind = Kind::compose;
  std::string actor;
  lab::Letter letter;
  lab::FtpJob ftp;
};

struct Allowance {                       // who may pass the gate in this step, up to which verb (empty: any)
  std::string actor, until;
};

struct Question {
  std::string id;
  Words ask;
  std::optional<Evidence> answer_after;  // the answer's line comes after this one
  Evidence answer_line;                  // the line of this run that holds the answer
  std::string answer_field;              // "code", "verb", "text", "packet", "client_port"; "packets": how many a step took
  std::string answer_step;               // "packets": which step
  Words why;                             // shown after the answer
};

struct Step {
  std::string id;
  Words title, narration, look_at;       // narration: Markdown
  std::vector<Action> actions;
  std::vector<Allowance> allows;
  std::vector<Evidence> evidence;        // in this order; empty: nothing crosses the wire, and the step says so
  std::vector<Question> questions;
  int seconds = 15;                      // time limit for the evidence
  Words hint;                            // what to check when it did not come
};

struct Lesson {
  std::string id, folder;
  Words title, summary;
  int minutes = 0, version = 1;
  std::vector<Words> goals;
  std::vector<Step> steps;
};

struct Fault {                           // what `lessons --check` says
  std::string file;
  int line = 0;
  std::string sentence;
};

tl::expected<Lesson, std::vector<Fault>> load(const std::string& folder);
std::vector<std::string> lesson_folders();                      // installed and in the source tree
tl::expected<std::string, wire::Problem> find_lesson(const std::string& id_or_folder);

}  // namespace cleartext::lesson
