// A text with places left open, as lessons write it: * stands for any letters, ? for one, | parts alternatives.
#pragma once
#include <string_view>

namespace cleartext::wire {

enum class Letters { as_written, of_either_case };  // which letters are the same; of ASCII only

// An empty pattern fits everything.
bool fits(std::string_view pattern, std::string_view text, Letters letters = Letters::as_written);

}  // namespace cleartext::wire
