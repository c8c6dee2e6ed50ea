#include "servers/faults/command_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "servers/faults/replies.h"

namespace cleartext::faults {

namespace {

constexpr std::size_t longest_line = 16 * 1024;  // what is longer is no command that a fault waits for

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

std::string_view last_line(std::string_view said) {
  said = without_end(said);
  const auto before = said.rfind('\n');
  return before == std::string_view::npos ? said : said.substr(before + 1);
}

// RFC 959, 4.1.3 (ABOR): Telnet's signs may stand before a command.
std::string_view without_telnet(std::string_view line) {
  while (line.size() >= 2 && static_cast<unsigned char>(line[0]) == 0xff) line.remove_prefix(2);
  return line;
}

}  // namespace

bool CommandReader::next(std::string_view& bytes, Piece& piece) {
  piece = {};
  if (bytes.empty()) return false;
  if (literal_ > 0) return all(bytes, piece, std::min<std::uint64_t>(literal_, bytes.size()));
  switch (next_) {
    case Next::letter: return letter(bytes, piece);
    case Next::request: return all(bytes, piece, bytes.size());
    case Next::command:
    case Next::answer:
    case Next::overlong: break;
  }
  return line(bytes, piece);
}

bool CommandReader::all(std::string_view& bytes, Piece& piece, std::size_t count) {
  piece.bytes = bytes.substr(0, count);
  bytes.remove_prefix(count);
  if (literal_ > 0) literal_ -= count;
  return true;
}

bool CommandReader::line(std::string_view& bytes, Piece& piece) {
  const auto end = bytes.find('\n');
  const auto part = bytes.substr(0, end == std::string_view::npos ? end : end + 1);
  bytes.remove_prefix(part.size());
  const bool whole = end != std::string_view::npos;
  const bool overlong = next_ == Next::overlong;
  if (!whole && !overlong && held_.size() + part.size() <= longest_line) {
    held_ += part;
    return false;
  }
  piece_ = std::exchange(held_, {}).append(part);
  piece.bytes = piece_;
  if (!whole || overlong) {
    next_ = whole ? Next::command : Next::overlong;
    return true;
  }
  const bool command = std::exchange(next_, Next::command) == Next::command && !std::exchange(goes_on_, false);
  if (command) name(piece);
  if (speech_ == Speech::imap) look_for_literal(piece);
  return true;
}

void CommandReader::name(Piece& piece) {
  auto text = without_telnet(without_end(piece.bytes));
  if (speech_ == Speech::imap) {
    const auto tag = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), tag.size() + 1));
    piece.tag = tag;
  }
  auto command = wire::split_command(text);
  if (speech_ == Speech::imap && command.verb == "UID") command = wire::split_command(command.argument);  // RFC 3501, 6.4.8: the same one
  piece.verb = std::move(command.verb);
  if (speech_ == Speech::http) next_ = Next::request;
}

// RFC 3501, 7.5, and RFC 7888: "{310}" waits until the server asks for it, "{310+}" does not.
void CommandReader::look_for_literal(Piece& piece) {
  const auto text = without_end(piece.bytes);
  const auto open = text.rfind('{');
  if (!text.ends_with('}') || open == std::string_view::npos) return;
  const auto* const last = text.data() + text.size() - 1;
  std::uint64_t count = 0;
  const auto [end, failure] = std::from_chars(text.data() + open + 1, last, count);
  const bool unasked = end != last && *end == '+' && end + 1 == last;
  if (failure != std::errc() || (end != last && !unasked)) return;
  literal_ = count;
  literal_asked_ = !unasked;
  goes_on_ = true;
  if (unasked) piece.follows = count;
}

// RFC 5321, 4.1.1.4: a dot alone on a line ends it. What may be the beginning of that line is held back.
bool CommandReader::letter(std::string_view& bytes, Piece& piece) {
  std::string_view text = bytes;
  if (!held_.empty()) text = piece_ = std::exchange(held_, {}).append(bytes);
  constexpr std::string_view end = ".\r\n";
  const auto take = [&](std::size_t count) {
    bytes = bytes.substr(bytes.size() - (text.size() - count));
    piece.bytes = text.substr(0, count);
  };
  if (at_line_start_ && text.starts_with(end)) {
    take(end.size());
    piece.verb = dot;
    next_ = Next::command;
    return true;
  }
  const auto found = text.find("\n.\r\n");
  if (found != std::string_view::npos) {
    take(found + 1);
    at_line_start_ = true;
    return true;
  }
  const auto last_end = text.rfind('\n');
  const auto tail = text.substr(last_end == std::string_view::npos ? 0 : last_end + 1);
  const bool starts_line = at_line_start_ || last_end != std::string_view::npos;
  bytes = {};
  piece.bytes = text;
  at_line_start_ = starts_line && tail.empty();
  if (tail.empty() || !starts_line || !end.starts_with(tail)) return true;
  held_ = tail;
  piece.bytes.remove_suffix(tail.size());
  at_line_start_ = true;
  return !piece.bytes.empty();
}

void CommandReader::heard(std::string_view said) {
  if (said.empty()) return;
  const auto line = last_line(said);
  switch (speech_) {
    case Speech::smtp:
      next_ = line.starts_with("354") ? Next::letter : line.starts_with("334") ? Next::answer : Next::command;
      at_line_start_ = true;
      return;
    case Speech::pop3:
      if (line.starts_with("+ ")) next_ = Next::answer;
      return;
    case Speech::imap:
      if (line.starts_with('+')) {
        if (literal_ == 0) next_ = Next::answer;
      } else if (!line.starts_with('*') && literal_asked_) {
        literal_ = 0;  // the command was answered before its literal came: it will not come
        goes_on_ = false;
      }
      literal_asked_ = literal_asked_ && literal_ > 0 && !line.starts_with('+');
      return;
    case Speech::http:
      if (!is_ahead(speech_, split_replies(speech_, said).back())) next_ = Next::command;
      return;
    case Speech::ftp:
    case Speech::none: return;
  }
}

}  // namespace cleartext::faults
