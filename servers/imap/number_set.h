// "1:3,7,9:*": which letters are meant, by their numbers in the folder or by their unique ones (RFC 3501, 9).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "servers/imap/arguments.h"

namespace cleartext::imap {

struct NumberRange {
  static constexpr std::uint32_t last_there_is = 0;  // "*"
  std::uint32_t first, last;
};

using NumberSet = std::vector<NumberRange>;

NumberSet read_numbers(Arguments& in);
std::string print_numbers(const std::vector<std::uint32_t>& numbers);  // neighbours joined: "1:3,7"

}  // namespace cleartext::imap
