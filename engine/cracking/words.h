// The words that are tried. Our own list is a small one of the words that people take; a longer one comes as a file, a word a line.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::cracking {

std::vector<std::string> common_words();
tl::expected<std::vector<std::string>, wire::Problem> read_words(const std::string& path);

}  // namespace cleartext::cracking
