// The second, finer code of a reply: "5.1.1" (RFC 2034, RFC 3463).
#pragma once
#include <string_view>

namespace cleartext::smtp {

// The one that stands at the start of a text, in front of a space or alone; empty: none does.
std::string_view finer_code_in(std::string_view text);

// What a reply means that has none of its own, by its command and its three digits.
std::string_view finer_code(std::string_view verb, std::string_view code);

}  // namespace cleartext::smtp
