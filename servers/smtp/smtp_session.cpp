// Bytes to lines, lines to rows, and the one place where a command is refused before its handler sees it.
#include "servers/smtp/smtp_session.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"

namespace cleartext::smtp {

namespace {

// What is neither plain text nor, since RFC 6531, UTF-8; the text's size: nothing.
std::size_t odd_character(std::string_view text) {
  const bool has_utf8 = mime::is_utf8(text);
  const auto fits = [has_utf8](char c) { return wire::is_plain_text(c) || (has_utf8 && static_cast<unsigned char>(c) >= 0x80); };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), fits) - text.begin());
}

}  // namespace

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailDesk& desk) {
  return std::make_unique<SmtpSession>(std::move(settings), desk);
}

// RFC 5321, 3.1
wire::Output SmtpSession::greet() { return {fmt::format("220 {} ready\r\n", settings_.host_name), {}, {}}; }

// RFC 5321, 3.1 and 4.2.3
wire::Output SmtpSession::turn_away(std::string_view why) {
  closing_ = true;
  return {fmt::format("421 {} {}\r\n", settings_.host_name, why), {wire::Close{}}, {}};
}

// RFC 5321, 4.5.3.2: the server may close with 421.
wire::Output SmtpSession::timed_out() {
  closing_ = true;
  return {fmt::format("421 {} heard nothing for too long and closes\r\n", settings_.host_name), {wire::Close{}}, {}};
}

wire::Output SmtpSession::receive(std::string_view bytes) {
  wire::Output output;
  wire::Output* last = &output;
  // Behind STARTTLS nothing counts that was sent in the clear (RFC 3207, 4.2).
  while (!bytes.empty() && !closing_ && !starting_tls_) {
    wire::Line line;
    if (letter_) {
      if (letter_->take(bytes)) last = letter_ended(*last);
    } else if (lines_.next(bytes, line)) {
      last->bytes += (exchange_ ? answered(line) : command(line)) + "\r\n";
    }
  }
  for (; wrong_now_ > 0; --wrong_now_) last->effects.emplace_back(wire::WrongPassword{});
  if (closing_ && !last->bytes.empty()) last->effects.emplace_back(wire::Close{});
  if (starting_tls_ && !last->bytes.empty()) last->effects.emplace_back(wire::StartTls{});
  return output;
}

// RFC 3207, 4.2: as if the connection had just begun, without a greeting.
wire::Output SmtpSession::secured() {
  settings_.secure = true;
  starting_tls_ = extended_ = false;
  hello_.clear();
  login_.clear();
  envelope_ = {};
  lines_.clear();
  state_ = State::connected;
  return {};
}

std::string SmtpSession::command(const wire::Line& line) {
  if (line.too_long) return enhanced("500 The line is too long", {});
  if (line.bare_lf) return enhanced("500 A line ends in CR LF, this one ended in LF alone", {});
  if (const auto odd = odd_character(line.text); odd < line.text.size())
    return enhanced(fmt::format("500 Character {} is not plain text", odd + 1), {});

  const auto words = wire::split_command(line.text);
  const auto& verb = words.verb;
  const auto argument = words.argument;
  const auto* row = find_row(verb);
  if (row == nullptr) return enhanced("500 I do not know this command; HELP lists those I know", {});
  if (!row->allowed.has(state_)) return enhanced(fmt::format("503 Not now: {} comes {}", verb, row->info.when), {});
  auto answer = [&]() -> Answer {
    if (row->argument == Argument::none && !argument.empty()) return tl::unexpected(wire::SyntaxError{0, "the end of the line"});
    if (row->argument == Argument::needed && argument.empty()) return tl::unexpected(wire::SyntaxError{0, "more"});
    return (this->*row->handler)(argument);
  }();
  if (answer) return enhanced(std::move(*answer), verb);
  const auto before = argument.empty() ? line.text.size() : static_cast<std::size_t>(argument.data() - line.text.data());
  return enhanced(
      fmt::format("501 Expected {} at character {}; say {}", answer.error().expected, before + answer.error().offset + 1, row->info.syntax),
      verb);
}

}  // namespace cleartext::smtp
