// What an end of TLS brings along: its certificate, or whom it trusts; and who is told the secrets of its sessions.
#pragma once
#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string_view>

namespace cleartext::secure {

// Lines of a key log (draft-ietf-tls-keylogfile), one a call, without line end.
using KeyLog = std::function<void(std::string_view line)>;

class Context {
 public:
  Context(const SSL_METHOD* method, std::shared_ptr<KeyLog> key_log);
  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::shared_ptr<KeyLog> key_log_;
  std::unique_ptr<SSL_CTX, Free> context_;
};
using SharedContext = std::shared_ptr<const Context>;

}  // namespace cleartext::secure
