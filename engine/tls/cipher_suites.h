// The cipher suites that have a name here, and how those that can be opened protect a record. named_only: they cannot.
#pragma once
#include <cstdint>
#include <string>

namespace cleartext::tls {

inline constexpr std::uint16_t tls_1_2 = 0x0303, tls_1_3 = 0x0304;  // as the hellos say it

enum class Mode : std::uint8_t { named_only, null, gcm, ccm, ccm_8, chacha, cbc };

struct CipherSuite {
  std::uint16_t id;
  const char* name;  // IANA's
  Mode mode = Mode::named_only;
  const char* cipher = nullptr;                      // as OpenSSL names it
  std::uint8_t key = 0;                              // octets
  const char* hash = nullptr;                        // of the key schedule
  const char* mac = nullptr;                         // of a suite that is CBC or null
  bool seals() const { return mode != Mode::null; }  // null: it signs, and hides nothing
};

const CipherSuite* cipher_suite(std::uint16_t id);  // nullptr: not in the table
std::string cipher_text(std::uint16_t id);          // its name, or "cipher suite 0x1234"
std::string version_text(std::uint16_t version);    // 0x0303 -> "TLS 1.2"

}  // namespace cleartext::tls
