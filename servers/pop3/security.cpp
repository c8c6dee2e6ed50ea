// How a client proves who it is (PASS, APOP, AUTH), what the server can do, and STLS.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "servers/pop3/pop3_session.h"

namespace cleartext::pop3 {

namespace {

constexpr int most_wrong_passwords = 3;

}  // namespace

// RFC 1939, 7
Pop3Session::Answer Pop3Session::pass(std::string_view argument) {
  if (user_.empty()) return "-ERR Not now: USER comes first";
  const auto login = std::exchange(user_, {});
  return room_.check(login, argument) ? log_in(login) : refuse_login();
}

// RFC 1939, 7: the digest of the greeting's timestamp and the password.
Pop3Session::Answer Pop3Session::apop(std::string_view argument) {
  if (settings_.challenge.empty()) return "-ERR My greeting has no timestamp, so there is no APOP here";
  const auto space = argument.rfind(' ');
  if (space == std::string_view::npos) return tl::unexpected(wire::SyntaxError{argument.size(), "a space and a digest"});
  const std::string login(argument.substr(0, space));
  const auto password = room_.password_of(login);
  const bool same = sasl::same_secret(sasl::digest_hex(settings_.challenge + password.value_or("nobody")), argument.substr(space + 1));
  return same && password ? log_in(login) : refuse_login();
}

// RFC 5034, 4
Pop3Session::Answer Pop3Session::auth(std::string_view argument) {
  if (settings_.challenge.empty()) return "-ERR Say USER and PASS";
  if (argument.empty()) return fmt::format("+OK I know\r\n{}\r\n.", fmt::join(sasl::mechanisms(), "\r\n"));
  const auto words = wire::split_command(argument);
  exchange_ = sasl::begin(words.verb, room_, settings_.challenge);
  if (!exchange_) return fmt::format("-ERR I know {}", fmt::join(sasl::mechanisms(), ", "));
  return outcome(words.argument.empty() ? exchange_->begin() : sasl::continue_with(*exchange_, words.argument));
}

std::string Pop3Session::answered(const wire::Line& line) {
  if (!line.too_long && !line.bare_lf) return outcome(sasl::continue_with(*exchange_, line.text));
  exchange_.reset();
  return "-ERR The answer is too long, or does not end in CR LF";
}

std::string Pop3Session::outcome(const sasl::Step& step) {
  if (step.what == sasl::Step::What::challenge) return "+ " + step.challenge;
  exchange_.reset();
  if (step.what == sasl::Step::What::accepted) return log_in(step.login);
  if (step.what == sasl::Step::What::cancelled) return "-ERR Given up, as you wish";
  if (step.what == sasl::Step::What::malformed) return "-ERR That is not base64, or not what the mechanism asks for";
  return refuse_login();
}

std::string Pop3Session::log_in(const std::string& login) {
  mailbox_ = room_.open(login);
  if (!mailbox_) return "-ERR [IN-USE] The mailbox is open in another session";
  mails_ = mailbox_->mails().list();
  state_ = State::transaction;
  return "+OK user successfully logged on";
}

// The codes in brackets: RFC 2449, 8.1.1 and RFC 3206, 4.
std::string Pop3Session::refuse_login() {
  ++wrong_now_;
  closing_ = ++wrong_passwords_ >= most_wrong_passwords;
  return closing_ ? "-ERR [AUTH] Wrong name or password, and that was the last try" : "-ERR [AUTH] Wrong name or password";
}

// RFC 2449, 5; STLS: RFC 2595, 4; SASL: RFC 5034, 3; AUTH-RESP-CODE: RFC 3206, 6
Pop3Session::Answer Pop3Session::capa(std::string_view) {
  std::string text = "+OK what I can do\r\nUSER\r\nTOP\r\nUIDL\r\nPIPELINING\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nEXPIRE NEVER\r\n";
  if (!settings_.challenge.empty()) text += fmt::format("SASL {}\r\n", fmt::join(sasl::mechanisms(), " "));
  if (settings_.tls_possible && !settings_.secure) text += "STLS\r\n";
  return text + '.';
}

// RFC 2595, 4
Pop3Session::Answer Pop3Session::stls(std::string_view) {
  if (!settings_.tls_possible) return "-ERR I have no certificate, so there is no TLS here";
  if (settings_.secure) return "-ERR TLS is on already";
  starting_tls_ = true;
  return "+OK Ready for the handshake";
}

wire::Output Pop3Session::secured() {
  settings_.secure = true;
  starting_tls_ = false;
  user_.clear();
  lines_.clear();
  return {};
}

}  // namespace cleartext::pop3
