// A text with places left open, as lessons write it: * stands for any letters, ? for one, | parts alternatives.
#pragma once
#include <string_view>

namespace cleartext::wire {

bool fits(std::string_view pattern, std::string_view text);  // an empty pattern fits everything

}  // namespace cleartext::wire
