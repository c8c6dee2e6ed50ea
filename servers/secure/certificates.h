// Keys and certificates (RFC 5280), as OpenSSL's values and as PEM files.
#pragma once
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::secure {

struct FreeOpenSsl {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeOpenSsl>;
using Certificate = std::unique_ptr<X509, FreeOpenSsl>;

struct Identity {
  Key key;
  Certificate certificate;
  bool whole() const { return key && certificate; }
};

struct Subject {
  std::string name;                // "mail.hamburger.edu"
  std::vector<std::string> names;  // DNS names and addresses: "DNS:mail.hamburger.edu", "IP:127.0.2.25"
};

Identity make_authority(const std::string& name);
Identity make_identity(const Subject& subject, const Identity& authority);
// Both missing or broken: not whole. The key belongs to the certificate, and the certificate is valid for a week more.
Identity read_identity(const std::filesystem::path& key, const std::filesystem::path& certificate);
tl::expected<void, wire::Problem> write_identity(const Identity& identity, const std::filesystem::path& key,
                                                 const std::filesystem::path& certificate);

}  // namespace cleartext::secure
