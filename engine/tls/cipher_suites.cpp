// Facts of IANA's registry. The table is sorted; a suite that is not in it is called by its number.
#include "engine/tls/cipher_suites.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace cleartext::tls {

namespace {

constexpr CipherSuite suites[] = {
    {0x0004, "TLS_RSA_WITH_RC4_128_MD5"},
    {0x0005, "TLS_RSA_WITH_RC4_128_SHA"},
    {0x0009, "TLS_RSA_WITH_DES_CBC_SHA"},
    {0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA", Mode::cbc, "DES-EDE3-CBC", 24, "SHA256", "SHA1"},
    {0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA", Mode::cbc, "DES-EDE3-CBC", 24, "SHA256", "SHA1"},
    {0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA"},
    {0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA", Mode::cbc, "DES-EDE3-CBC", 24, "SHA256", "SHA1"},
    {0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA1"},
    {0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA1"},
    {0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA1"},
    {0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA1"},
    {0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA1"},
    {0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA1"},
    {0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA256"},
    {0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA256"},
    {0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    {0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    {0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA256"},
    {0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA256"},
    {0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    {0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    {0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0x00a8, "TLS_PSK_WITH_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0x00a9, "TLS_PSK_WITH_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0x1301, "TLS_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0x1302, "TLS_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0x1303, "TLS_CHACHA20_POLY1305_SHA256", Mode::chacha, "ChaCha20-Poly1305", 32, "SHA256"},
    {0x1304, "TLS_AES_128_CCM_SHA256", Mode::ccm, "AES-128-CCM", 16, "SHA256"},
    {0x1305, "TLS_AES_128_CCM_8_SHA256", Mode::ccm_8, "AES-128-CCM", 16, "SHA256"},
    {0xc002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA"},
    {0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"},
    {0xc008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA", Mode::cbc, "DES-EDE3-CBC", 24, "SHA256", "SHA1"},
    {0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA1"},
    {0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA1"},
    {0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"},
    {0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", Mode::cbc, "DES-EDE3-CBC", 24, "SHA256", "SHA1"},
    {0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA1"},
    {0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", Mode::cbc, "AES-256-CBC", 32, "SHA256", "SHA1"},
    {0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA256"},
    {0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", Mode::cbc, "AES-256-CBC", 32, "SHA384", "SHA384"},
    {0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", Mode::cbc, "AES-128-CBC", 16, "SHA256", "SHA256"},
    {0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", Mode::cbc, "AES-256-CBC", 32, "SHA384", "SHA384"},
    {0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Mode::gcm, "AES-128-GCM", 16, "SHA256"},
    {0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", Mode::gcm, "AES-256-GCM", 32, "SHA384"},
    {0xc09c, "TLS_RSA_WITH_AES_128_CCM", Mode::ccm, "AES-128-CCM", 16, "SHA256"},
    {0xc09d, "TLS_RSA_WITH_AES_256_CCM", Mode::ccm, "AES-256-CCM", 32, "SHA256"},
    {0xc09e, "TLS_DHE_RSA_WITH_AES_128_CCM", Mode::ccm, "AES-128-CCM", 16, "SHA256"},
    {0xc09f, "TLS_DHE_RSA_WITH_AES_256_CCM", Mode::ccm, "AES-256-CCM", 32, "SHA256"},
    {0xc0a0, "TLS_RSA_WITH_AES_128_CCM_8", Mode::ccm_8, "AES-128-CCM", 16, "SHA256"},
    {0xc0a1, "TLS_RSA_WITH_AES_256_CCM_8", Mode::ccm_8, "AES-256-CCM", 32, "SHA256"},
    {0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM", Mode::ccm, "AES-128-CCM", 16, "SHA256"},
    {0xc0ad, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM", Mode::ccm, "AES-256-CCM", 32, "SHA256"},
    {0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", Mode::ccm_8, "AES-128-CCM", 16, "SHA256"},
    {0xc0af, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", Mode::ccm_8, "AES-256-CCM", 32, "SHA256"},
    {0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", Mode::chacha, "ChaCha20-Poly1305", 32, "SHA256"},
    {0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", Mode::chacha, "ChaCha20-Poly1305", 32, "SHA256"},
    {0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", Mode::chacha, "ChaCha20-Poly1305", 32, "SHA256"},
};

}  // namespace

const CipherSuite* cipher_suite(std::uint16_t id) {
  const auto found = std::lower_bound(std::begin(suites), std::end(suites), id,
                                      [](const CipherSuite& each, std::uint16_t wanted) { return each.id < wanted; });
  return found != std::end(suites) && found->id == id ? found : nullptr;
}

std::string cipher_text(std::uint16_t id) {
  const CipherSuite* suite = cipher_suite(id);
  return suite != nullptr ? suite->name : fmt::format("cipher suite 0x{:04x}", id);
}

std::string version_text(std::uint16_t version) {
  if (version == 0x0300) return "SSL 3.0";
  if (version >= 0x0301 && version <= 0x0304) return fmt::format("TLS 1.{}", version - 0x0301);
  return fmt::format("version 0x{:04x}", version);
}

}  // namespace cleartext::tls
