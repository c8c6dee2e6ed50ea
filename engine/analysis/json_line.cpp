// Escapes as RFC 8259, 7 asks.
#include "engine/analysis/json_line.h"

#include <cstring>

#include "engine/dialogue/printable.h"

namespace cleartext::analysis {

namespace {

constexpr std::uint64_t every = 0x0101010101010101, top = 0x8080808080808080;

// Eight bytes at once. The top bit of a byte is set if it is 0; of bytes behind such a one, too, perhaps.
std::uint64_t zeros(std::uint64_t word) { return (word - every) & ~word & top; }

// As it is in JSON: most text is.
bool is_plain(char c) { return static_cast<signed char>(c) >= 0x20 && c != '"' && c != '\\'; }
bool all_plain(std::uint64_t word) {
  const std::uint64_t controls = (word - every * 0x20) & ~word & top;
  return (controls | (word & top) | zeros(word ^ every * '"') | zeros(word ^ every * '\\')) == 0;
}

std::size_t plain_length(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (!all_plain(word)) break;
  }
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

void append_escaped(std::string& out, char c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  if (static_cast<unsigned char>(c) >= 0x20) return void((out += '\\') += c);
  const auto value = static_cast<unsigned char>(c);
  ((out += "\\u00") += digits[value >> 4]) += digits[value & 15];
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t plain = plain_length(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<signed char>(text.front()) >= 0) {
      append_escaped(out, text.front());
      text.remove_prefix(1);
    } else if (const std::size_t length = dialogue::sequence_length(text); length > 0) {
      out.append(text.substr(0, length));
      text.remove_prefix(length);
    } else {
      out += '\\';  // of "\xNN", which is text here
      dialogue::append_byte(out, text.front());
      text.remove_prefix(1);
    }
  }
  out += '"';
}

}  // namespace cleartext::analysis
