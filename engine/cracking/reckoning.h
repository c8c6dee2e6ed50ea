// How long it takes to try every password of a length, at a rate that was measured: alphabet to the power of length, by the rate.
#pragma once
#include <array>
#include <string>
#include <string_view>

namespace cleartext::cracking {

enum class Alphabet { digits, small_letters, letters_and_digits, printable, words };
inline constexpr std::array alphabets{Alphabet::digits, Alphabet::small_letters, Alphabet::letters_and_digits, Alphabet::printable,
                                      Alphabet::words};

double size_of(Alphabet alphabet);  // words: drawn from a list of 7,776, as five dice draw them
std::string_view name(Alphabet alphabet);
// Seconds until the last password of this many signs (or words) was tried.
double seconds_for(Alphabet alphabet, int length, double guesses_a_second);
std::string spoken(double seconds);  // "3 minutes", "21,000 years"

}  // namespace cleartext::cracking
