#include "servers/mime/words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "servers/mime/charset.h"
#include "servers/mime/decode.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

constexpr std::size_t longest_line = 76;  // RFC 2047, 2: of a line with an encoded word in it

struct Word {
  std::string charset, bytes;
  std::size_t length;  // in the text that was read
};

// "=?utf-8?Q?cr=C3=AApe?=" at the front of `text`.
std::optional<Word> word_at(std::string_view text) {
  const auto charset_end = text.find('?', 2);
  if (charset_end == text.npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return std::nullopt;
  const auto content_start = charset_end + 3;
  const auto end = text.find("?=", content_start);
  if (end == text.npos) return std::nullopt;
  auto charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));  // a language may follow (RFC 2231, 5)
  std::string content(text.substr(content_start, end - content_start));
  switch (text[charset_end + 1]) {
    case 'Q':
    case 'q':
      std::replace(content.begin(), content.end(), '_', ' ');
      return Word{std::string(charset), decode_quoted_printable(content), end + 2};
    case 'B':
    case 'b': return Word{std::string(charset), decode_base64(content), end + 2};
    default: return std::nullopt;
  }
}

std::size_t utf8_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

std::string encoded(std::string_view character) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : character) {
    const auto byte = static_cast<unsigned char>(c);
    if (wire::is_letter_or_digit(c)) {
      out += c;
    } else if (c == ' ') {
      out += '_';
    } else {
      out += {'=', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

}  // namespace

// 6.2: blanks between two words vanish. Bytes of one charset are joined first: some programs cut characters.
std::string decode_words(std::string_view text) {
  std::string out, charset, bytes, blanks;
  const auto flush = [&] {
    out += to_utf8(std::exchange(bytes, {}), charset);
    charset.clear();
  };
  bool after_word = false;
  while (!text.empty()) {
    if (const auto word = text.starts_with("=?") ? word_at(text) : std::nullopt) {
      if (!after_word) out += blanks;
      blanks.clear();
      if (word->charset != charset) flush();
      charset = word->charset;
      bytes += word->bytes;
      after_word = true;
      text.remove_prefix(word->length);
      continue;
    }
    const auto blank = text.substr(0, std::min(text.find_first_not_of(" \t"), text.size()));
    blanks += blank;
    text.remove_prefix(blank.size());
    if (!blank.empty() || text.empty()) continue;
    flush();
    const auto plain = text.substr(0, std::max<std::size_t>(1, std::min({text.find_first_of(" \t"), text.find("=?", 1), text.size()})));
    out += std::exchange(blanks, {}) + valid_utf8(plain);
    text.remove_prefix(plain.size());
    after_word = false;
  }
  flush();
  return out + blanks;
}

std::string encode_words(std::string_view text, std::size_t taken) {
  const bool plain = std::all_of(text.begin(), text.end(), wire::is_plain_text) && text.find("=?") == text.npos;
  if (plain) return std::string(text);
  static constexpr std::string_view front = "=?utf-8?Q?";
  std::string out(front);
  auto column = taken + front.size();
  while (!text.empty()) {
    const auto character = text.substr(0, utf8_length(text.front()));
    const auto written = encoded(character);
    if (column + written.size() + 2 > longest_line) {
      out.append("?=\r\n ").append(front);
      column = 1 + front.size();
    }
    out += written;
    column += written.size();
    text.remove_prefix(character.size());
  }
  return out + "?=";
}

}  // namespace cleartext::mime
