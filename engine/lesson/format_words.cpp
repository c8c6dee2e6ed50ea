#include "engine/lesson/format_words.h"

#include <algorithm>

namespace cleartext::lesson {
namespace {

constexpr std::string_view protocols = "smtp|submission|submissions|pop3|pop3s|imap|imaps|http|ftp|ftps|ftp-data|sftp|ssh|tls|tcp|printer";

// What every kind of evidence has, and then its own.
std::vector<FormatWord> evidence(std::vector<FormatWord> own) {
  std::vector<FormatWord> words{{"protocol", protocols, "what is spoken"},
                                {"client", "text", "the machine that opened the connection, by its name in the lab"},
                                {"server", "text", "the machine that was called"}};
  words.insert(words.end(), own.begin(), own.end());
  return words;
}

constexpr std::string_view views = "map|ladder|dialogue|packets|message|notebook|plot|state|side-by-side";
constexpr FormatWord in_tls{"in_tls", "yes|no", "yes: it was inside TLS, no: anybody could read it"};

std::vector<FormatWord> kinds_of_evidence(std::vector<FormatWord> more) {
  std::vector<FormatWord> words{{"connection", "evidence.connection", "a connection came to be, or did not"},
                                {"line", "evidence.line", "a line was said"},
                                {"message", "evidence.message", "a letter or a page crossed the wire whole"},
                                {"file", "evidence.file", "a file crossed the wire whole"},
                                {"credential", "evidence.credential", "somebody logged in, or tried to"},
                                {"weakness", "evidence.weakness", "something should not have been said, or not like this"},
                                {"cracked", "evidence.cracked", "a list of words was tried on a digest"}};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<FormatObject> front() {
  return {
      {"lesson",
       "the whole of lesson.yaml",
       {{"id", "text", "the folder's name", true},
        {"version", "number", "counted up when a hand-in of before would be judged otherwise"},
        {"place", "number", "where it stands in the list of lessons, from 1; left out: at the end"},
        {"minutes", "number", "how long it takes in class"},
        {"title", "words", "what the list of lessons shows", true},
        {"summary", "words", "one or two sentences about it"},
        {"prerequisites", "[text]", "ids of lessons that come before"},
        {"view", views, "which view shows it best"},
        {"links", "[link]", "RFC sections to read on in"},
        {"goals", "[words]", "what a student can do afterwards"},
        {"draws", "{word|password|weak-password|pass-phrase|name|file|subject|text|number|lines|byte}",
         "what is each student's own, as {{name}} in any text"},
        {"accounts", "[account]", "who can log in besides alice and bob"},
        {"files", "[file]", "what lies on the FTP site besides"},
        {"quotas", "quotas", "how much mailboxes and disks may hold"},
        {"broken", "broken", "a fault in secret, another one for each student"},
        {"steps", "[step]", "the script", true},
        {"claims", "[claim]", "sentences of the narration that a capture can show"},
        {"tasks", "[task]", "what a student finds or does"}}},
      {"link",
       "into an RFC",
       {{"rfc", "number", "its number", true}, {"section", "text", "\"3.3\""}, {"about", "words", "what stands there"}}},
      {"account",
       "at the mail servers, and for FTP and SFTP",
       {{"user", "text", "the name to log in with", true},
        {"domain", "crepes.fr|hamburger.edu", "whose mailbox", true},
        {"password", "text", "", true}}},
      {"file",
       "on the FTP site when the lesson begins",
       {{"name", "text", "\"/recipes/plum.txt\"", true}, {"content", "text", "what is in it", true}}},
      {"quotas",
       "bytes; over a quota letters and files are refused with 452 and 552, and with NO [OVERQUOTA] by IMAP",
       {{"mailbox", "number", "all letters of one user; 1 GB if left out"},
        {"disk", "number", "a mail server's letters and queue, or the FTP site's files; 10 GB if left out"}}},
      {"broken",
       "one of several faults is ordered in secret; {{broken}} is its id",
       {{"when", "text", "start, or the task that begins with it", true}, {"of", "[fault]", "the faults", true}}},
      {"fault",
       "one that may be drawn",
       {{"id", "text", "what {{broken}} is then", true},
        {"actions", "actions", "what orders it"},
        {"shows", "[evidence]", "what it makes of the wire, in this order: until then no answer to which it was is right or wrong"}}},
  };
}

std::vector<FormatObject> script() {
  return {
      {"step",
       "one act",
       {{"id", "text", "its heading in en.md", true},
        {"title", "words", "what the list of steps shows", true},
        {"actions", "actions", "what the actors do when it begins"},
        {"allows", "[allowance]", "who may speak"},
        {"evidence", "[evidence]", "what must be seen, in this order; nothing: nothing crosses the wire"},
        {"view", views, "which view shows this act best; nothing: the one that is open"},
        {"compare", "[evidence]",
         "something of the first and of the newest of two conversations: Side by side shows these, once both are there"},
        {"questions", "[question]", "for the class, answered from this run"},
        {"seconds", "number", "how long its evidence may take"},
        {"hint", "words", "what to look at when it does not come"}}},
      {"allowance",
       "somebody passes the gate",
       {{"actor", "text", "alice, bob, eve, you or relay", true},
        {"until", "text", "up to and with this word: connect, MAIL, letter, dot"}}},
      {"question",
       "for the class",
       {{"id", "text", "", true},
        {"ask", "words", "", true},
        {"answer", "value", "read from this run", true},
        {"case", "exact|either", "exact: small and capital letters differ, as in base64; nothing: only of a secret"},
        {"why", "words", "shown after the answer", true}}},
      {"claim", "a sentence of the narration", {{"step", "text", "where it is said"}, {"check", "check", "that it is so", true}}},
  };
}

std::vector<FormatObject> tasks() {
  return {
      {"task",
       "what a student finds or does",
       {{"id", "text", "", true},
        {"kind", "look-only|do-it-yourself", "", true},
        {"title", "words", "", true},
        {"says", "words", "what is to be done; Markdown", true},
        {"hints", "[words]", "from a nudge to nearly the answer"},
        {"opening", "actions", "done when it begins"},
        {"closing", "actions", "done when it is over"},
        {"foundations", "[check]", "shown first; worth nothing unless they say so"},
        {"checks", "[check]", "what it is judged by", true},
        {"solution", "solution", "how it can be done"},
        {"second", "solution", "another way"}}},
      {"check",
       "one thing that the capture, or a typed answer, is asked for",
       {{"id", "text", "", true},
        {"says", "words", "what is wanted", true},
        {"not_yet", "words", "said when it does not pass"},
        {"points", "number", "what it is worth; 1 where nothing is said"},
        {"together", "yes|no", "yes: all of it on one connection"},
        {"order", "given|any", "any: what is seen may come in whatever order"},
        {"absent", "[absence]", "what must not be there, beside what is seen"},
        {"least", "text", "of count and measure: a number"},
        {"most", "text", "of count and measure: a number"},
        {"within", "number", "per cent that a typed number may be off"},
        {"seen", "[sighting]", "all of it was seen, in this order where `order` says nothing else"},
        {"count", "evidence", "it was seen least to most times"},
        {"measure", "value", "a number of the capture lies between least and most"},
        {"answer", "value", "what was typed is this"},
        {"case", "exact|either", "of an answer; exact: small and capital letters differ, as in base64; nothing: only of a secret"},
        {"packet", "evidence", "the packet that was picked holds this"},
        {"choose", "choice", "the right one was chosen"}}},
      {"choice", "one of several sentences", {{"right", "text", "the id of the right one", true}, {"of", "[option]", "", true}}},
      {"option", "a sentence to choose", {{"id", "text", "", true}, {"says", "words", "", true}}},
      {"sighting", "evidence with a name", kinds_of_evidence({{"as", "text", "its name, for after and before"}})},
      {"absence", "evidence that must not be there",
       kinds_of_evidence({{"after", "text", "only after what has this name"}, {"before", "text", "only before it"}})},
      {"solution",
       "how a task can be done",
       {{"actions", "[solving]", "an action, or wait: and evidence"}, {"answers", "{value}", "by check"}}},
  };
}

std::vector<FormatObject> what_is_seen() {
  return {
      {"evidence",
       "one thing that is seen on the wire. Texts are patterns: * and ?, and | between alternatives. Lines, addresses, types, header "
       "lines and names of users fit in either case of their letters; subjects, secrets, names and contents of files as written",
       kinds_of_evidence({})},
      {"evidence.connection", "a connection",
       evidence({{"state", "refused|silent|open|closed|reset", "what became of it; nothing: it was opened"}})},
      {"evidence.line", "a line of a dialogue",
       evidence({{"from", "client|server", "who said it"},
                 {"kind", "greeting|command|reply|data|continuation|invalid", "data: of a letter or a file"},
                 in_tls,
                 {"verb", "text", "the command's word"},
                 {"code", "text", "the reply's code"},
                 {"text", "text", "the whole line"},
                 {"answers", "text", "a reply: the command before it"}})},
      {"evidence.message", "a letter, or a page with its form",
       evidence({in_tls,
                 {"subject", "text", ""},
                 {"to", "text", "on the envelope or in the header"},
                 {"sender", "text", "in the header"},
                 {"envelope_from", "text", ""},
                 {"envelope_to", "text", ""},
                 {"header", "text", "one of its header lines"},
                 {"type", "text", "of one of its parts"},
                 {"name", "text", "of one of its parts"},
                 {"body", "text", "in one of its parts"},
                 {"content", "text", "one part is this and no more; no pattern"}})},
      {"evidence.file", "a file that FTP carried",
       evidence({in_tls,
                 {"name", "text", ""},
                 {"verb", "text", "RETR, STOR, LIST"},
                 {"opened_by", "client|server", "who opened the data connection; client: passive mode, server: active mode"},
                 {"body", "text", "in it"},
                 {"content", "text", "it is this and no more; no pattern"}})},
      {"evidence.credential", "a log-in",
       evidence({{"accepted", "yes|no", "what the server said"},
                 in_tls,
                 {"user", "text", ""},
                 {"secret", "text", ""},
                 {"mechanism", "text", "USER/PASS, APOP, PLAIN, LOGIN, CRAM-MD5, Basic, form"}})},
      {"evidence.weakness", "what `analyze --show weaknesses` finds", evidence({{"rule", "text", ""}})},
      {"evidence.cracked", "what came of trying the list on a digest: the action crack does it, and who judges a capture does it again",
       evidence({{"found", "yes|no", "whether the list has the password"},
                 {"user", "text", ""},
                 {"secret", "text", "what was found"},
                 {"mechanism", "text", "APOP or CRAM-MD5"}})},
      {"value", "a text, or something read from this run",
       kinds_of_evidence({{"field", "text", "which of its fields: code, verb, text, packet, client_port, bytes, ..."},
                          {"after", "evidence", "the next one after each of these"},
                          {"count", "evidence", "how often it was seen"},
                          {"packets", "text", "how many packets the step of this name took; for questions"},
                          {"ratio", "[value]", "two numbers, one by the other"},
                          {"difference", "[value]", "two numbers, one less the other"}})},
  };
}

std::vector<FormatObject> collect() {
  std::vector<FormatObject> all;
  for (auto part : {front(), script(), tasks(), what_is_seen()})
    all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  return all;
}

const FormatObject& object(std::string_view name) { return *std::ranges::find(format_objects(), name, &FormatObject::name); }

}  // namespace

std::span<const FormatObject> format_objects() {
  static const std::vector<FormatObject> all = collect();
  return all;
}

std::vector<std::string_view> words_of(std::string_view name) {
  std::vector<std::string_view> words;
  for (const auto& word : object(name).words) words.push_back(word.name);
  return words;
}

std::vector<std::string_view> choices_of(std::string_view name, std::string_view word) {
  const auto& words = object(name).words;
  const auto found = std::ranges::find(words, word, &FormatWord::name);
  if (found == words.end()) return {};
  auto rest = found->type;
  if (rest.starts_with('{')) rest = rest.substr(1, rest.size() - 2);
  std::vector<std::string_view> choices;
  while (!rest.empty()) {
    const auto bar = std::min(rest.find('|'), rest.size());
    choices.push_back(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return choices;
}

}  // namespace cleartext::lesson
