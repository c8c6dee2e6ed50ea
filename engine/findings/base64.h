// The bulk of base64 (RFC 4648, 4): groups of four characters, as many as stand in a row. What stands between them, and
// how it ends, is the content decoder's.
#pragma once
#include <cstddef>
#include <string_view>

namespace cleartext::findings {

struct Groups {
  std::size_t taken = 0, written = 0;  // characters, bytes
};

inline constexpr std::size_t groups_room = 8;  // what may be written behind the last byte that counts

// Stops at the first character that is none of the alphabet. `out` has room for three quarters of the text, and
// groups_room more.
Groups decode_groups(std::string_view text, char* out);

int base64_value(char c);  // below 0: not of the alphabet

}  // namespace cleartext::findings
