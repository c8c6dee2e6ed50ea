#include "engine/cracking/guesses.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace cleartext::cracking {
namespace {

enum class Shape { as_it_is, capital, upper, digits_for_letters };
constexpr std::array shapes{Shape::as_it_is, Shape::capital, Shape::upper, Shape::digits_for_letters};

// Nothing, a sign, a digit, one digit twice, a run, a year.
std::vector<std::string> make_endings() {
  std::vector<std::string> endings{"", "!", ".", "?", "12", "123", "1234", "007"};
  for (int i = 0; i < 10; ++i) endings.push_back(fmt::format("{}", i));
  for (int i = 0; i < 10; ++i) endings.push_back(fmt::format("{0}{0}", i));
  for (int year = 2000; year < 2030; ++year) endings.push_back(fmt::format("{}", year));
  return endings;
}

const std::vector<std::string>& endings() {
  static const std::vector<std::string> all = make_endings();
  return all;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

char digit_for(char c) {
  switch (c) {
    case 'a': return '4';
    case 'e': return '3';
    case 'i': return '1';
    case 'o': return '0';
    case 's': return '5';
    case 't': return '7';
    default: return c;
  }
}

void shape(std::string& word, Shape as) {
  switch (as) {
    case Shape::as_it_is: break;
    case Shape::capital:
      if (!word.empty()) word[0] = upper(word[0]);
      break;
    case Shape::upper: std::ranges::transform(word, word.begin(), upper); break;
    case Shape::digits_for_letters: std::ranges::transform(word, word.begin(), digit_for); break;
  }
}

}  // namespace

std::size_t guesses_a_word() { return shapes.size() * endings().size(); }

std::string_view guess(std::string_view word, std::size_t number, std::string& buffer) {
  buffer = word;
  shape(buffer, shapes[number % shapes.size()]);
  buffer += endings()[number / shapes.size()];
  return buffer;
}

}  // namespace cleartext::cracking
