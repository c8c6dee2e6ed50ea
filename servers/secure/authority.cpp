#include "servers/secure/authority.h"

#include <fmt/format.h>
#include <openssl/err.h>

#include <algorithm>

#include "servers/secure/certificates.h"
#include "servers/store/disk.h"

namespace cleartext::secure {

namespace {

namespace fs = std::filesystem;

Subject subject_of(const wire::Host& host) {
  Subject subject{std::string(host.host_name), {fmt::format("DNS:{}", host.host_name)}};
  if (!host.other_name.empty()) subject.names.push_back(fmt::format("DNS:{}", host.other_name));
  subject.names.push_back(fmt::format("IP:{}", wire::address_text(host.address)));
  return subject;
}

// What is there and good, or a fresh one, written.
tl::expected<Identity, wire::Problem> keep(const fs::path& folder, const std::string& name, Identity read, const auto& make) {
  if (read.whole()) return read;
  Identity made = make();
  if (!made.whole()) return tl::unexpected(wire::Problem{"OpenSSL could not make a key.", ""});
  if (auto written = write_identity(made, folder / (name + ".key"), folder / (name + ".pem")); !written)
    return tl::unexpected(written.error());
  return made;
}

}  // namespace

tl::expected<Authority, wire::Problem> Authority::in(const fs::path& folder, std::span<const wire::Host> hosts) {
  if (auto made = store::make_folders(folder); !made) return tl::unexpected(made.error());
  std::error_code error;
  fs::permissions(folder, fs::perms::owner_all, error);
  Authority authority(folder);
  const auto read = [&](const std::string& name) { return read_identity(folder / (name + ".key"), folder / (name + ".pem")); };
  auto root = keep(folder, "authority", read("authority"), [] { return make_authority("Cleartext lab authority"); });
  if (!root) return tl::unexpected(root.error());
  for (const wire::Host& host : hosts) {
    const std::string name(host.host_name);
    Identity known = read(name);
    if (known.whole() && X509_verify(known.certificate.get(), root->key.get()) != 1) known = {};  // of an older authority
    auto identity = keep(folder, name, std::move(known), [&] { return make_identity(subject_of(host), *root); });
    if (!identity) return tl::unexpected(identity.error());
    auto context = std::make_shared<Context>(TLS_server_method(), authority.key_log_);
    SSL_CTX_use_certificate(context->get(), identity->certificate.get());
    SSL_CTX_use_PrivateKey(context->get(), identity->key.get());
    SSL_CTX_set_session_id_context(context->get(), reinterpret_cast<const unsigned char*>(name.data()),
                                   static_cast<unsigned>(std::min<std::size_t>(name.size(), SSL_MAX_SSL_SESSION_ID_LENGTH)));
    authority.servers_[host.role] = std::move(context);
  }
  auto client = std::make_shared<Context>(TLS_client_method(), authority.key_log_);
  SSL_CTX_set_verify(client->get(), SSL_VERIFY_PEER, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(client->get()), root->certificate.get());
  authority.client_ = std::move(client);
  authority.credulous_ = std::make_shared<Context>(TLS_client_method(), authority.key_log_);
  ERR_clear_error();
  return authority;
}

SharedContext Authority::server(wire::Role role) const {
  const auto found = servers_.find(role);
  return found == servers_.end() ? nullptr : found->second;
}

}  // namespace cleartext::secure
