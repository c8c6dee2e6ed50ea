// What a certificate says (RFC 5280), as far as a listener can use it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/tls/octets.h"

namespace cleartext::tls {

struct Certificate {
  std::string subject, issuer;           // common name, or the whole name where there is none
  std::vector<std::string> names;        // of hosts
  std::int64_t from_s = 0, until_s = 0;  // valid; seconds since 1970
  std::string until;                     // "2027-03-01"
  bool self_signed = false;              // nobody vouches for it but itself
};

std::optional<Certificate> read_certificate(Bytes der);  // empty: not one

}  // namespace cleartext::tls
