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

// A letter in either case, or another character.
struct Wanted {
  explicit Wanted(char c) : letter(static_cast<std::uint8_t>(c)), bit(c >= 'a' && c <= 'z' ? 0x20 : 0) {}
  std::uint8_t at(char c) const { return static_cast<std::uint8_t>(static_cast<std::uint8_t>(c) | bit) == letter ? 1 : 0; }
  std::uint8_t letter, bit;
};

// Whether both stand at one of `size` places, each in its own bytes.
bool holds(const char* first, Wanted one, const char* second, Wanted other, std::size_t size) {
  std::uint8_t any = 0;
  for (std::size_t i = 0; i < size; ++i) any = static_cast<std::uint8_t>(any | (one.at(first[i]) & other.at(second[i])));
  return any != 0;
}

}  // namespace

Finder::Finder(std::string lower_word) : word_(std::move(lower_word)) {
  for (std::size_t i = 1; i < word_.size(); ++i)
    if (commonness(word_[i]) < commonness(word_[rare_])) rare_ = i;
  const auto is_better = [this](std::size_t i) {
    if (word_[i] == word_[rare_]) return false;
    return word_[second_] == word_[rare_] || commonness(word_[i]) < commonness(word_[second_]);
  };
  for (std::size_t i = 0; i < word_.size(); ++i)
    if (is_better(i)) second_ = i;
}

bool Finder::at(const char* begin) const {
  return std::equal(word_.begin(), word_.end(), begin, [](char wanted, char c) { return wanted == folded(c); });
}

bool Finder::in(std::string_view text) const {
  if (word_.empty()) return true;
  if (text.size() < word_.size()) return false;
  constexpr std::size_t block = 64;
  const Wanted rare(word_[rare_]), second(word_[second_]);
  const std::size_t places = text.size() - word_.size() + 1;
  for (std::size_t from = 0; from < places;) {
    const char* const here = text.data() + from;
    const std::size_t size = std::min(block, places - from);
    // The usual size is named, so that the compiler knows it.
    const bool found =
        size == block ? holds(here + rare_, rare, here + second_, second, block) : holds(here + rare_, rare, here + second_, second, size);
    if (found)
      for (std::size_t i = 0; i < size; ++i)
        if (folded(here[i + rare_]) == word_[rare_] && at(here + i)) return true;
    from += size;
  }
  return false;
}

}  // namespace cleartext::filter
