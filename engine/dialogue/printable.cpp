// Most text is ASCII, which is looked for eight bytes at a time.
#include "engine/dialogue/printable.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace cleartext::dialogue {

namespace {

std::size_t ascii_length(std::string_view text) {
  std::size_t at = 0;
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080) != 0) break;
  }
  while (at < text.size() && static_cast<signed char>(text[at]) >= 0) ++at;
  return at;
}

std::uint32_t code_point(std::string_view letter) {  // of well-formed UTF-8
  const auto first = static_cast<unsigned char>(letter.front());
  std::uint32_t value = letter.size() == 1 ? first : first & (0x7fu >> letter.size());
  for (const char c : letter.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return value;
}

// C0, DEL and C1; what ends a line or a paragraph (Unicode's Zl and Zp); the signs of its bidirectional algorithm
// (UAX 9, 2).
bool steers(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0x061c || point == 0x200e || point == 0x200f ||
         (point >= 0x2028 && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

void append_named(std::string& out, std::uint32_t point) {
  static constexpr std::string_view digits = "0123456789abcdef";
  if (point == '\n') return void(out += "\\n");
  if (point == '\r') return void(out += "\\r");
  if (point == '\t') return void(out += "\\t");
  if (point < 0x80) return append_byte(out, static_cast<char>(point));
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[point >> shift & 15];
}

// Bytes from 0x20 to 0x7e, eight at a time.
std::size_t quiet_length(std::string_view text) {
  constexpr std::uint64_t every = 0x0101010101010101, top = 0x8080808080808080;
  std::size_t at = 0;
  for (std::uint64_t word = 0; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t controls = (word - every * 0x20) & ~word, deletes = ((word ^ every * 0x7f) - every) & ~(word ^ every * 0x7f);
    if (((word | controls | deletes) & top) != 0) break;
  }
  while (at < text.size() && text[at] >= 0x20 && text[at] != 0x7f) ++at;
  return at;
}

}  // namespace

std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
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

void append_printable(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t ascii = ascii_length(text);
    out.append(text.substr(0, ascii));
    text.remove_prefix(ascii);
    if (text.empty()) break;
    const std::size_t length = sequence_length(text);
    if (length == 0)
      append_byte(out, text.front());
    else
      out.append(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

bool steers(std::string_view text) {
  const std::size_t length = text.empty() ? 0 : sequence_length(text);
  return length > 0 && steers(code_point(text.substr(0, length)));
}

void append_visible(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t quiet = quiet_length(text);
    out.append(text.substr(0, quiet));
    text.remove_prefix(quiet);
    if (text.empty()) break;
    const std::size_t length = sequence_length(text);
    const std::string_view letter = text.substr(0, std::max<std::size_t>(length, 1));
    if (length == 0)
      append_byte(out, letter.front());
    else if (const std::uint32_t point = code_point(letter); steers(point))
      append_named(out, point);
    else
      out.append(letter);
    text.remove_prefix(letter.size());
  }
}

std::string visible(std::string_view text) {
  std::string shown;
  append_visible(shown, text);
  return shown;
}

}  // namespace cleartext::dialogue
