// A student's id as everybody keeps it, however it was typed: without blanks around it, its letters composed ("ü" is one letter, be it
// typed as one or as u and two dots: Unicode's NFC), and nothing in it that does not show or turns the writing about.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::lesson {

std::string plain_id(std::string_view typed);

}  // namespace cleartext::lesson
