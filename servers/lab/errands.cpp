#include "servers/lab/errands.h"

#include <fmt/format.h>

#include <charconv>

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

tl::expected<wire::Endpoint, wire::Problem> ftp_address(const std::string& server, wire::NetworkMode mode) {
  const auto colon = server.find(':');
  const auto* host = wire::host_named(server.substr(0, colon));
  if (host == nullptr) {
    return tl::unexpected(wire::Problem{fmt::format("There is no machine called {} in the lab.", server),
                                        "The file server is ftp.hamburger.edu."});
  }
  auto port = wire::port(wire::Service::ftp, mode);
  if (colon != std::string::npos) {
    const auto digits = std::string_view(server).substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
      return tl::unexpected(wire::Problem{fmt::format("{} is not a port.", digits), "A port is a number from 1 to 65535."});
    }
  }
  return wire::Endpoint{host->address, port};
}

actors::FtpErrand errand(const FtpJob& job) {
  using What = actors::FtpErrand::What;
  auto what = What::get;
  switch (job.what) {
    case FtpJob::What::list: what = What::list; break;
    case FtpJob::What::get: what = What::get; break;
    case FtpJob::What::put: what = What::put; break;
  }
  // A line end inside a name would be a second command.
  return {what, one_line(job.user), one_line(job.password), one_line(job.file), job.content};
}

JobResult transferred(const std::string& actor, const std::string& file, const actors::FtpAgent& agent,
                      const std::string& problem) {
  if (agent.done()) {
    const auto bytes = agent.content().size();
    return {actor, true, bytes == 0 ? fmt::format("{} is on the server.", file) : fmt::format("{} bytes received.", bytes), {}, agent.content()};
  }
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  if (!agent.logged_in()) return {actor, false, "The server did not let you in: " + agent.last_reply().line(), {}, {}};
  return {actor, false, "The server said: " + agent.last_reply().line(), {}, {}};
}

}  // namespace cleartext::lab
