// How a text goes over the wire (RFC 3501, 4.3 and 9): plain where it can, in quotes, or as a literal.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::imap {

std::string astring_of(std::string_view text);               // an astring: "Sent", "\"My mail\""
std::string string_or_nil(const std::string* text);          // "NIL", a quoted string, a literal
void add_literal(std::string& out, std::string_view bytes);  // byte 0 becomes 0x80: a literal has none

}  // namespace cleartext::imap
