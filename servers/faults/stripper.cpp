#include "servers/faults/stripper.h"

#include <utility>

namespace cleartext::faults {

namespace {

constexpr std::size_t longest_line = 16 * 1024;  // what is longer is no reply, and passes as it is

// RFC 3207, 4: "250-STARTTLS", or "250 STARTTLS" where it is the last.
bool is_offer(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line.size() > 4 && line.starts_with("250") && wire::same_word(line.substr(4), "STARTTLS");
}

bool goes_on(std::string_view line) { return line.size() > 3 && line[3] == '-'; }

}  // namespace

Stripper::Heard Stripper::from_client(std::string_view bytes) {
  Heard heard;
  Piece piece;
  while (commands_.next(bytes, piece)) {
    if (piece.verb == "STARTTLS") {
      heard.back += "502 5.5.1 I know no STARTTLS\r\n";
    } else {
      heard.on += piece.bytes;
    }
  }
  return heard;
}

std::string Stripper::from_server(std::string_view bytes) {
  std::string on;
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    line_ += bytes.substr(0, end == std::string_view::npos ? end : end + 1);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    if (end == std::string_view::npos && line_.size() < longest_line) break;
    const auto line = std::exchange(line_, {});
    if (is_offer(line)) {
      if (!goes_on(line) && !before_.empty()) before_[3] = ' ';
      if (!goes_on(line)) on += std::exchange(before_, {});
      continue;
    }
    on += std::exchange(before_, {});
    goes_on(line) ? void(before_ = line) : void(on += line);
  }
  commands_.heard(on);
  return on;
}

}  // namespace cleartext::faults
