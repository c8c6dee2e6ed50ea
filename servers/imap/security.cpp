// How a client proves who it is, and TLS (RFC 3501, 6.2; RFC 4959).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "servers/imap/imap_session.h"

namespace cleartext::imap {

namespace {

constexpr int most_wrong_passwords = 3;
constexpr std::array<std::string_view, 3> first_folders = {"Drafts", "Sent", "Trash"};

// Who comes for the first time finds the folders that every user agent looks for.
void make_first_folders(store::MailFolders& folders) {
  if (folders.names().size() > 1 || !folders.subscribed().empty()) return;
  (void)folders.subscribe(store::MailFolders::inbox);
  for (const auto name : first_folders) {
    (void)folders.create(name);
    (void)folders.subscribe(name);
  }
}

}  // namespace

// 6.2.1
ImapSession::Answer ImapSession::starttls(Arguments&) {
  if (!settings_.tls_possible) return "NO I have no certificate, so there is no TLS here";
  if (settings_.secure) return "NO TLS is on already";
  starting_tls_ = true;
  return "OK Ready for the handshake";
}

wire::Output ImapSession::secured() {
  settings_.secure = true;
  starting_tls_ = false;
  reader_.clear();
  return {};
}

// 6.2.2; an answer that comes along at once: RFC 4959
ImapSession::Answer ImapSession::authenticate(Arguments& in) {
  const auto mechanism = in.atom("a mechanism");
  std::string first;
  const bool has_first = in.take_spaces() && !in.at_end();
  if (has_first) first = in.astring("an answer in base64");
  in.end();
  if (!in) return in.error();
  if (settings_.login_disabled && !settings_.secure) return "NO [PRIVACYREQUIRED] Say STARTTLS first";
  exchange_ = sasl::begin(mechanism, room_, settings_.challenge);
  if (!exchange_ || (settings_.challenge.empty() && wire::same_word(mechanism, "CRAM-MD5"))) {
    exchange_.reset();
    return fmt::format("NO I know {}", fmt::join(sasl::mechanisms(), ", "));
  }
  return outcome(has_first ? sasl::continue_with(*exchange_, first) : exchange_->begin());
}

std::string ImapSession::outcome(const sasl::Step& step) {
  using What = sasl::Step::What;
  if (step.what == What::challenge) {
    out_ += fmt::format("+ {}\r\n", step.challenge);
    return {};
  }
  exchange_.reset();
  switch (step.what) {
    case What::challenge: break;
    case What::accepted: return log_in(step.login);
    case What::cancelled: return "BAD Given up, as you wish";
    case What::malformed: return "BAD That is not base64, or not what the mechanism asks for";
    case What::refused: break;
  }
  return refuse_login();
}

// 6.2.3
ImapSession::Answer ImapSession::login(Arguments& in) {
  const auto user = in.astring("a name");
  in.space();
  const auto password = in.astring("a password");
  in.end();
  if (!in) return in.error();
  if (settings_.login_disabled && !settings_.secure) return "NO [PRIVACYREQUIRED] Say STARTTLS first";
  return room_.check(user, password) ? log_in(user) : refuse_login();
}

std::string ImapSession::log_in(const std::string& login) {
  folders_ = &room_.folders(login);
  make_first_folders(*folders_);
  state_ = State::authenticated;
  return "OK You are logged in";
}

// RFC 5530, 3
std::string ImapSession::refuse_login() {
  ++wrong_now_;
  closing_ = ++wrong_passwords_ >= most_wrong_passwords;
  if (closing_) out_ += "* BYE That was the last try\r\n";
  return "NO [AUTHENTICATIONFAILED] Wrong name or password";
}

}  // namespace cleartext::imap
