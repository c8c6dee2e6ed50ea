#include "servers/actors/reply_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cleartext::actors {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::size_t most_lines = 100;

}  // namespace

int code_of(std::string_view line) {
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

std::string Reply::line() const { return code == 0 ? text : fmt::format("{} {}", code, text); }

std::optional<Reply> ReplyReader::next(std::string_view& bytes) {
  wire::Line line;
  while (lines_.next(bytes, line)) {
    const int code = code_of(line.text);
    const bool more = line.text.size() > 3 && line.text[3] == '-';
    const bool inside = open_code_ != 0 && code != open_code_;  // FTP lets inner lines begin with anything
    if (!inside && code == 0) return Reply{0, std::string(line.text)};
    std::string text(inside ? line.text : line.text.substr(std::min<std::size_t>(line.text.size(), 4)));
    if (inside || more) {
      if (before_.size() < most_lines) before_.push_back(std::move(text));
      if (!inside) open_code_ = code;
      continue;
    }
    open_code_ = 0;
    return Reply{code, std::move(text), std::exchange(before_, {})};
  }
  return std::nullopt;
}

}  // namespace cleartext::actors
