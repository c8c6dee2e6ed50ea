#include "servers/wire/pattern.h"

namespace cleartext::wire {
namespace {

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool fits_one(std::string_view pattern, std::string_view text, Letters letters) {
  const auto same = [letters](char a, char b) { return a == b || (letters == Letters::of_either_case && small(a) == small(b)); };
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || same(pattern[p], text[t])) && pattern[p] != '*') {
      ++p, ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text, Letters letters) {
  if (pattern.empty()) return true;
  for (;;) {
    const auto bar = pattern.find('|');
    if (fits_one(pattern.substr(0, bar), text, letters)) return true;
    if (bar == std::string_view::npos) return false;
    pattern.remove_prefix(bar + 1);
  }
}

}  // namespace cleartext::wire
