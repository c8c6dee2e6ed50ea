#include "engine/lesson/typed_answer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "engine/lesson/value.h"
#include "servers/wire/command.h"

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
  return is_number || wire::same_word(word, "+ok") || wire::same_word(word, "-err");
}

// "250 ok" is "ok" as well, and "get /three http/1.1" is "get /three".
std::string_view without_code(std::string_view line) {
  const auto blank = line.find(' ');
  return blank != std::string_view::npos && is_code(line.substr(0, blank)) ? line.substr(blank + 1) : line;
}
std::string_view without_version(std::string_view line) {
  const auto last = line.rfind(' ');
  const bool has_version = last != std::string_view::npos && line.find(' ') < last && wire::same_word(line.substr(last, 6), " http/");
  return has_version ? line.substr(0, last) : line;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

// "595 bytes", "595Bytes", "#108", "packet #108", "2,875 octets", "1.36x", "1,36-mal".
std::string_view number_in(std::string_view typed) {
  const auto first = static_cast<std::size_t>(std::ranges::find_if_not(typed, is_letter) - typed.begin());
  typed.remove_prefix(first);
  bool is_named = first > 0;
  for (const char sign : {'.', ' ', '#', ' '}) {
    if (!typed.starts_with(sign) || (!is_named && sign != '#')) continue;  // "nr. 5", "# 5", and not ".5"
    typed.remove_prefix(1);
    is_named = true;
  }
  const auto whole = typed.size();
  while (!typed.empty() && is_letter(typed.back())) typed.remove_suffix(1);
  if (typed.size() < whole && (typed.ends_with(' ') || typed.ends_with('-'))) typed.remove_suffix(1);
  return typed;
}

// "137 %" is 1.37.
std::optional<double> per_cent_in(std::string_view typed) {
  if (!typed.ends_with('%')) return std::nullopt;
  typed.remove_suffix(1);
  if (typed.ends_with(' ')) typed.remove_suffix(1);
  const auto number = as_number(typed);
  return number ? std::optional(*number / 100) : std::nullopt;
}

std::string single_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

std::string simplified(std::string_view text) {
  auto out = single_blanks(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_same(std::string_view typed, std::string_view right, double within_per_cent, wire::Letters letters) {
  const auto as_written = letters == wire::Letters::as_written ? single_blanks : simplified;
  const auto said = as_written(typed), wanted_line = as_written(right);
  if (said == wanted_line) return true;
  const auto short_said = bare(said);
  for (const auto line : {std::string_view(wanted_line), without_code(wanted_line), without_version(wanted_line)}) {
    if (short_said == bare(line)) return true;
  }
  const auto wanted = as_number(right);
  if (!wanted) return false;
  const auto fits = [&](std::optional<double> given) {
    return given && std::abs(*given - *wanted) <= std::abs(*wanted) * within_per_cent / 100;
  };
  const auto number = number_in(short_said);
  return fits(as_number(said)) || fits(as_grouped_number(said)) || fits(as_number(number)) || fits(as_grouped_number(number)) ||
         fits(per_cent_in(short_said));
}

}  // namespace cleartext::lesson
