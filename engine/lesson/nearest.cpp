#include "engine/lesson/nearest.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace cleartext::lesson {
namespace {

constexpr std::size_t longest_word = 40;

// How many letters must be put in, taken out or changed (Levenshtein's distance), row by row.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto corner = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = corner + (a[i] == b[j] ? 0U : 1U);
      corner = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, corner + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() > longest_word) return {};
  std::string_view best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const auto each : known) {
    const auto far = distance(word, each);
    if (far < least) {
      least = far;
      best = each;
    }
  }
  return best;
}

std::string unknown_word(std::string_view word, std::span<const std::string_view> known) {
  const auto meant = nearest(word, known);
  return fmt::format("The word {} is not known here.{} Known are: {}.", word, meant.empty() ? std::string() : fmt::format(" Did you mean {}?", meant),
                     fmt::join(known, ", "));
}

}  // namespace cleartext::lesson
