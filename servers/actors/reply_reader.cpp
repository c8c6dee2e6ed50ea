#include "servers/actors/reply_reader.h"

#include <fmt/format.h>

namespace cleartext::actors {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int code_of(std::string_view line) {
  if (line.size() < 3 || !is_digit(line[0]) || !is_digit(line[1]) || !is_digit(line[2])) return 0;
  return (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
}

}  // namespace

std::string Reply::line() const { return code == 0 ? text : fmt::format("{} {}", code, text); }

std::optional<Reply> ReplyReader::next(std::string_view& bytes) {
  wire::Line line;
  while (lines_.next(bytes, line)) {
    const int code = code_of(line.text);
    const bool more = line.text.size() > 3 && line.text[3] == '-';
    if (open_code_ != 0) {
      if (code != open_code_ || more) continue;  // FTP lets inner lines begin with anything
      open_code_ = 0;
      return Reply{code, std::string(line.text.substr(line.text.size() > 4 ? 4 : 3))};
    }
    if (code == 0) return Reply{0, std::string(line.text)};
    if (more) {
      open_code_ = code;
      continue;
    }
    return Reply{code, std::string(line.text.substr(line.text.size() > 4 ? 4 : 3))};
  }
  return std::nullopt;
}

}  // namespace cleartext::actors
