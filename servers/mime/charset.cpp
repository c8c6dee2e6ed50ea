#include "servers/mime/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "servers/wire/command.h"

namespace cleartext::mime {

namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

// Fronts of the names that mail uses (https://www.iana.org/assignments/character-sets).
constexpr std::array<std::string_view, 17> known{"utf-16", "iso-8859-", "windows-12",     "cp125",     "koi8-",    "gb2312",
                                                 "gbk",    "gb18030",   "big5",           "shift_jis", "euc-jp",   "euc-kr",
                                                 "euc-tw", "iso-20",    "ks_c_5601-1987", "tis-620",   "macintosh"};

// Length of the character that begins here, 0 if none does (RFC 3629, 4: no surrogates, nothing overlong).
std::size_t character(std::string_view text) {
  const auto at = [&](std::size_t place) -> unsigned { return place < text.size() ? static_cast<unsigned char>(text[place]) : 0; };
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  const auto tail = [&](std::size_t place, unsigned low = 0x80, unsigned high = 0xbf) { return at(place) >= low && at(place) <= high; };
  if (first >= 0xc2 && first <= 0xdf) return tail(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    return tail(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) && tail(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    return tail(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

struct Closer {
  void operator()(void* converter) const { iconv_close(static_cast<iconv_t>(converter)); }
};

// nullptr: this machine does not know the charset.
std::unique_ptr<void, Closer> open_converter(std::string_view charset) {
  const auto converter = iconv_open("UTF-8", std::string(charset).c_str());
  return std::unique_ptr<void, Closer>(converter == reinterpret_cast<iconv_t>(-1) ? nullptr : converter);
}

std::string convert(void* converter, std::string_view text) {
  std::string in(text), out;
  char* from = in.data();
  std::size_t left = in.size();
  std::array<char, 4096> room;
  while (left > 0) {
    char* to = room.data();
    std::size_t space = room.size();
    const auto before = left;
    const bool all = iconv(static_cast<iconv_t>(converter), &from, &left, &to, &space) != static_cast<std::size_t>(-1);
    out.append(room.data(), room.size() - space);
    const bool stuck = !all && space == room.size() && left == before;
    if (!stuck) continue;
    out += replacement;
    ++from;
    --left;
  }
  return out;
}

bool starts_with(std::string_view text, std::string_view front) { return wire::same_word(text.substr(0, front.size()), front); }

}  // namespace

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = character(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto length = character(text);
    out += length == 0 ? replacement : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string to_utf8(std::string_view text, std::string_view charset) {
  const bool multi_byte = starts_with(charset, "utf-16") || starts_with(charset, "iso-20");
  if (!multi_byte && is_ascii(text)) return std::string(text);
  if (starts_with(charset, "utf-8")) return valid_utf8(text);
  // What calls itself Latin 1 was mostly written on Windows, as browsers take it (https://encoding.spec.whatwg.org).
  const bool latin = charset.empty() || starts_with(charset, "us-ascii") || wire::same_word(charset, "iso-8859-1");
  const bool usable = std::any_of(known.begin(), known.end(), [&](auto front) { return starts_with(charset, front); });
  if (!usable && is_utf8(text)) return std::string(text);
  const auto converter =
      open_converter(latin || !usable || charset.size() > 40 || charset.find('/') != charset.npos ? "windows-1252" : charset);
  return valid_utf8(converter ? convert(converter.get(), text) : std::string(text));
}

}  // namespace cleartext::mime
