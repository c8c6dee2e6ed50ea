#include "servers/mime/decode.h"

#include <algorithm>
#include <cstdint>

namespace cleartext::mime {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view hex_digits = "0123456789ABCDEF";
constexpr std::size_t longest_line = 76;

bool hex_pair(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && hex_value(text[at]) >= 0 && hex_value(text[at + 1]) >= 0;
}

char hex_byte(std::string_view text, std::size_t at) { return static_cast<char>(hex_value(text[at]) * 16 + hex_value(text[at + 1])); }

}  // namespace

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string decode_base64(std::string_view text) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') {  // padding ends a group, and another may follow
      bits = 0;
      count = 0;
      continue;
    }
    const auto value = alphabet.find(c);
    if (value == std::string_view::npos || c == '\0') continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

std::string encode_base64(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto three = bytes.substr(at, 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < three.size() ? static_cast<unsigned char>(three[i]) : 0u);
    for (std::size_t i = 0; i < 4; ++i) out += i <= three.size() ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
  }
  return out;
}

std::string encode_base64_lines(std::string_view bytes) {
  constexpr std::size_t bytes_a_line = longest_line / 4 * 3;
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes_a_line, bytes.size())))
    out += encode_base64(bytes.substr(0, bytes_a_line)) + "\r\n";
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '=') {
      out += text[at];
      continue;
    }
    const auto end = std::min(text.find_first_not_of(" \t", at + 1), text.size());  // blanks that a relay added
    if (end == text.size() || text[end] == '\n') {
      at = end;
    } else if (text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n') {
      at = end + 1;
    } else if (hex_pair(text, at + 1)) {
      out += hex_byte(text, at + 1);
      at += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool coded = text[at] == '%' && hex_pair(text, at + 1);
    out += coded ? hex_byte(text, at + 1) : text[at];
    if (coded) at += 2;
  }
  return out;
}

std::string encode_quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r' && text.substr(at, 2) == "\r\n") {
      out += "\r\n";
      ++at;
      column = 0;
      continue;
    }
    const bool last = at + 1 == text.size() || text.substr(at + 1, 2) == "\r\n";
    const bool blank = c == ' ' || c == '\t';
    const bool plain = c != '=' && ((c > ' ' && c <= '~') || (blank && !last));
    const std::size_t width = plain ? 1 : 3;
    if (column + width > longest_line - 1) {  // room for the '=' of a soft line end
      out += "=\r\n";
      column = 0;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += plain ? std::string(1, c) : std::string{'=', hex_digits[byte >> 4], hex_digits[byte & 15]};
    column += width;
  }
  return out;
}

}  // namespace cleartext::mime
