// Encoded words: how a header, which is ASCII, carries other letters (RFC 2047).
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::mime {

std::string decode_words(std::string_view text);  // UTF-8, whatever was in it
// Of one line in UTF-8; as it is where ASCII says it. The first line has `taken` columns already.
std::string encode_words(std::string_view text, std::size_t taken = 0);

}  // namespace cleartext::mime
