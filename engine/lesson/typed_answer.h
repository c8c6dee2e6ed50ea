// What somebody typed, beside what is right. A line may lack its code, a request its version, a number may have its sign or its unit.
#pragma once
#include <string>
#include <string_view>

#include "servers/wire/pattern.h"

namespace cleartext::lesson {

std::string simplified(std::string_view text);  // small letters, single blanks
// Whatever the spaces, a number as a student writes it; in either case, but for what has two meanings in two cases.
bool is_same(std::string_view typed, std::string_view right, double within_per_cent = 0,
             wire::Letters letters = wire::Letters::of_either_case);

}  // namespace cleartext::lesson
