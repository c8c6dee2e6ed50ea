// How bytes are shown to people: what is UTF-8 as it is, every other byte as \xNN.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::dialogue {

void append_printable(std::string& out, std::string_view text);
void append_byte(std::string& out, char byte);       // as \xNN
std::size_t sequence_length(std::string_view text);  // of the UTF-8 character at the front (RFC 3629, 4); 0: it is none

}  // namespace cleartext::dialogue
