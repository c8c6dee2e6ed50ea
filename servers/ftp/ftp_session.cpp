// Bytes to lines, lines to the queue, the queue to rows; and the one place where a command is refused before
// its handler sees it.
#include "servers/ftp/ftp_session.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::ftp {

namespace {

constexpr std::size_t longest_queue = 256;

}  // namespace

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, const store::Accounts& accounts, store::FileTree& files) {
  return std::make_unique<FtpSession>(std::move(settings), accounts, files);
}

wire::Output FtpSession::greet() { return {fmt::format("220 {} ready\r\n", settings_.host_name), {}, {}}; }

// RFC 959, 5.4: 421 may answer any command, and the connection itself.
wire::Output FtpSession::turn_away(std::string_view why) {
  closing_ = true;
  return {fmt::format("421 {}\r\n", why), {wire::Close{}}, {}};
}

wire::Output FtpSession::timed_out() {
  closed();
  return {fmt::format("421 {} heard nothing for too long and closes\r\n", settings_.host_name), {wire::Close{}}, {}};
}

void FtpSession::closed() {
  closing_ = true;
  queue_.clear();
  keep_part();
  drop_transfer();
}

// After "234" nothing counts until TLS is agreed on: what was sent before it was not sent by who holds the
// key.
wire::Output FtpSession::receive(std::string_view bytes) {
  wire::Output output;
  while (!bytes.empty() && !closing_ && !starting_tls_) {
    const auto end = bytes.find('\n');
    const auto piece = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    bytes.remove_prefix(piece.size());
    const auto text = telnet_.strip(piece, output.bytes);
    std::string_view rest = text;
    wire::Line line;
    if (!lines_.next(rest, line)) continue;
    auto more = work(take(line));
    output.bytes += more.bytes;
    std::move(more.effects.begin(), more.effects.end(), std::back_inserter(output.effects));
  }
  return output;
}

std::string FtpSession::take(const wire::Line& line) {
  const bool is_whole = !line.bare_lf && !line.too_long;
  // RFC 959, 4.1.3: asked during a transfer, how far it is.
  if (is_whole && running() && queue_.empty() && wire::same_word(line.text, "STAT")) return *stat({});
  std::string said;
  if (is_whole && transfer_ != Transfer::none && transfer_ != Transfer::keeping && wire::same_word(line.text, "ABOR")) {
    drop_transfer();
    said = "426 The transfer is broken off";
  }
  queue_.push_back({std::string(line.text), line.bare_lf, line.too_long});
  if (queue_.size() <= longest_queue) return said;
  closed();
  effects_.emplace_back(wire::Close{});
  return "421 Too many commands at once, closing";
}

wire::Output FtpSession::work(std::string reply) {
  wire::Output output;
  const auto say = [&output](const std::string& words) {
    if (!words.empty()) output.bytes += words + "\r\n";
  };
  say(reply);
  while (!queue_.empty() && !busy() && !closing_ && !starting_tls_) {
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
  auto argument = words.argument;
  const auto state = state_;
  if (state_ == State::renaming) state_ = State::logged_in;  // RNTO comes at once or not at all
  const auto* row = find_row(verb);
  if (row == nullptr && is_left_out(verb)) return fmt::format("502 I know of {}, but it is not done here", verb);
  if (row == nullptr) return "500 I do not know this command; HELP lists those I know";
  if (!row->allowed.has(state)) {
    if (row->allowed.has(State::logged_in)) return "530 Log in first, with USER and PASS";
    return fmt::format("503 Not now: {} comes {}", verb, row->info.when);
  }
  const bool is_name = row->argument == Argument::name || row->argument == Argument::name_or_none;
  if (is_name && !argument.empty()) argument = std::string_view(line.text).substr(verb.size() + 1);
  auto answer = [&]() -> Answer {
    if (row->argument == Argument::none && !argument.empty()) {
      return tl::unexpected(wire::SyntaxError{0, "the end of the line"});
    }
    if ((row->argument == Argument::needed || row->argument == Argument::name) && argument.empty())
      return tl::unexpected(wire::SyntaxError{0, "more"});
    return (this->*row->handler)(argument);
  }();
  if (answer) return std::move(*answer);
  const auto before = argument.empty() ? line.text.size() : static_cast<std::size_t>(argument.data() - line.text.data());
  return fmt::format("501 Expected {} at character {}; say {}", answer.error().expected, before + answer.error().offset + 1,
                     row->info.syntax);
}

}  // namespace cleartext::ftp
