// One handler a command, in the order of RFC 1939. Each reads its grammar, acts, answers.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "servers/pop3/pop3_session.h"

namespace cleartext::pop3 {

namespace {

// RFC 1939, 7: one to seventy signs, none of them blank. What another program put there may be called otherwise.
std::string unique_name(const std::string& id) {
  const bool plain = !id.empty() && id.size() <= 70 && std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (plain) return id;
  std::uint64_t number = 0xcbf29ce484222325;  // FNV-1a: the same for the same name, always
  for (const char c : id) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("{:016x}.{}", number, id.size());
}

wire::Parsed<std::size_t> number(wire::Scanner& text) {
  const auto from = text.offset();
  const auto digits = text.take_while(wire::is_digit);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{}) return tl::unexpected(wire::SyntaxError{from, digits.empty() ? "a number" : "a smaller number"});
  return value;
}

wire::Parsed<std::size_t> only_number(std::string_view argument) {
  wire::Scanner text(argument);
  auto value = number(text);
  if (value && !text.at_end()) return text.expected("the end of the line");
  return value;
}

// RFC 1939, 3: a line that begins with a dot gets one more, and a dot alone ends it all.
std::string stuffed(std::string_view mail) {
  std::string text;
  text.reserve(mail.size() + 16);
  while (!mail.empty()) {
    const auto end = mail.find("\r\n");
    const auto line = mail.substr(0, end);
    mail.remove_prefix(end == std::string_view::npos ? mail.size() : end + 2);
    if (line.starts_with('.')) text += '.';
    text.append(line).append("\r\n");
  }
  return text + '.';
}

const std::string good_bye = "+OK POP3 server signing off";

// Holds the mailbox until the disk is done.
class Removal final : public wire::Work {
 public:
  Removal(std::unique_ptr<OpenMailbox> mailbox, std::vector<std::string> ids)
      : mailbox_(std::move(mailbox)), mails_(mailbox_->mails()), ids_(std::move(ids)) {}
  void run() override { all_gone_ = mails_.remove(ids_); }
  std::string answer() override {
    mailbox_.reset();
    return (all_gone_ ? good_bye : "-ERR Some deleted mails could not be removed") + "\r\n";
  }

 private:
  std::unique_ptr<OpenMailbox> mailbox_;
  store::Maildir mails_;
  std::vector<std::string> ids_;
  bool all_gone_ = false;
};

// Headers, the empty line, and `lines` lines of the text.
std::string_view first_part(std::string_view mail, std::size_t lines) {
  const auto blank = mail.starts_with("\r\n") ? 0 : mail.find("\r\n\r\n");
  if (blank == std::string_view::npos) return mail;
  auto at = blank == 0 ? 2 : blank + 4;
  for (; lines > 0 && at < mail.size(); --lines) {
    const auto end = mail.find("\r\n", at);
    at = end == std::string_view::npos ? mail.size() : end + 2;
  }
  return mail.substr(0, at);
}

}  // namespace

tl::expected<std::size_t, std::string> Pop3Session::mail_at(std::size_t number) const {
  if (number == 0 || number > mails_.size()) return tl::unexpected(fmt::format("-ERR There is no mail {}", number));
  if (deleted_.count(number - 1) != 0) return tl::unexpected(fmt::format("-ERR Mail {} is deleted", number));
  return number - 1;
}

// One line for the mail that is named, or one for each.
template <typename Print>
Pop3Session::Answer Pop3Session::listing(std::string_view argument, std::string_view heading, Print print) const {
  if (!argument.empty()) {
    const auto which = only_number(argument);
    if (!which) return tl::unexpected(which.error());
    const auto mail = mail_at(*which);
    return mail ? "+OK " + print(*mail) : mail.error();
  }
  std::string text = fmt::format("+OK {}\r\n", heading);
  for (std::size_t mail = 0; mail < mails_.size(); ++mail) {
    if (deleted_.count(mail) == 0) text += print(mail) + "\r\n";
  }
  return text + '.';
}

// 5 and 6: what was marked is deleted now, and at no other time.
Pop3Session::Answer Pop3Session::quit(std::string_view) {
  if (!deleted_.empty()) {
    std::vector<std::string> ids;
    for (const auto mail : deleted_) ids.push_back(mails_[mail].id);
    removal_ = std::make_shared<Removal>(std::move(mailbox_), std::move(ids));
  }
  closed();
  return removal_ ? std::string() : good_bye;
}

// 5
Pop3Session::Answer Pop3Session::stat(std::string_view) {
  std::uint64_t bytes = 0;
  for (std::size_t mail = 0; mail < mails_.size(); ++mail) {
    if (deleted_.count(mail) == 0) bytes += mails_[mail].bytes;
  }
  return fmt::format("+OK {} {}", mails_.size() - deleted_.size(), bytes);
}

// 5
Pop3Session::Answer Pop3Session::list(std::string_view argument) {
  return listing(argument, "mails and their sizes follow",
                 [this](std::size_t mail) { return fmt::format("{} {}", mail + 1, mails_[mail].bytes); });
}

// 5
Pop3Session::Answer Pop3Session::retr(std::string_view argument) {
  const auto which = only_number(argument);
  if (!which) return tl::unexpected(which.error());
  const auto mail = mail_at(*which);
  if (!mail) return mail.error();
  const auto text = mailbox_->mails().read(mails_[*mail].id);
  if (!text) return "-ERR The mail could not be read";
  return fmt::format("+OK {} octets\r\n", text->size()) + stuffed(*text);
}

// 5
Pop3Session::Answer Pop3Session::dele(std::string_view argument) {
  const auto which = only_number(argument);
  if (!which) return tl::unexpected(which.error());
  const auto mail = mail_at(*which);
  if (!mail) return mail.error();
  deleted_.insert(*mail);
  return fmt::format("+OK mail {} deleted at QUIT", *which);
}

// 5
Pop3Session::Answer Pop3Session::noop(std::string_view) { return "+OK"; }

// 5
Pop3Session::Answer Pop3Session::rset(std::string_view) {
  deleted_.clear();
  return fmt::format("+OK {} mails, none marked", mails_.size());
}

// 7
Pop3Session::Answer Pop3Session::top(std::string_view argument) {
  wire::Scanner text(argument);
  const auto which = number(text);
  if (!which) return tl::unexpected(which.error());
  if (!text.take(' ')) return text.expected("a space and a number of lines");
  text.skip_spaces();
  const auto lines = number(text);
  if (!lines) return tl::unexpected(lines.error());
  if (!text.at_end()) return text.expected("the end of the line");
  const auto mail = mail_at(*which);
  if (!mail) return mail.error();
  const auto whole = mailbox_->mails().read(mails_[*mail].id);
  if (!whole) return "-ERR The mail could not be read";
  return "+OK top of the mail follows\r\n" + stuffed(first_part(*whole, *lines));
}

// 7
Pop3Session::Answer Pop3Session::uidl(std::string_view argument) {
  return listing(argument, "mails and their names follow",
                 [this](std::size_t mail) { return fmt::format("{} {}", mail + 1, unique_name(mails_[mail].id)); });
}

// 7: a name that nobody has gets the same answer, so that names cannot be tried out.
Pop3Session::Answer Pop3Session::user(std::string_view argument) {
  user_ = argument;
  return "+OK";
}

}  // namespace cleartext::pop3
