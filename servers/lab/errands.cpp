#include "servers/lab/errands.h"

#include <fmt/format.h>

#include "servers/lab/mail_server.h"

namespace cleartext::lab {
namespace {

std::string crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') out += '\r';
    out += c;
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

// A header field is one line: what a person pasted there must not become a second field.
std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return out;
}

}  // namespace

std::string compose(const Letter& letter, const wire::Host& laptop, std::chrono::system_clock::time_point now) {
  const auto id = std::chrono::duration_cast<std::chrono::microseconds>(now.time_since_epoch()).count();
  return fmt::format("From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\n\r\n{}",
                     one_line(letter.from), one_line(letter.to), one_line(letter.subject), mail_date(now), id,
                     laptop.host_name, crlf(letter.body));
}

JobResult sent(const std::string& actor, const actors::SmtpAgent& agent, const std::string& problem) {
  if (agent.taken()) return {actor, true, "The mail server has taken the letter: " + agent.last_reply().line(), {}, {}};
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  return {actor, false, "The mail server did not take the letter: " + agent.last_reply().line(), {}, {}};
}

JobResult fetched(const std::string& actor, const actors::Pop3Agent& agent, const std::string& problem) {
  if (agent.finished()) {
    const auto count = agent.mails().size();
    return {actor, true, fmt::format("{} letter{} fetched.", count, count == 1 ? "" : "s"), agent.mails(), {}};
  }
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  return {actor, false, "The mailbox could not be fetched: " + agent.refusal(), {}, {}};
}

}  // namespace cleartext::lab
