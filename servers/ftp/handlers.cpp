// The commands that need no data connection, in the order of the rows. Each reads its grammar, acts, answers.
#include <fmt/format.h>

#include "servers/ftp/ftp_session.h"
#include "servers/ftp/listing.h"

namespace cleartext::ftp {

namespace {

constexpr int most_wrong_passwords = 3;

// RFC 959, appendix II: a quote inside the name is doubled.
std::string in_quotes(std::string_view path) {
  std::string text = "\"";
  for (const char c : path) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string refusal(const wire::Problem& problem) {
  return "550 " + problem.sentence;
}
const std::string only_reading = "550 Guests may read only.";

}  // namespace

// RFC 959, 4.1.1: USER may come again and begins the log-in anew.
FtpSession::Answer FtpSession::user(std::string_view argument) {
  user_ = argument;
  state_ = State::user_given;
  guest_ = wire::same_word(user_, "anonymous") || wire::same_word(user_, "ftp");
  if (guest_) return "331 Guest, send your mail address as password";
  return fmt::format("331 Password for {}, please", user_);
}

FtpSession::Answer FtpSession::pass(std::string_view argument) {
  if (!guest_ && accounts_.check(user_, argument) == nullptr) {
    state_ = State::connected;
    closing_ = ++wrong_passwords_ >= most_wrong_passwords;
    return closing_ ? "530 Wrong name or password, and that was the last try" : "530 Wrong name or password";
  }
  state_ = State::logged_in;
  folder_ = "/";
  if (guest_) return "230 Logged in as a guest, who may read only";
  return fmt::format("230 Logged in as {}", user_);
}

FtpSession::Answer FtpSession::cwd(std::string_view argument) {
  return change_folder(path(argument));
}
FtpSession::Answer FtpSession::cdup(std::string_view) {
  return change_folder(path(".."));
}

std::string FtpSession::change_folder(std::string_view to) {
  if (!files_.is_folder(to)) return fmt::format("550 There is no folder {} here.", to);
  folder_ = to;
  return fmt::format("250 Now in {}", folder_);
}

FtpSession::Answer FtpSession::quit(std::string_view) {
  closing_ = true;
  return "221 Goodbye";
}

// RFC 959, 3.1.1; "A N" and "L 8" are longer names of the same two.
FtpSession::Answer FtpSession::type(std::string_view argument) {
  const bool text = wire::same_word(argument, "A") || wire::same_word(argument, "A N");
  const bool bytes = wire::same_word(argument, "I") || wire::same_word(argument, "L 8");
  if (!text && !bytes) return "504 I know TYPE A and TYPE I only";
  ascii_ = text;
  return text ? "200 Files are sent as text" : "200 Files are sent as they are";
}

FtpSession::Answer FtpSession::stru(std::string_view argument) {
  return wire::same_word(argument, "F") ? "200 Plain files" : "504 I know STRU F only";
}

FtpSession::Answer FtpSession::mode(std::string_view argument) {
  return wire::same_word(argument, "S") ? "200 As a stream" : "504 I know MODE S only";
}

FtpSession::Answer FtpSession::dele(std::string_view argument) {
  if (guest_) return only_reading;
  auto removed = files_.remove_file(path(argument));
  return removed ? "250 Deleted" : refusal(removed.error());
}

FtpSession::Answer FtpSession::rmd(std::string_view argument) {
  if (guest_) return only_reading;
  auto removed = files_.remove_folder(path(argument));
  return removed ? "250 Removed" : refusal(removed.error());
}

FtpSession::Answer FtpSession::mkd(std::string_view argument) {
  if (guest_) return only_reading;
  const auto folder = path(argument);
  auto made = files_.make_folder(folder);
  return made ? fmt::format("257 {} made", in_quotes(folder)) : refusal(made.error());
}

FtpSession::Answer FtpSession::pwd(std::string_view) {
  return fmt::format("257 {} is the current folder", in_quotes(folder_));
}

// RFC 943: the names of systems
FtpSession::Answer FtpSession::syst(std::string_view) {
  return "215 UNIX Type: L8";
}

FtpSession::Answer FtpSession::help(std::string_view argument) {
  if (argument.empty()) {
    std::string text = "214-I know these commands:\r\n";
    for (const auto& info : commands()) text += fmt::format("  {}\r\n", info.syntax);
    return text + "214 HELP and a command tells more";
  }
  const auto* info = wire::find_command(commands(), argument);
  if (info == nullptr) return "504 I know no such command";
  return fmt::format("214-{}\r\n  {}\r\n214 When: {} ({})", info->syntax, info->meaning, info->when,
                     info->source);
}

FtpSession::Answer FtpSession::noop(std::string_view) {
  return "200 Still here";
}

// RFC 2389, 3.2: each feature on a line that begins with a space
FtpSession::Answer FtpSession::feat(std::string_view) {
  return "211-I can do this too:\r\n EPSV\r\n MDTM\r\n SIZE\r\n211 That is all";
}

// RFC 3659, 3
FtpSession::Answer FtpSession::mdtm(std::string_view argument) {
  const auto file = files_.find(path(argument));
  if (!file) return refusal(file.error());
  if (file->is_folder) return fmt::format("550 {} is a folder.", path(argument));
  return "213 " + time_text(file->modified);
}

// RFC 3659, 4: the number of bytes that a transfer would send, which for text is known only by reading it
// all.
FtpSession::Answer FtpSession::size(std::string_view argument) {
  const auto file = files_.find(path(argument));
  if (!file) return refusal(file.error());
  if (file->is_folder) return fmt::format("550 {} is a folder.", path(argument));
  if (ascii_) return "550 Say TYPE I first, the size as text is not known.";
  return fmt::format("213 {}", file->bytes);
}

}  // namespace cleartext::ftp
