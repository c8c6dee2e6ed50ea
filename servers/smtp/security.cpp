// STARTTLS (RFC 3207) and AUTH (RFC 4954), and the second, finer code of each reply (RFC 2034, RFC 3463).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "servers/smtp/smtp_session.h"
#include "servers/smtp/status_code.h"

namespace cleartext::smtp {

namespace {

constexpr int most_wrong_passwords = 3;

}  // namespace

// RFC 2034, 3: on replies of the classes 2, 4 and 5, but not on the greeting and the hellos. Who says HELO speaks the
// language of 1982. A reply that brings its own code keeps it.
std::string SmtpSession::enhanced(std::string reply, std::string_view verb) const {
  return with_finer_code(std::move(reply), verb, extended_ ? Extended::yes : Extended::no);
}

std::string with_finer_code(std::string reply, std::string_view verb, Extended extended) {
  const bool of_class = !reply.empty() && (reply[0] == '2' || reply[0] == '4' || reply[0] == '5');
  if (!of_class || verb == "EHLO" || verb == "HELO" || reply.size() < 4) return reply;
  const auto own = finer_code_in(std::string_view(reply).substr(4));
  if (extended == Extended::no && !own.empty()) reply.erase(4, own.size() + 1);
  if (extended == Extended::no || !own.empty()) return reply;
  const std::string code(finer_code(verb, std::string_view(reply).substr(0, 3)));
  for (std::size_t line = 0; line != std::string::npos && line + 4 <= reply.size();) {
    reply.insert(line + 4, code + " ");
    const std::size_t end = reply.find("\r\n", line);
    line = end == std::string::npos ? end : end + 2;
  }
  return reply;
}

SmtpSession::Answer SmtpSession::starttls(std::string_view) {
  if (!settings_.tls_possible) return "502 I have no certificate, so there is no TLS here";
  if (settings_.secure) return "503 TLS is on already";
  starting_tls_ = true;
  return "220 Ready for the handshake";
}

SmtpSession::Answer SmtpSession::auth(std::string_view argument) {
  if (settings_.challenge.empty()) return "502 Nobody needs to log in here";
  if (!extended_) return "503 Say EHLO first, then AUTH is understood";
  if (!login_.empty()) return "503 You are logged in already";
  const auto words = wire::split_command(argument);
  exchange_ = sasl::begin(words.verb, desk_, settings_.challenge);
  if (!exchange_) return fmt::format("504 I know {}", fmt::join(sasl::mechanisms(), ", "));
  return outcome(words.argument.empty() ? exchange_->begin() : sasl::continue_with(*exchange_, words.argument));
}

std::string SmtpSession::answered(const wire::Line& line) {
  if (line.too_long || line.bare_lf) {
    exchange_.reset();
    return enhanced("500 The answer is too long, or does not end in CR LF", "AUTH");
  }
  return enhanced(outcome(sasl::continue_with(*exchange_, line.text)), "AUTH");
}

std::string SmtpSession::outcome(const sasl::Step& step) {
  if (step.what == sasl::Step::What::challenge) return "334 " + step.challenge;
  exchange_.reset();
  switch (step.what) {
    case sasl::Step::What::accepted: login_ = step.login; return "235 Welcome";
    case sasl::Step::What::malformed: return "501 That is not base64, or not what the mechanism asks for";
    case sasl::Step::What::cancelled: return "501 Given up, as you wish";
    case sasl::Step::What::refused:
    case sasl::Step::What::challenge: break;
  }
  ++wrong_now_;
  closing_ = ++wrong_passwords_ >= most_wrong_passwords;
  return closing_ ? "421 Wrong name or password, and that was the last try" : "535 Wrong name or password";
}

}  // namespace cleartext::smtp
