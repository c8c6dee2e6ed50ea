// Keys out of secrets: TLS 1.2's pseudorandom function (RFC 5246, 5) and TLS 1.3's HKDF-Expand-Label (RFC 8446, 7.1).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/tls/octets.h"

namespace cleartext::tls {

using Key = std::vector<std::byte>;

// Empty: the cryptographic library refused.
Key expand_label(const char* hash, Bytes secret, std::string_view label, std::size_t length);
Key pseudorandom(const char* hash, Bytes secret, std::string_view label, Bytes first_seed, Bytes second_seed, std::size_t length);
std::size_t hash_length(const char* hash);

}  // namespace cleartext::tls
