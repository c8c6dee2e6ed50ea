// Facts of IANA's registry. The table is sorted; a suite that is not in it is called by its number. How a suite protects
// is read out of its name.
#include "engine/tls/cipher_suites.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace cleartext::tls {

namespace {

constexpr bool has(std::string_view name, std::string_view word) { return name.find(word) != std::string_view::npos; }

// Everything stands in the name: TLS_ exchange _WITH_ cipher _ hash (RFC 5246, appendix C; RFC 8446, B.4).
constexpr const char* hash_of(std::string_view name) {
  return name.ends_with("_MD5") ? "MD5" : name.ends_with("_SHA") ? "SHA1" : name.ends_with("_SHA384") ? "SHA384" : "SHA256";
}

constexpr CipherSuite with(CipherSuite suite, Mode mode, const char* short_cipher, const char* long_cipher) {
  const bool is_long = has(suite.name, "_256_") || mode == Mode::chacha;
  suite.mode = mode;
  suite.cipher = is_long ? long_cipher : short_cipher;
  suite.key = is_long ? 32 : 16;
  return suite;
}

constexpr CipherSuite suite(std::uint16_t id, const char* text) {
  const std::string_view name(text);
  const char* hash = hash_of(name);
  CipherSuite made{id, text};
  made.hash = std::string_view(hash) == "SHA384" ? "SHA384" : "SHA256";
  made.mac = hash;
  if (has(name, "_NULL_")) return with(made, Mode::null, nullptr, nullptr);
  if (has(name, "_CCM"))
    return with(made, name.ends_with("_CCM_8") || has(name, "_CCM_8_") ? Mode::ccm_8 : Mode::ccm, "AES-128-CCM", "AES-256-CCM");
  if (has(name, "_CHACHA20_")) return with(made, Mode::chacha, nullptr, "ChaCha20-Poly1305");
  if (has(name, "_AES_") && has(name, "_GCM_")) return with(made, Mode::gcm, "AES-128-GCM", "AES-256-GCM");
  if (has(name, "_ARIA_") && has(name, "_GCM_")) return with(made, Mode::gcm, "ARIA-128-GCM", "ARIA-256-GCM");
  if (has(name, "_AES_") && has(name, "_CBC_")) return with(made, Mode::cbc, "AES-128-CBC", "AES-256-CBC");
  if (has(name, "_CAMELLIA_") && has(name, "_CBC_")) return with(made, Mode::cbc, "CAMELLIA-128-CBC", "CAMELLIA-256-CBC");
  if (!has(name, "_3DES_")) return made;
  made = with(made, Mode::cbc, "DES-EDE3-CBC", nullptr);
  made.key = 24;
  return made;
}

constexpr CipherSuite suites[] = {
    suite(0x0001, "TLS_RSA_WITH_NULL_MD5"),
    suite(0x0002, "TLS_RSA_WITH_NULL_SHA"),
    suite(0x0004, "TLS_RSA_WITH_RC4_128_MD5"),
    suite(0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
    suite(0x0009, "TLS_RSA_WITH_DES_CBC_SHA"),
    suite(0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
    suite(0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"),
    suite(0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA"),
    suite(0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    suite(0x002c, "TLS_PSK_WITH_NULL_SHA"),
    suite(0x002d, "TLS_DHE_PSK_WITH_NULL_SHA"),
    suite(0x002e, "TLS_RSA_PSK_WITH_NULL_SHA"),
    suite(0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    suite(0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"),
    suite(0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
    suite(0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
    suite(0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"),
    suite(0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"),
    suite(0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    suite(0x003a, "TLS_DH_anon_WITH_AES_256_CBC_SHA"),
    suite(0x003b, "TLS_RSA_WITH_NULL_SHA256"),
    suite(0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
    suite(0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
    suite(0x0040, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256"),
    suite(0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    suite(0x0044, "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA"),
    suite(0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    suite(0x0046, "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA"),
    suite(0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
    suite(0x006a, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256"),
    suite(0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
    suite(0x006c, "TLS_DH_anon_WITH_AES_128_CBC_SHA256"),
    suite(0x006d, "TLS_DH_anon_WITH_AES_256_CBC_SHA256"),
    suite(0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    suite(0x0087, "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA"),
    suite(0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    suite(0x0089, "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA"),
    suite(0x008c, "TLS_PSK_WITH_AES_128_CBC_SHA"),
    suite(0x008d, "TLS_PSK_WITH_AES_256_CBC_SHA"),
    suite(0x0090, "TLS_DHE_PSK_WITH_AES_128_CBC_SHA"),
    suite(0x0091, "TLS_DHE_PSK_WITH_AES_256_CBC_SHA"),
    suite(0x0094, "TLS_RSA_PSK_WITH_AES_128_CBC_SHA"),
    suite(0x0095, "TLS_RSA_PSK_WITH_AES_256_CBC_SHA"),
    suite(0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    suite(0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
    suite(0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    suite(0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    suite(0x00a2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"),
    suite(0x00a3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"),
    suite(0x00a6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256"),
    suite(0x00a7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384"),
    suite(0x00a8, "TLS_PSK_WITH_AES_128_GCM_SHA256"),
    suite(0x00a9, "TLS_PSK_WITH_AES_256_GCM_SHA384"),
    suite(0x00aa, "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256"),
    suite(0x00ab, "TLS_DHE_PSK_WITH_AES_256_GCM_SHA384"),
    suite(0x00ac, "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256"),
    suite(0x00ad, "TLS_RSA_PSK_WITH_AES_256_GCM_SHA384"),
    suite(0x00ae, "TLS_PSK_WITH_AES_128_CBC_SHA256"),
    suite(0x00af, "TLS_PSK_WITH_AES_256_CBC_SHA384"),
    suite(0x00b0, "TLS_PSK_WITH_NULL_SHA256"),
    suite(0x00b1, "TLS_PSK_WITH_NULL_SHA384"),
    suite(0x00b2, "TLS_DHE_PSK_WITH_AES_128_CBC_SHA256"),
    suite(0x00b3, "TLS_DHE_PSK_WITH_AES_256_CBC_SHA384"),
    suite(0x00b4, "TLS_DHE_PSK_WITH_NULL_SHA256"),
    suite(0x00b5, "TLS_DHE_PSK_WITH_NULL_SHA384"),
    suite(0x00b6, "TLS_RSA_PSK_WITH_AES_128_CBC_SHA256"),
    suite(0x00b7, "TLS_RSA_PSK_WITH_AES_256_CBC_SHA384"),
    suite(0x00b8, "TLS_RSA_PSK_WITH_NULL_SHA256"),
    suite(0x00b9, "TLS_RSA_PSK_WITH_NULL_SHA384"),
    suite(0x00ba, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0x00bd, "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0x00be, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0x00bf, "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0x00c0, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256"),
    suite(0x00c3, "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256"),
    suite(0x00c4, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256"),
    suite(0x00c5, "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256"),
    suite(0x1301, "TLS_AES_128_GCM_SHA256"),
    suite(0x1302, "TLS_AES_256_GCM_SHA384"),
    suite(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
    suite(0x1304, "TLS_AES_128_CCM_SHA256"),
    suite(0x1305, "TLS_AES_128_CCM_8_SHA256"),
    suite(0xc002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA"),
    suite(0xc006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA"),
    suite(0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"),
    suite(0xc008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"),
    suite(0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    suite(0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    suite(0xc010, "TLS_ECDHE_RSA_WITH_NULL_SHA"),
    suite(0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
    suite(0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    suite(0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    suite(0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    suite(0xc015, "TLS_ECDH_anon_WITH_NULL_SHA"),
    suite(0xc018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
    suite(0xc019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"),
    suite(0xc01d, "TLS_SRP_SHA_WITH_AES_128_CBC_SHA"),
    suite(0xc01e, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA"),
    suite(0xc01f, "TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA"),
    suite(0xc020, "TLS_SRP_SHA_WITH_AES_256_CBC_SHA"),
    suite(0xc021, "TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA"),
    suite(0xc022, "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA"),
    suite(0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    suite(0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    suite(0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    suite(0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    suite(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    suite(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    suite(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    suite(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    suite(0xc035, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA"),
    suite(0xc036, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA"),
    suite(0xc037, "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256"),
    suite(0xc038, "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384"),
    suite(0xc039, "TLS_ECDHE_PSK_WITH_NULL_SHA"),
    suite(0xc03a, "TLS_ECDHE_PSK_WITH_NULL_SHA256"),
    suite(0xc03b, "TLS_ECDHE_PSK_WITH_NULL_SHA384"),
    suite(0xc050, "TLS_RSA_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc051, "TLS_RSA_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc052, "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc053, "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc056, "TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc057, "TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc05c, "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc05d, "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc060, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc06a, "TLS_PSK_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc06b, "TLS_PSK_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc06c, "TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc06d, "TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc06e, "TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256"),
    suite(0xc06f, "TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384"),
    suite(0xc072, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc073, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc076, "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc077, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc094, "TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc095, "TLS_PSK_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc096, "TLS_DHE_PSK_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc097, "TLS_DHE_PSK_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc098, "TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc099, "TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc09a, "TLS_ECDHE_PSK_WITH_CAMELLIA_128_CBC_SHA256"),
    suite(0xc09b, "TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384"),
    suite(0xc09c, "TLS_RSA_WITH_AES_128_CCM"),
    suite(0xc09d, "TLS_RSA_WITH_AES_256_CCM"),
    suite(0xc09e, "TLS_DHE_RSA_WITH_AES_128_CCM"),
    suite(0xc09f, "TLS_DHE_RSA_WITH_AES_256_CCM"),
    suite(0xc0a0, "TLS_RSA_WITH_AES_128_CCM_8"),
    suite(0xc0a1, "TLS_RSA_WITH_AES_256_CCM_8"),
    suite(0xc0a2, "TLS_DHE_RSA_WITH_AES_128_CCM_8"),
    suite(0xc0a3, "TLS_DHE_RSA_WITH_AES_256_CCM_8"),
    suite(0xc0a4, "TLS_PSK_WITH_AES_128_CCM"),
    suite(0xc0a5, "TLS_PSK_WITH_AES_256_CCM"),
    suite(0xc0a6, "TLS_DHE_PSK_WITH_AES_128_CCM"),
    suite(0xc0a7, "TLS_DHE_PSK_WITH_AES_256_CCM"),
    suite(0xc0a8, "TLS_PSK_WITH_AES_128_CCM_8"),
    suite(0xc0a9, "TLS_PSK_WITH_AES_256_CCM_8"),
    suite(0xc0aa, "TLS_PSK_DHE_WITH_AES_128_CCM_8"),
    suite(0xc0ab, "TLS_PSK_DHE_WITH_AES_256_CCM_8"),
    suite(0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
    suite(0xc0ad, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"),
    suite(0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"),
    suite(0xc0af, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"),
    suite(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xccab, "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xccac, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xccad, "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256"),
    suite(0xccae, "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256"),
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
