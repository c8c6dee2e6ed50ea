// Which words may stand where the cursor is: fields, protocols and traits, values of the field before it, and what joins.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::filter {

struct Completion {
  std::size_t offset = 0, length = 0;  // what is replaced, in bytes
  std::vector<std::string> words;      // the best first
};

// `hosts`: names and addresses that are there to be asked for, the busiest first.
Completion complete(std::string_view typed, std::size_t cursor, std::span<const std::string> hosts);

}  // namespace cleartext::filter
