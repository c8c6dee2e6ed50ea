// Which known word somebody may have meant: the one with the fewest letters to change (Levenshtein's distance).
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "engine/lesson/reader.h"

namespace cleartext::lesson {
namespace {

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto above = row[j + 1];
      row[j + 1] = std::min({above + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string meant(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const auto each : known) {
    const auto changes = distance(word.substr(0, 64), each);
    if (changes < least) {
      least = changes;
      best = each;
    }
  }
  return best.empty() || best == word ? std::string() : fmt::format(" Was {} meant?", best);
}

}  // namespace cleartext::lesson
