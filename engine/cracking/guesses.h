// What people make of a word so that it counts as a password: as it is, with a capital, with digits behind it, with digits
// for letters. Always in the same order, so that "the 1,203rd guess" means the same one everywhere.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::cracking {

std::size_t guesses_a_word();  // the word itself included
// The guess of this number, from 0, which is the word itself; it lies in `buffer`.
std::string_view guess(std::string_view word, std::size_t number, std::string& buffer);

}  // namespace cleartext::cracking
