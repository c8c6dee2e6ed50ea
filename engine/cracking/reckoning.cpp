#include "engine/cracking/reckoning.h"

#include <fmt/format.h>

#include <cmath>

namespace cleartext::cracking {

double size_of(Alphabet alphabet) {
  switch (alphabet) {
    case Alphabet::digits: return 10;
    case Alphabet::small_letters: return 26;
    case Alphabet::letters_and_digits: return 62;
    case Alphabet::printable: return 95;
    case Alphabet::words: return 7776;
  }
  return 0;
}

std::string_view name(Alphabet alphabet) {
  switch (alphabet) {
    case Alphabet::digits: return "digits";
    case Alphabet::small_letters: return "small letters";
    case Alphabet::letters_and_digits: return "letters and digits";
    case Alphabet::printable: return "all signs";
    case Alphabet::words: return "words";
  }
  return {};
}

double seconds_for(Alphabet alphabet, int length, double guesses_a_second) {
  return guesses_a_second > 0 ? std::pow(size_of(alphabet), length) / guesses_a_second : INFINITY;
}

std::string spoken(double seconds) {
  constexpr double minute = 60, hour = 60 * minute, day = 24 * hour, year = 365.25 * day;
  struct Unit {
    double size;
    std::string_view one, many;
  };
  constexpr std::array units{Unit{year, "year", "years"}, Unit{day, "day", "days"}, Unit{hour, "hour", "hours"},
                             Unit{minute, "minute", "minutes"}, Unit{1, "second", "seconds"}};
  if (!std::isfinite(seconds)) return "for ever";
  if (seconds < 1) return "less than a second";
  if (seconds >= 1e15 * year) return "longer than stars burn";
  for (const auto& unit : units) {
    const double count = std::round(seconds / unit.size);
    if (seconds < unit.size || count < 1) continue;
    if (count >= 1e6) return fmt::format("{} million {}", fmt::group_digits(std::llround(count / 1e6)), unit.many);
    return fmt::format("{} {}", fmt::group_digits(std::llround(count)), count == 1 ? unit.one : unit.many);
  }
  return "less than a second";
}

}  // namespace cleartext::cracking
