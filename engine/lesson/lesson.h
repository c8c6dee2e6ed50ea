// A lesson as text: lesson.yaml holds all that acts, en.md and de.md the narration under step ids.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engine/lesson/draws.h"
#include "servers/lab/lab.h"
#include "servers/wire/pattern.h"
#include "servers/wire/problem.h"

namespace cleartext::lesson {

// "en" -> text. text() falls back to English.
using Words = std::map<std::string, std::string>;
const std::string& text(const Words& words, const std::string& language);

// One thing that must be seen on the wire. Empty fields match anything; texts are globs with * and ?, | parts alternatives.
struct Evidence {
  enum class Kind { connection, line, message, file, credential, weakness, cracked } kind = Kind::line;
  std::string protocol;             // "smtp"
  std::string client, server;       // names from the table of hosts
  std::string in_tls;               // "yes": read with the endpoint's keys, "no": readable by anybody
  std::string state;                // connection: "refused", "silent", "open", "closed", "reset"
  std::string from;                 // line: "client" or "server"
  std::string line_kind;            // line: "command", "reply", "greeting", "data"
  std::string verb, code, text;     // line; verb: file too (RETR, STOR)
  std::string answers;              // line: verb of the client's last command before it
  std::string subject, to, sender;  // message: to is on the envelope or in the header, sender in the header
  std::string envelope_from, envelope_to;
  std::string header;                             // message: one of its header lines
  std::string type;                               // message: of one of its parts
  std::string name;                               // file; message: of one of its parts
  std::string body;                               // message: in one of its parts; file: in it
  std::string opened_by;                          // file: "client" or "server", its data connection
  std::string content;                            // message: one part is this, whole; file: it is this, whole. No glob
  std::string user, secret, mechanism, accepted;  // credential; accepted: "yes" or "no"
  std::string rule;                               // weakness
  std::string found;                              // cracked: "yes" or "no"
};

// Something that is done when the step begins. The words for it are in action_words.
struct Action {
  enum class Kind { compose, job, relay_tls, order, withdraw, crack } kind = Kind::compose;
  lab::Job job;                                     // job: an actor's
  lab::Tls tls = lab::Tls::off;                     // relay_tls: between the two mail servers, from now on
  std::optional<faults::Fault> fault = {};          // order; withdraw: empty is all that are on
  faults::Secrecy secrecy = faults::Secrecy::told;  // order
  std::string user = {}, mechanism = {};            // crack: whose digests, and which; empty: all
};

struct Allowance {  // who may pass the gate in this step, up to which verb (empty: any)
  std::string actor, until;
};

// Something to compare with: a text, or what is read from this run.
struct Value {
  enum class Kind { text, field, count, packets, ratio, difference } kind = Kind::text;
  std::string text;                                       // text; packets: how many the step of this name took
  std::optional<Evidence> after;                          // field: what comes next after each of these
  Evidence evidence;                                      // field, count
  std::string field;                                      // "code", "verb", "text", "packet", "client_port", "bytes", ...
  std::vector<Value> of;                                  // ratio, difference: two numbers
  wire::Letters letters = wire::Letters::of_either_case;  // of what is typed beside it
};

struct Question {
  std::string id;
  Words ask;
  Value answer;  // read from this run
  Words why;     // shown after the answer
};

struct Step {
  std::string id;
  Words title, narration, look_at;  // narration: Markdown
  std::string view;                 // which view shows it best; empty: the one that is open
  std::vector<Action> actions;
  std::vector<Allowance> allows;
  std::vector<Evidence> evidence;  // in this order; empty: nothing crosses the wire, and the step says so
  std::vector<Evidence> compare;   // two conversations to lay side by side, once both are there; or none
  std::vector<Question> questions;
  int seconds = 15;       // time limit for the evidence
  int announcements = 0;  // drawn: how often the printer says before it that it is there, so that packet numbers differ
  Words hint;             // what to check when it did not come
};

// What must not be there, judged only beside something that is. `after` and `before` name what was seen.
struct Absence {
  Evidence evidence;
  std::string after, before;
};

// One thing that a student's capture, or typed answer, is asked for.
struct Check {
  enum class Kind { seen, count, measure, answer, packet, choice } kind = Kind::seen;
  enum class Where { anywhere, one_connection } where = Where::anywhere;
  enum class Order { given, any } order = Order::given;
  struct Seen {
    std::string name;  // for `after` and `before`, may be empty
    Evidence evidence;
  };
  struct Choice {
    std::string id;
    Words says;
  };
  std::string id;
  Words says, not_yet;  // what is wanted; why it may not be there yet, may be empty
  int points = 1;
  std::vector<Seen> seen;  // seen: in this order, or in any. count: one. packet: any of these was meant. choice: must be there first
  std::vector<Absence> absent;
  Value value;                    // measure: of the capture; answer: what is right; choice: its id
  double least = 0, most = 1e18;  // count, measure
  double within = 0;              // answer: a number may be off by so many per cent
  std::vector<Choice> choices;
};

// How a task can be done. A test proves that it can.
struct Solution {
  struct Part {
    std::optional<Action> action;
    std::optional<Evidence> wait;  // until this is seen
  };
  std::vector<Part> parts;
  std::map<std::string, Value> answers;  // by check
  bool empty() const { return parts.empty() && answers.empty(); }
};

struct Task {
  enum class Kind { look_only, do_it_yourself } kind = Kind::look_only;
  std::string id;
  Words title, says;            // says: Markdown
  std::vector<Words> hints;     // from a nudge to nearly the answer
  std::vector<Action> opening;  // done when the task begins: what lies ready, or a fault in secret
  std::vector<Action> closing;  // done when it is over
  std::vector<Check> foundations, checks;
  Solution solution, second;
};

struct Link {  // into an RFC
  int rfc = 0;
  std::string section;
  Words about;
  std::string address() const;  // where it can be read
};

// A sentence of the narration that a capture can show, and the check that it does.
struct Claim {
  std::string step;
  Check check;
};

struct Lesson {
  std::string id, folder;
  Words title, summary;
  int minutes = 0, version = 1;
  int place = 0;                           // in the list of lessons, from 1; 0: at the end
  std::string view;                        // which view shows it best
  std::vector<std::string> prerequisites;  // ids of lessons
  std::vector<Words> goals;
  std::vector<Link> links;
  Draws draws;                          // this student's
  std::string mark;                     // this student's, behind the id of each choice; empty: nobody in particular
  std::vector<wire::Account> accounts;  // beside the lab's own
  std::vector<lab::GivenFile> files;    // on the FTP site
  lab::Quotas quotas;
  std::vector<Action> opening;  // before the first step: a fault in secret
  std::string broken;           // which fault was drawn, empty: none
  bool cracks = false;          // something in it asks what a word list finds in the digests
  std::vector<Step> steps;
  std::vector<Claim> claims;
  std::vector<Task> tasks;
  std::map<std::string, Words> notes;  // for the teacher: "mistakes", "ask", and by step id
};

struct Fault {  // what `lessons --check` says
  std::string file;
  int line = 0;
  std::string sentence;
};

// As this student plays it: what is drawn stands in its place.
tl::expected<Lesson, std::vector<Fault>> load(const std::string& folder, const Student& student = {});
// What `lessons --check` says: everything that keeps it from loading, and everything that a finished lesson has besides.
std::vector<Fault> inspect(const std::string& folder);
std::vector<std::string> lesson_folders();  // installed and in the source tree, by their places, then by name
// A folder of this name in the working folder, made from the template that lies beside the lessons; its path.
tl::expected<std::string, wire::Problem> begin_lesson(const std::string& name);
tl::expected<std::string, wire::Problem> find_lesson(const std::string& id_or_folder);

}  // namespace cleartext::lesson
