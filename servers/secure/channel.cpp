// OpenSSL between two memory BIOs, so that the socket stays with the host.
#include "servers/secure/channel.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <utility>

namespace cleartext::secure {

namespace {

constexpr std::size_t piece = 16 * 1024;  // a record

std::string reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return text == nullptr ? "the connection ended" : text;
}

}  // namespace

Channel::Channel(SharedContext context) : context_(std::move(context)), ssl_(SSL_new(context_->get())) {
  SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
}

Channel Channel::server(SharedContext context, Tickets tickets) {
  Channel made(std::move(context));
  if (tickets == Tickets::none) SSL_set_num_tickets(made.ssl_.get(), 0);
  SSL_set_accept_state(made.ssl_.get());
  return made;
}

Channel Channel::client(SharedContext context, const std::string& server_name) {
  Channel made(std::move(context));
  SSL* const ssl = made.ssl_.get();
  SSL_set_connect_state(ssl);
  X509_VERIFY_PARAM* const wanted = SSL_get0_param(ssl);
  if (X509_VERIFY_PARAM_set1_ip_asc(wanted, server_name.c_str()) != 1) {  // no address, so it is a name
    SSL_set_tlsext_host_name(ssl, server_name.c_str());
    SSL_set1_host(ssl, server_name.c_str());
  }
  ERR_clear_error();
  made.shake_hands();  // a client speaks first
  return made;
}

// False: broken, beyond what more bytes could mend.
bool Channel::go_on(int result) {
  const int error = SSL_get_error(ssl_.get(), result);
  if (error == SSL_ERROR_ZERO_RETURN) finished_ = true;
  if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_ZERO_RETURN) return true;
  const long verdict = SSL_get_verify_result(ssl_.get());
  if (verdict != X509_V_OK && !open_) {
    ERR_clear_error();
    problem_ = std::string("The certificate is not to be trusted: ") + X509_verify_cert_error_string(verdict) + ".";
  } else {
    problem_ = std::string(open_ ? "The TLS session broke: " : "TLS could not be agreed on: ") + reason() + ".";
  }
  return false;
}

bool Channel::shake_hands() {
  const int result = SSL_do_handshake(ssl_.get());
  if (result != 1) return go_on(result);
  open_ = true;
  send(std::exchange(waiting_, {}));
  return true;
}

bool Channel::receive(std::string_view ciphertext, std::string& plaintext) {
  ERR_clear_error();
  BIO_write(SSL_get_rbio(ssl_.get()), ciphertext.data(), static_cast<int>(ciphertext.size()));
  if (!open_ && !shake_hands()) return false;
  if (!open_) return true;
  for (;;) {
    const std::size_t before = plaintext.size();
    plaintext.resize(before + piece);
    const int count = SSL_read(ssl_.get(), plaintext.data() + before, static_cast<int>(piece));
    plaintext.resize(before + static_cast<std::size_t>(std::max(count, 0)));
    if (count <= 0) return go_on(count);
  }
}

void Channel::send(std::string_view plaintext) {
  if (closing_ || plaintext.empty()) return;
  if (!open_) return void(waiting_ += plaintext);
  ERR_clear_error();
  SSL_write(ssl_.get(), plaintext.data(), static_cast<int>(plaintext.size()));
}

void Channel::close() {
  if (std::exchange(closing_, true) || !open_) return;
  ERR_clear_error();
  SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

std::string Channel::take_output() {
  char* bytes = nullptr;
  BIO* const out = SSL_get_wbio(ssl_.get());
  const long length = BIO_get_mem_data(out, &bytes);
  std::string output(bytes, static_cast<std::size_t>(std::max(length, 0L)));
  (void)BIO_reset(out);
  return output;
}

}  // namespace cleartext::secure
