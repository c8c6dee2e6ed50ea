// The people in a header field, as ENVELOPE tells them (RFC 3501, 7.4.2): nothing decoded, groups kept.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::imap {

constexpr std::size_t most_addresses = 1000;  // of one field; more are passed over

// "((\"Alice\" NIL \"alice\" \"crepes.fr\"))", NIL where there is nobody.
std::string address_list(std::string_view field);

}  // namespace cleartext::imap
