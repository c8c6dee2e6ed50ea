#include "engine/lesson/typed_answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "engine/lesson/value.h"

namespace cleartext::lesson {
namespace {

// Without the signs that people put around what they name, and the full stop behind.
std::string bare(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> signs{
      {{"<", ">"}, {"\"", "\""}, {"'", "'"}, {"`", "`"}, {"\u201c", "\u201d"}, {"\u201e", "\u201c"}, {"\u00bb", "\u00ab"}}};
  for (bool again = true; again;) {
    again = false;
    if (text.size() > 1 && text.ends_with('.')) text.remove_suffix(1), again = true;
    for (const auto& [open, close] : signs) {
      if (text.size() <= open.size() + close.size() || !text.starts_with(open) || !text.ends_with(close)) continue;
      text.remove_prefix(open.size());
      text.remove_suffix(close.size());
      again = true;
    }
  }
  return std::string(text);
}

bool is_code(std::string_view word) {
  const bool is_number = word.size() == 3 && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
  return is_number || word == "+ok" || word == "-err";
}

// "250 ok" is "ok" as well, and "get /three http/1.1" is "get /three".
std::string_view without_code(std::string_view line) {
  const auto blank = line.find(' ');
  return blank != std::string_view::npos && is_code(line.substr(0, blank)) ? line.substr(blank + 1) : line;
}
std::string_view without_version(std::string_view line) {
  const auto at = line.rfind(" http/");
  return at != std::string_view::npos && line.find(' ') < at ? line.substr(0, at) : line;
}

bool is_unit(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
}

// "595 bytes", "#108", "packet 108", "2,875 octets".
std::string_view number_in(std::string_view typed) {
  if (typed.starts_with('#')) typed.remove_prefix(1);
  if (const auto first = typed.find(' '); first != std::string_view::npos && is_unit(typed.substr(0, first)))
    typed.remove_prefix(first + 1);
  if (const auto last = typed.rfind(' '); last != std::string_view::npos && is_unit(typed.substr(last + 1)))
    typed.remove_suffix(typed.size() - last);
  return typed;
}

}  // namespace

std::string simplified(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool is_same(std::string_view typed, std::string_view right, double within_per_cent) {
  const auto said = simplified(typed), wanted_line = simplified(right);
  if (said == wanted_line) return true;
  const auto short_said = bare(said);
  for (const auto line : {std::string_view(wanted_line), without_code(wanted_line), without_version(wanted_line)}) {
    if (short_said == bare(line)) return true;
  }
  const auto wanted = as_number(right);
  const auto fits = [&](std::optional<double> given) {
    return given && wanted && std::abs(*given - *wanted) <= std::abs(*wanted) * within_per_cent / 100;
  };
  return fits(as_number(said)) || fits(as_grouped_number(said)) || fits(as_number(number_in(said))) ||
         fits(as_grouped_number(number_in(said)));
}

}  // namespace cleartext::lesson
