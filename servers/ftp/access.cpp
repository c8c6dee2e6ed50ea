// Who is there, and how well the connection is kept from others: USER to QUIT, then RFC 4217.
#include <fmt/format.h>

#include <algorithm>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

namespace {

constexpr int most_wrong_passwords = 3;

bool is_known(const store::Accounts& accounts, std::string_view login) {
  const auto user = login.substr(0, login.rfind('@'));
  return std::any_of(accounts.all().begin(), accounts.all().end(),
                     [user](const wire::Account& account) { return wire::same_word(account.user, user); });
}

}  // namespace

// RFC 959, 4.1.1: USER may come again and begins the log-in anew.
FtpSession::Answer FtpSession::user(std::string_view argument) {
  user_ = argument;
  state_ = State::user_given;
  guest_ = wire::same_word(user_, "anonymous") || wire::same_word(user_, "ftp");
  if (guest_) return "331 Guest, send your mail address as password";
  if (!stands(Guard::same_refusal) && !is_known(accounts_, user_)) {
    state_ = State::connected;
    return fmt::format("530 There is no user {}", user_);
  }
  return fmt::format("331 Password for {}, please", user_);
}

FtpSession::Answer FtpSession::pass(std::string_view argument) {
  if (!guest_ && accounts_.check(user_, argument) == nullptr) {
    state_ = State::connected;
    effects_.emplace_back(wire::WrongPassword{});
    closing_ = ++wrong_passwords_ >= most_wrong_passwords && stands(Guard::few_passwords);
    return closing_ ? "421 Wrong name or password, and that was the last try" : "530 Wrong name or password";
  }
  state_ = State::logged_in;
  folder_ = "/";
  if (guest_) return "230 Logged in as a guest, who may read only";
  return fmt::format("230 Logged in as {}", user_);
}

FtpSession::Answer FtpSession::acct(std::string_view) { return "202 Nobody needs an account here beside the name"; }

// Inside TLS it would have to end TLS too (RFC 4217, 11), which no other protocol does.
FtpSession::Answer FtpSession::rein(std::string_view) {
  if (settings_.secure) return "502 Not inside TLS; open a new connection";
  forget_login();
  return fmt::format("220 {} ready for another user", settings_.host_name);
}

void FtpSession::forget_login() {
  if (data_ != Data::none) effects_.emplace_back(wire::CloseData{});
  data_ = Data::none;
  state_ = State::connected;
  user_.clear();
  folder_ = "/";
  guest_ = epsv_only_ = buffer_agreed_ = private_data_ = false;
  ascii_ = true;
  restart_ = 0;
  facts_ = all_facts();
}

FtpSession::Answer FtpSession::quit(std::string_view) {
  closing_ = true;
  return "221 Goodbye";
}

// RFC 4217, 4; "SSL" is what older clients say, who then take the data connection to be protected unasked.
FtpSession::Answer FtpSession::auth(std::string_view argument) {
  if (settings_.refuses_tls) return "534 Everything is said in the clear here";
  if (!settings_.tls_possible) return "502 I have no certificate, so there is no TLS here";
  if (settings_.secure) return "503 TLS is on already";
  const bool is_old = wire::same_word(argument, "SSL") || wire::same_word(argument, "TLS-P");
  if (!is_old && !wire::same_word(argument, "TLS") && !wire::same_word(argument, "TLS-C")) return "504 I know AUTH TLS only";
  forget_login();
  private_data_ = is_old;
  starting_tls_ = true;
  queue_.clear();
  effects_.emplace_back(wire::StartTls{});
  return "234 Ready for the handshake";
}

wire::Output FtpSession::secured() {
  settings_.secure = true;
  starting_tls_ = false;
  lines_.clear();
  telnet_.clear();
  return {};
}

// RFC 4217, 9: TLS needs no buffer, so its size is 0; but it is to be asked.
FtpSession::Answer FtpSession::pbsz(std::string_view argument) {
  if (!settings_.secure) return "503 Not now: PBSZ comes after AUTH TLS";
  if (!std::all_of(argument.begin(), argument.end(), wire::is_digit)) return tl::unexpected(wire::SyntaxError{0, "a number"});
  buffer_agreed_ = true;
  return "200 PBSZ=0";
}

FtpSession::Answer FtpSession::prot(std::string_view argument) {
  if (!settings_.secure) return "503 Not now: PROT comes after AUTH TLS";
  if (!buffer_agreed_) return "503 Say PBSZ 0 first";
  const bool is_private = wire::same_word(argument, "P");
  if (wire::same_word(argument, "S") || wire::same_word(argument, "E")) return "536 TLS knows C and P only";
  if (!is_private && !wire::same_word(argument, "C")) return "504 I know PROT C and PROT P only";
  private_data_ = is_private;
  return is_private ? "200 Files and lists go inside TLS" : "200 Files and lists go in the clear";
}

// RFC 4217, 12.3: who may cut TLS away can then speak in the client's name.
FtpSession::Answer FtpSession::ccc(std::string_view) { return settings_.secure ? "534 TLS stays on" : "533 There is no TLS to take away"; }

}  // namespace cleartext::ftp
