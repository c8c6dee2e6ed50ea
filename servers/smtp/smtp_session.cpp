// Bytes to lines, lines to rows, and the one place where a command is refused before its handler sees it.
#include "servers/smtp/smtp_session.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::smtp {

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailDesk& desk) {
  return std::make_unique<SmtpSession>(std::move(settings), desk);
}

// RFC 5321, 3.1
wire::Output SmtpSession::greet() {
  return {fmt::format("220 {} ready\r\n", settings_.host_name), {}, {}};
}

// RFC 5321, 4.5.3.2: the server may close with 421.
wire::Output SmtpSession::timed_out() {
  closing_ = true;
  return {fmt::format("421 {} heard nothing for too long and closes\r\n", settings_.host_name),
          {wire::Close{}},
          {}};
}

wire::Output SmtpSession::receive(std::string_view bytes) {
  wire::Output output;
  while (!bytes.empty() && !closing_) {
    wire::Line line;
    if (letter_) {
      if (letter_->take(bytes)) output.bytes += letter_ended() + "\r\n";
    } else if (lines_.next(bytes, line)) {
      output.bytes += command(line) + "\r\n";
    }
  }
  if (closing_ && !output.bytes.empty()) output.effects.emplace_back(wire::Close{});
  return output;
}

std::string SmtpSession::command(const wire::Line& line) {
  if (line.too_long) return "500 The line is too long";
  if (line.bare_lf) return "500 A line ends in CR LF, this one ended in LF alone";
  const auto odd = std::find_if_not(line.text.begin(), line.text.end(), wire::is_plain_text);
  if (odd != line.text.end())
    return fmt::format("500 Character {} is not plain text", odd - line.text.begin() + 1);

  const auto words = wire::split_command(line.text);
  const auto& verb = words.verb;
  const auto argument = words.argument;
  const auto* row = find_row(verb);
  if (row == nullptr) return "500 I do not know this command; HELP lists those I know";
  if (!row->allowed.has(state_)) return fmt::format("503 Not now: {} comes {}", verb, row->info.when);
  auto answer = [&]() -> Answer {
    if (row->argument == Argument::none && !argument.empty())
      return tl::unexpected(wire::SyntaxError{0, "the end of the line"});
    if (row->argument == Argument::needed && argument.empty())
      return tl::unexpected(wire::SyntaxError{0, "more"});
    return (this->*row->handler)(argument);
  }();
  if (answer) return std::move(*answer);
  const auto before =
      argument.empty() ? line.text.size() : static_cast<std::size_t>(argument.data() - line.text.data());
  return fmt::format("501 Expected {} at character {}; say {}", answer.error().expected,
                     before + answer.error().offset + 1, row->info.syntax);
}

}  // namespace cleartext::smtp
