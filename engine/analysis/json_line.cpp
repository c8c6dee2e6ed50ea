// Escapes as RFC 8259, 7 asks.
#include "engine/analysis/json_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/dialogue/line.h"

namespace cleartext::analysis {

namespace {

// As it is in JSON: most text is.
bool plain(char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

std::string json_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  if (std::all_of(text.begin(), text.end(), plain)) return out.append(text) + '"';
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
