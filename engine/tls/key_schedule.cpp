#include "engine/tls/key_schedule.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include <memory>

namespace cleartext::tls {

namespace {

struct FreeKdf {
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

void* writable(Bytes bytes) { return const_cast<std::byte*>(bytes.data()); }  // OpenSSL only reads it

Key derive(const char* function, const OSSL_PARAM* parameters, std::size_t length) {
  const std::unique_ptr<EVP_KDF, FreeKdf> kdf(EVP_KDF_fetch(nullptr, function, nullptr));
  const std::unique_ptr<EVP_KDF_CTX, FreeKdf> context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
  Key key(length);
  if (!context || EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), length, parameters) != 1) key.clear();
  ERR_clear_error();
  return key;
}

}  // namespace

Key expand_label(const char* hash, Bytes secret, std::string_view label, std::size_t length) {
  std::string info = {static_cast<char>(length >> 8), static_cast<char>(length & 0xff), static_cast<char>(label.size() + 6)};
  info += "tls13 ";
  info += label;
  info += '\0';
  int mode = EVP_KDF_HKDF_MODE_EXPAND_ONLY;
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
                                   OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(hash), 0),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, writable(secret), secret.size()),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
                                   OSSL_PARAM_construct_end()};
  return derive("HKDF", parameters, length);
}

Key pseudorandom(const char* hash, Bytes secret, std::string_view label, Bytes first_seed, Bytes second_seed, std::size_t length) {
  std::string seed(label);
  for (const Bytes each : {first_seed, second_seed}) seed.append(reinterpret_cast<const char*>(each.data()), each.size());
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, const_cast<char*>(hash), 0),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SECRET, writable(secret), secret.size()),
                                   OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SEED, seed.data(), seed.size()),
                                   OSSL_PARAM_construct_end()};
  return derive("TLS1-PRF", parameters, length);
}

std::size_t hash_length(const char* hash) {
  const std::string_view name(hash);
  return name == "SHA384" ? 48 : name == "SHA256" ? 32 : name == "MD5" ? 16 : 20;
}

}  // namespace cleartext::tls
