#include "servers/secure/context.h"

namespace cleartext::secure {

Context::Context(const SSL_METHOD* method, std::shared_ptr<KeyLog> key_log) : key_log_(std::move(key_log)), context_(SSL_CTX_new(method)) {
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context_.get(), SSL_MODE_AUTO_RETRY | SSL_MODE_RELEASE_BUFFERS);
  // A user agent that closes its socket without a word is no attack here: who waits for more learns it from the protocol.
  SSL_CTX_set_options(context_.get(), SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_app_data(context_.get(), key_log_.get());
  SSL_CTX_set_keylog_callback(context_.get(), [](const SSL* ssl, const char* line) {
    const auto* told = static_cast<const KeyLog*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    if (told != nullptr && *told) (*told)(line);
  });
}

}  // namespace cleartext::secure
