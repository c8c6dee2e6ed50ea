// Every charset becomes UTF-8, and what comes out is always valid: a byte that means nothing becomes U+FFFD.
// Charsets that mail does not use are not asked of iconv: a letter names them, and anyone may write a letter.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::mime {

std::string to_utf8(std::string_view text, std::string_view charset);  // unknown or no charset: a guess
std::string valid_utf8(std::string_view text);
bool is_utf8(std::string_view text);
bool is_ascii(std::string_view text);

}  // namespace cleartext::mime
