#include "servers/imap/number_set.h"

#include <fmt/format.h>

namespace cleartext::imap {

namespace {

std::uint32_t read_number(Arguments& in) { return in.take('*') ? NumberRange::last_there_is : in.number_above_zero("a number or '*'"); }

}  // namespace

NumberSet read_numbers(Arguments& in) {
  NumberSet set;
  do {
    const auto first = read_number(in);
    const auto last = in.take(':') ? read_number(in) : first;
    set.push_back({first, last});
  } while (in.take(','));
  return set;
}

std::string print_numbers(const std::vector<std::uint32_t>& numbers) {
  std::string text;
  for (std::size_t at = 0; at < numbers.size();) {
    auto end = at + 1;
    while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
    if (!text.empty()) text += ',';
    text += end - at == 1 ? fmt::format("{}", numbers[at]) : fmt::format("{}:{}", numbers[at], numbers[end - 1]);
    at = end;
  }
  return text;
}

}  // namespace cleartext::imap
