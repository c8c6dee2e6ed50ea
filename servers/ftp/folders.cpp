// Files and folders by their names: CWD to PWD, and what RFC 3659 asks about them. No data connection is
// needed.
#include <fmt/format.h>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

namespace {

// RFC 959, appendix II: a quote inside the name is doubled.
std::string in_quotes(std::string_view path) {
  std::string text = "\"";
  for (const char c : path) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string refusal(const wire::Problem& problem) { return "550 " + problem.sentence; }
const std::string only_reading = "550 Guests may read only.";

}  // namespace

FtpSession::Answer FtpSession::cwd(std::string_view argument) { return change_folder(path(argument)); }
FtpSession::Answer FtpSession::cdup(std::string_view) { return change_folder(path("..")); }

std::string FtpSession::change_folder(std::string_view to) {
  if (!files_.is_folder(to)) return fmt::format("550 There is no folder {} here.", to);
  folder_ = to;
  return fmt::format("250 Now in {}", folder_);
}

FtpSession::Answer FtpSession::rnfr(std::string_view argument) {
  if (guest_) return only_reading;
  const auto there = files_.find(path(argument));
  if (!there) return refusal(there.error());
  renamed_ = path(argument);
  state_ = State::renaming;
  return fmt::format("350 What is {} to be called?", renamed_);
}

FtpSession::Answer FtpSession::rnto(std::string_view argument) {
  const auto done = files_.rename(renamed_, path(argument));
  return done ? fmt::format("250 It is {} now", path(argument)) : "553 " + done.error().sentence;
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

FtpSession::Answer FtpSession::pwd(std::string_view) { return fmt::format("257 {} is the current folder", in_quotes(folder_)); }

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

// RFC 3659, 7
FtpSession::Answer FtpSession::mlst(std::string_view argument) {
  const auto file = files_.find(path(argument));
  if (!file) return refusal(file.error());
  return fmt::format("250-About {0}:\r\n {1}\r\n250 That is all", path(argument),
                     fact_line(*file, path(argument), facts_, guest_ ? Rights::read : Rights::write));
}

}  // namespace cleartext::ftp
