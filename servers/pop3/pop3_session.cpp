// Bytes to lines, lines to rows, and the one place where a command is refused before its handler sees it.
#include "servers/pop3/pop3_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cleartext::pop3 {

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailboxRoom& room) {
  return std::make_unique<Pop3Session>(std::move(settings), room);
}

// RFC 1939, 4; what APOP answers stands at the end (7)
wire::Output Pop3Session::greet() {
  return {fmt::format("+OK POP3 server ready{}{}\r\n", settings_.challenge.empty() ? "" : " ", settings_.challenge), {}, {}};
}

// RFC 3206, 3
wire::Output Pop3Session::turn_away(std::string_view why) {
  closing_ = true;
  return {fmt::format("-ERR [SYS/TEMP] {}\r\n", why), {wire::Close{}}, {}};
}

// RFC 1939, 3: closed without a word, and without deleting anything.
wire::Output Pop3Session::timed_out() {
  closed();
  return {{}, {wire::Close{}}, {}};
}

void Pop3Session::closed() {
  closing_ = true;
  mailbox_.reset();
}

wire::Output Pop3Session::receive(std::string_view bytes) {
  wire::Output output;
  wire::Line line;
  // Behind STLS nothing counts that was sent in the clear (RFC 2595, 4).
  while (!closing_ && !starting_tls_ && lines_.next(bytes, line)) {
    const auto reply = exchange_ ? answered(line) : command(line);
    if (!reply.empty()) output.bytes += reply + "\r\n";
  }
  for (; wrong_now_ > 0; --wrong_now_) output.effects.emplace_back(wire::WrongPassword{});
  if (auto removal = std::exchange(removal_, nullptr)) {
    output.effects.emplace_back(wire::SayAfter{std::move(removal)});
    output.then = std::make_shared<wire::Output>(wire::Output{{}, {wire::Close{}}, {}});
  } else if (closing_ && !output.bytes.empty()) {
    output.effects.emplace_back(wire::Close{});
  }
  if (starting_tls_ && !output.bytes.empty()) output.effects.emplace_back(wire::StartTls{});
  return output;
}

std::string Pop3Session::command(const wire::Line& line) {
  if (line.too_long) return "-ERR The line is too long";
  if (line.bare_lf) return "-ERR A line ends in CR LF, this one ended in LF alone";
  // Above ASCII is let through: a password may have any letter.
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 127; };
  const auto odd = std::find_if(line.text.begin(), line.text.end(), is_control);
  if (odd != line.text.end()) return fmt::format("-ERR Character {} is not text", odd - line.text.begin() + 1);

  const auto words = wire::split_command(line.text);
  const auto& verb = words.verb;
  const auto argument = words.argument;
  const auto* row = find_row(verb);
  if (row == nullptr) return "-ERR I do not know this command";
  if (!row->allowed.has(state_)) return fmt::format("-ERR Not now: {} comes {}", verb, row->info.when);
  auto answer = [&]() -> Answer {
    if (row->argument == Argument::none && !argument.empty()) {
      return tl::unexpected(wire::SyntaxError{0, "the end of the line"});
    }
    if (row->argument == Argument::needed && argument.empty()) return tl::unexpected(wire::SyntaxError{0, "more"});
    return (this->*row->handler)(argument);
  }();
  if (answer) return std::move(*answer);
  const auto before = argument.empty() ? line.text.size() : static_cast<std::size_t>(argument.data() - line.text.data());
  return fmt::format("-ERR Expected {} at character {}; say {}", answer.error().expected, before + answer.error().offset + 1,
                     row->info.syntax);
}

}  // namespace cleartext::pop3
