// Elliptic-curve keys (P-256): made in a millisecond, and every client knows them.
#include "servers/secure/certificates.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <ctime>

#include "servers/store/disk.h"

namespace cleartext::secure {

namespace {

constexpr long day = 86'400, years = 10;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
using Memory = std::unique_ptr<BIO, FreeBio>;

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  if (extension == nullptr) return;
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

void set_name(X509* certificate, const std::string& name) {
  X509_NAME* subject = X509_get_subject_name(certificate);
  const auto add = [subject](const char* field, const std::string& value) {
    X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(value.data()),
                               static_cast<int>(value.size()), -1, 0);
  };
  add("O", "Cleartext lab");
  add("CN", name);
}

Identity begin(const std::string& name) {
  Identity made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  X509* const certificate = made.certificate.get();
  X509_set_version(certificate, X509_VERSION_3);
  unsigned char serial[16];
  RAND_bytes(serial, sizeof serial);
  serial[0] &= 0x7f;
  BIGNUM* number = BN_bin2bn(serial, sizeof serial, nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
  BN_free(number);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -day);  // a clock may be slow
  X509_gmtime_adj(X509_getm_notAfter(certificate), years * 365 * day);
  X509_set_pubkey(certificate, made.key.get());
  set_name(certificate, name);
  return made;
}

template <typename Write>
std::string pem(Write write) {
  const Memory memory(BIO_new(BIO_s_mem()));
  write(memory.get());
  char* bytes = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

tl::expected<void, wire::Problem> write_private(const std::filesystem::path& file, const std::string& text) {
  auto part = file;
  part += ".part";
  if (auto written = store::write_durably(part, file, text); !written) return written;
  std::error_code error;
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  return {};
}

}  // namespace

Identity make_authority(const std::string& name) {
  Identity made = begin(name);
  X509* const certificate = made.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
  X509_sign(certificate, made.key.get(), EVP_sha256());
  return made;
}

Identity make_identity(const Subject& subject, const Identity& authority) {
  Identity made = begin(subject.name);
  X509* const certificate = made.certificate.get();
  X509* const issuer = authority.certificate.get();
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  std::string names;
  for (const std::string& name : subject.names) names += (names.empty() ? "" : ",") + name;
  add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
  add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension(certificate, issuer, NID_authority_key_identifier, "keyid");
  add_extension(certificate, issuer, NID_subject_alt_name, names);
  X509_sign(certificate, authority.key.get(), EVP_sha256());
  return made;
}

Identity read_identity(const std::filesystem::path& key_file, const std::filesystem::path& certificate_file) {
  const auto key_text = store::read_whole(key_file), text = store::read_whole(certificate_file);
  if (!key_text || !text) return {};
  const Memory key_memory(BIO_new_mem_buf(key_text->data(), static_cast<int>(key_text->size())));
  const Memory memory(BIO_new_mem_buf(text->data(), static_cast<int>(text->size())));
  Identity read{Key(PEM_read_bio_PrivateKey(key_memory.get(), nullptr, nullptr, nullptr)),
                Certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr))};
  std::time_t in_a_week = std::time(nullptr) + 7 * day;
  const bool good = read.whole() && X509_check_private_key(read.certificate.get(), read.key.get()) == 1 &&
                    X509_cmp_time(X509_get0_notAfter(read.certificate.get()), &in_a_week) > 0;
  ERR_clear_error();
  return good ? std::move(read) : Identity{};
}

tl::expected<void, wire::Problem> write_identity(const Identity& identity, const std::filesystem::path& key,
                                                 const std::filesystem::path& certificate) {
  const std::string key_text =
      pem([&](BIO* out) { PEM_write_bio_PrivateKey(out, identity.key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  if (auto written = write_private(key, key_text); !written) return written;
  return write_private(certificate, pem([&](BIO* out) { PEM_write_bio_X509(out, identity.certificate.get()); }));
}

}  // namespace cleartext::secure
