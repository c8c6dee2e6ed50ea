// Most text is ASCII, which is looked for eight bytes at a time.
#include "engine/dialogue/printable.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace cleartext::dialogue {

namespace {

bool is_plain(char c, Breaks breaks) {
  const auto value = static_cast<unsigned char>(c);
  return (value >= 0x20 && value < 0x7f) || c == '\t' || (breaks == Breaks::kept && (c == '\r' || c == '\n'));
}

// Is there a byte in it that is no plain ASCII: above it, a control character, or DEL? May say so of one that is.
bool may_be_odd(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
  const std::uint64_t del = word ^ (ones * 0x7f);
  return ((word | (word - ones * 0x20) | (del - ones)) & high) != 0;
}

std::size_t plain_length(std::string_view text, Breaks breaks) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if (may_be_odd(word)) break;
  }
  while (at < text.size() && is_plain(text[at], breaks)) ++at;
  return at;
}

// C1 controls; and what turns the direction of a text or ends its line (U+2028 to U+202E, U+2066 to U+2069).
bool steers(std::string_view character) {
  if (character.size() == 2) return character[0] == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
  if (character.size() != 3 || character[0] != '\xe2') return false;
  const auto last = static_cast<unsigned char>(character[2]);
  return (character[1] == '\x80' && last >= 0xa8 && last <= 0xae) || (character[1] == '\x81' && last >= 0xa6 && last <= 0xa9);
}

}  // namespace

std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xc0) != 0x80) return 0;
  if (first == 0xe0 && at(1) < 0xa0) return 0;  // overlong
  if (first == 0xed && at(1) > 0x9f) return 0;  // surrogates
  if (first == 0xf0 && at(1) < 0x90) return 0;  // overlong
  if (first == 0xf4 && at(1) > 0x8f) return 0;  // beyond U+10FFFF
  return length;
}

void append_byte(std::string& out, char byte) {
  static constexpr std::string_view digits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  ((out += "\\x") += digits[value >> 4]) += digits[value & 15];
}

void append_printable(std::string& out, std::string_view text, Breaks breaks) {
  while (!text.empty()) {
    const std::size_t plain = plain_length(text, breaks);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const std::size_t length = std::max<std::size_t>(sequence_length(text), 1);
    const std::string_view character = text.substr(0, length);
    if (length > 1 && !steers(character)) {
      out.append(character);
    } else {
      for (const char byte : character) append_byte(out, byte);
    }
    text.remove_prefix(length);
  }
}

std::string on_one_line(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  append_printable(shown, text, Breaks::shown);
  return shown;
}

}  // namespace cleartext::dialogue
