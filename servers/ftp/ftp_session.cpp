// Bytes to lines, lines to the queue, the queue to rows; and the one place where a command is refused before
// its handler sees it.
#include "servers/ftp/ftp_session.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::ftp {

namespace {

constexpr std::size_t longest_queue = 256;

// Clients send ABOR after Telnet's "interrupt" and "mark" (RFC 959, 4.1.3): 0xff and one byte more.
void skip_telnet(std::string& line) {
  while (!line.empty() && line.front() == '\xff') line.erase(0, 2);
}

}  // namespace

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, const store::Accounts& accounts,
                                                 store::FileTree& files) {
  return std::make_unique<FtpSession>(std::move(settings), accounts, files);
}

wire::Output FtpSession::greet() {
  return {fmt::format("220 {} ready\r\n", settings_.host_name), {}, {}};
}

wire::Output FtpSession::timed_out() {
  closed();
  return {fmt::format("421 {} heard nothing for too long and closes\r\n", settings_.host_name),
          {wire::Close{}},
          {}};
}

void FtpSession::closed() {
  closing_ = true;
  queue_.clear();
  drop_transfer();
}

wire::Output FtpSession::receive(std::string_view bytes) {
  wire::Line line;
  wire::Output output;
  while (!closing_ && lines_.next(bytes, line)) {
    WaitingLine waiting{std::string(line.text), line.bare_lf, line.too_long};
    skip_telnet(waiting.text);
    if (transfer_ != Transfer::none && wire::same_word(waiting.text, "ABOR") && !waiting.bare_lf) {
      drop_transfer();
      output.bytes += "426 The transfer is broken off\r\n";
    }
    queue_.push_back(std::move(waiting));
    if (queue_.size() > longest_queue) {
      closed();
      effects_.emplace_back(wire::Close{});
      output.bytes += "421 Too many commands at once, closing\r\n";
    }
    auto more = work();
    output.bytes += more.bytes;
    std::move(more.effects.begin(), more.effects.end(), std::back_inserter(output.effects));
  }
  return output;
}

wire::Output FtpSession::work(std::string reply) {
  wire::Output output;
  const auto say = [&output](const std::string& words) {
    if (!words.empty()) output.bytes += words + "\r\n";
  };
  say(reply);
  while (!queue_.empty() && !busy() && !closing_) {
    const auto line = std::move(queue_.front());
    queue_.pop_front();
    say(command(line));
    if (closing_) effects_.emplace_back(wire::Close{});
  }
  output.effects = std::exchange(effects_, {});
  return output;
}

std::string FtpSession::command(const WaitingLine& line) {
  if (line.too_long) return "500 The line is too long";
  if (line.bare_lf) return "500 A line ends in CR LF, this one ended in LF alone";
  // Above ASCII is let through: file names have any letter.
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 127; };
  const auto odd = std::find_if(line.text.begin(), line.text.end(), is_control);
  if (odd != line.text.end()) return fmt::format("500 Character {} is not text", odd - line.text.begin() + 1);

  const auto words = wire::split_command(line.text);
  const auto& verb = words.verb;
  const auto argument = words.argument;
  const auto* row = find_row(verb);
  if (row == nullptr) return "500 I do not know this command; HELP lists those I know";
  if (!row->allowed.has(state_)) {
    if (row->allowed.has(State::logged_in)) return "530 Log in first, with USER and PASS";
    return fmt::format("503 Not now: {} comes {}", verb, row->info.when);
  }
  auto answer = [&]() -> Answer {
    if (row->argument == Argument::none && !argument.empty()) {
      return tl::unexpected(wire::SyntaxError{0, "the end of the line"});
    }
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

}  // namespace cleartext::ftp
