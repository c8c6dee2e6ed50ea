// How bytes are shown to people: what is UTF-8 as it is, every other byte as \xNN. Where a text goes to a terminal or
// between other words of a line, nothing in it may end that line, move the cursor or turn the writing around.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::dialogue {

void append_printable(std::string& out, std::string_view text);
// And every control as \n, \r, \t or \x1b, every sign that ends a line or turns the writing around as \u202e.
void append_visible(std::string& out, std::string_view text);
std::string visible(std::string_view text);
bool steers(std::string_view text);                  // is the character at the front such a control or sign?
void append_byte(std::string& out, char byte);       // as \xNN
std::size_t sequence_length(std::string_view text);  // of the UTF-8 character at the front (RFC 3629, 4); 0: it is none

}  // namespace cleartext::dialogue
