// How bytes are shown to people: what is UTF-8 as it is, every other byte as \xNN; and what would steer a terminal or turn
// the direction of the text, too.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cleartext::dialogue {

enum class Breaks : std::uint8_t { kept, shown };  // line ends: as they are, or as \xNN, so that nobody can forge a line
void append_printable(std::string& out, std::string_view text, Breaks breaks = Breaks::kept);
std::string on_one_line(std::string_view text);
void append_byte(std::string& out, char byte);       // as \xNN
std::size_t sequence_length(std::string_view text);  // of the UTF-8 character at the front (RFC 3629, 4); 0: it is none

}  // namespace cleartext::dialogue
