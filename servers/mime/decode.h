// The two ways in which mail writes bytes as letters, and back (RFC 2045, 6.7 and 6.8).
#pragma once
#include <string>
#include <string_view>

namespace cleartext::mime {

std::string decode_base64(std::string_view text);            // other signs are passed over
std::string decode_quoted_printable(std::string_view text);  // line ends are kept, soft ones vanish
std::string decode_percent(std::string_view text);           // "%C3%A9" (RFC 2231, 4; RFC 3986, 2.1)
std::string encode_base64(std::string_view bytes);           // one line
std::string encode_base64_lines(std::string_view bytes);     // of 76 signs, as letters have them (RFC 2045, 6.8)
std::string encode_quoted_printable(std::string_view text);  // text with CR LF ends; lines of at most 76
int hex_value(char c);                                       // -1: not a hexadecimal digit

}  // namespace cleartext::mime
