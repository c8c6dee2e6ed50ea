// How folders are named on the wire: INBOX in any case (RFC 3501, 5.1), above its own folders too, other letters than ASCII's in modified
// UTF-7 (5.1.3), and the patterns of LIST (6.3.8).
#pragma once
#include <string>
#include <string_view>

namespace cleartext::imap {

bool is_modified_utf7(std::string_view name);  // and in its only right form
std::string canonical_name(std::string name);
// '*' stands for anything, '%' for anything up to the next dot.
bool matches(std::string_view pattern, std::string_view name);
std::string_view special_use(std::string_view name);  // "\Sent" for "Sent" (RFC 6154, 2); empty: none

}  // namespace cleartext::imap
