// Escapes as RFC 8259, 7 asks.
#include "engine/analysis/json_line.h"

#include <fmt/format.h>

#include "engine/dialogue/line.h"

namespace cleartext::analysis {

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : dialogue::printable(text)) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace cleartext::analysis
