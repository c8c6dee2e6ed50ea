#include "engine/filter/finder.h"

#include <algorithm>
#include <cstdint>

namespace cleartext::filter {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

// How common a character is in mail and commands; the smaller, the better it is looked for.
int commonness(char c) {
  constexpr std::string_view by_rarity = "~^`|{}[]\\\"'#$%&*+;?!@()_,/<>=-.:zqjxkvbywgfpumcdlhrsnioat 0123456789e";
  const std::size_t at = by_rarity.find(c);
  return at == std::string_view::npos ? 0 : static_cast<int>(at);
}

// Letters in either case, and a few other characters that are only looked at twice.
bool holds(const char* block, std::size_t size, char wanted) {
  const auto bit = static_cast<std::uint8_t>(wanted >= 'a' && wanted <= 'z' ? 0x20 : 0);
  std::uint8_t any = 0;
  for (std::size_t i = 0; i < size; ++i)
    any = static_cast<std::uint8_t>(any | (static_cast<std::uint8_t>(block[i] | bit) == static_cast<std::uint8_t>(wanted)));
  return any != 0;
}

}  // namespace

Finder::Finder(std::string lower_word) : word_(std::move(lower_word)) {
  for (std::size_t i = 1; i < word_.size(); ++i)
    if (commonness(word_[i]) < commonness(word_[rare_])) rare_ = i;
}

bool Finder::at(const char* begin) const {
  return std::equal(word_.begin(), word_.end(), begin, [](char wanted, char c) { return wanted == folded(c); });
}

bool Finder::in(std::string_view text) const {
  if (word_.empty()) return true;
  if (text.size() < word_.size()) return false;
  constexpr std::size_t block = 64;
  const char* from = text.data() + rare_;
  const char* const end = from + (text.size() - word_.size()) + 1;
  while (from < end) {
    const std::size_t size = std::min(block, static_cast<std::size_t>(end - from));
    const bool found = size == block ? holds(from, block, word_[rare_]) : holds(from, size, word_[rare_]);
    if (found)
      for (const char* here = from; here < from + size; ++here)
        if (folded(*here) == word_[rare_] && at(here - rare_)) return true;
    from += size;
  }
  return false;
}

}  // namespace cleartext::filter
