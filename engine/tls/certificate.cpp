#include "engine/tls/certificate.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

namespace cleartext::tls {

namespace {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

std::string name_text(X509_NAME* name) {
  const int place = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (place >= 0) {
    unsigned char* utf8 = nullptr;
    const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, place)));
    if (length >= 0) {
      const std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(length));
      OPENSSL_free(utf8);
      return text;
    }
  }
  char text[256] = "";
  X509_NAME_oneline(name, text, sizeof text);
  return text;
}

std::int64_t seconds(const ASN1_TIME* time) {
  std::tm broken_down{};
  return ASN1_TIME_to_tm(time, &broken_down) == 1 ? timegm(&broken_down) : 0;
}

std::vector<std::string> host_names(X509* certificate) {
  std::vector<std::string> names;
  const std::unique_ptr<GENERAL_NAMES, Freed<GENERAL_NAMES_free>> alternatives(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; alternatives && i < sk_GENERAL_NAME_num(alternatives.get()) && names.size() < 64; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(alternatives.get(), i);
    if (name->type != GEN_DNS) continue;
    names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                       static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName)));
  }
  return names;
}

}  // namespace

std::optional<Certificate> read_certificate(Bytes der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const std::unique_ptr<X509, Freed<X509_free>> x509(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())));
  ERR_clear_error();
  if (!x509) return {};
  Certificate read;
  read.subject = name_text(X509_get_subject_name(x509.get()));
  read.issuer = name_text(X509_get_issuer_name(x509.get()));
  read.names = host_names(x509.get());
  read.from_s = seconds(X509_get0_notBefore(x509.get()));
  read.until_s = seconds(X509_get0_notAfter(x509.get()));
  const std::time_t until = read.until_s;
  std::tm day{};
  gmtime_r(&until, &day);
  read.until = fmt::format("{:04}-{:02}-{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
  EVP_PKEY* key = X509_get0_pubkey(x509.get());
  read.self_signed = key != nullptr && X509_NAME_cmp(X509_get_subject_name(x509.get()), X509_get_issuer_name(x509.get())) == 0 &&
                     X509_verify(x509.get(), key) == 1;
  ERR_clear_error();
  return read;
}

}  // namespace cleartext::tls
