// What was typed, cut into words, signs and quoted text, each with its place.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::filter {

struct Token {
  enum class Kind : std::uint8_t { word, quoted, comparison, contains, both, either, opposite, open, close };
  Kind kind = Kind::word;
  std::string text;  // lower case; of what is quoted, without the quotes
  std::size_t offset = 0, length = 0;
  bool unfinished = false;  // a quote that is not closed
};

std::vector<Token> tokens(std::string_view typed);

}  // namespace cleartext::filter
