// A real TLS session between two ends in memory, made by OpenSSL: what crosses, and the key log that opens it.
#pragma once
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "servers/wire/transcript.h"

namespace cleartext::tests {

struct TlsWish {
  std::string suite = {};  // OpenSSL's name; empty: its own choice
  bool old = false;        // TLS 1.2
  bool encrypt_then_mac = true;
  std::string early = {};  // said before the server answers: a session resumed (RFC 8446, 2.3)
};

class TlsSession {
 public:
  using Carry = std::function<void(wire::Side, std::string_view)>;
  // `carry` hears what crosses.
  TlsSession(const TlsWish& wish, Carry carry) : carry_(std::move(carry)) {
    client_context_.reset(SSL_CTX_new(TLS_client_method()));
    server_context_.reset(SSL_CTX_new(TLS_server_method()));
    certify();
    for (SSL_CTX* context : {client_context_.get(), server_context_.get()}) {
      if (wish.old) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
      SSL_CTX_set_security_level(context, 0);
      SSL_CTX_set_options(context, SSL_OP_ALLOW_CLIENT_RENEGOTIATION);
      if (!wish.encrypt_then_mac) SSL_CTX_set_options(context, SSL_OP_NO_ENCRYPT_THEN_MAC);
      if (wish.suite.empty()) continue;
      const int known =
          wish.old ? SSL_CTX_set_cipher_list(context, wish.suite.c_str()) : SSL_CTX_set_ciphersuites(context, wish.suite.c_str());
      if (known != 1) throw std::runtime_error("no such suite: " + wish.suite);
    }
    SSL_CTX_set_keylog_callback(client_context_.get(), [](const SSL* ssl, const char* line) {
      static_cast<TlsSession*>(SSL_get_app_data(ssl))->key_log += std::string(line) + "\n";
    });
    SSL_CTX_set_session_id_context(server_context_.get(), reinterpret_cast<const unsigned char*>("x"), 1);
    const std::unique_ptr<SSL_SESSION, Free> before(wish.early.empty() ? nullptr : ticket());
    begin(before.get(), wish.early);
  }

  void say(wire::Side from, std::string_view text) {
    SSL_write(of(from), text.data(), static_cast<int>(text.size()));
    pass(from);
    char swallowed[65536];
    SSL_read(of(from == wire::Side::client ? wire::Side::server : wire::Side::client), swallowed, sizeof swallowed);
  }
  void shake_hands_anew() {  // TLS 1.2's renegotiation
    SSL_renegotiate(client_.get());
    char swallowed[16];
    for (int i = 0; i < 10; ++i) {
      SSL_do_handshake(client_.get());
      pass(wire::Side::client);
      SSL_read(server_.get(), swallowed, sizeof swallowed);
      pass(wire::Side::server);
    }
    if (SSL_renegotiate_pending(client_.get()) != 0 || !SSL_is_init_finished(client_.get()))
      throw std::runtime_error("the hands were not shaken anew");
  }
  void update_keys(wire::Side from) { SSL_key_update(of(from), SSL_KEY_UPDATE_NOT_REQUESTED); }
  void close() {
    for (const wire::Side side : {wire::Side::client, wire::Side::server}) {
      SSL_shutdown(of(side));
      pass(side);
    }
  }

  std::string key_log;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_SESSION* session) const { SSL_SESSION_free(session); }
  };
  void begin(SSL_SESSION* before, const std::string& early) {
    client_ = end(client_context_.get());
    server_ = end(server_context_.get());
    SSL_set_app_data(client_.get(), this);
    SSL_set_connect_state(client_.get());
    SSL_set_accept_state(server_.get());
    SSL_set_tlsext_host_name(client_.get(), "mail.hamburger.edu");
    if (before != nullptr) SSL_set_session(client_.get(), before);
    if (!early.empty()) say_early(early);
    shake();
  }
  void say_early(const std::string& early) {
    std::size_t count = 0;
    char swallowed[1024];
    if (SSL_write_early_data(client_.get(), early.data(), early.size(), &count) != 1) throw std::runtime_error("no early data");
    pass(wire::Side::client);
    if (SSL_read_early_data(server_.get(), swallowed, sizeof swallowed, &count) == SSL_READ_EARLY_DATA_ERROR)
      throw std::runtime_error("early data was not taken");
    pass(wire::Side::server);
    SSL_do_handshake(client_.get());
    pass(wire::Side::client);
    SSL_read_early_data(server_.get(), swallowed, sizeof swallowed, &count);  // nothing more of it
  }
  void shake() {
    for (int i = 0; i < 10; ++i) {
      SSL_do_handshake(client_.get());
      pass(wire::Side::client);
      SSL_do_handshake(server_.get());
      pass(wire::Side::server);
    }
    if (!SSL_is_init_finished(client_.get()) || !SSL_is_init_finished(server_.get())) throw std::runtime_error("the hands were not shaken");
  }
  // A session of which nobody hears, only to be resumed.
  SSL_SESSION* ticket() {
    SSL_CTX_set_max_early_data(server_context_.get(), 1024);
    SSL_CTX_set_options(server_context_.get(), SSL_OP_NO_ANTI_REPLAY);
    const Carry carry = std::exchange(carry_, [](wire::Side, std::string_view) {});
    begin(nullptr, {});
    char swallowed[16];
    SSL_read(client_.get(), swallowed, sizeof swallowed);
    close();
    SSL_SESSION* const kept = SSL_get1_session(client_.get());
    carry_ = carry;
    key_log.clear();
    return kept;
  }
  SSL* of(wire::Side side) { return side == wire::Side::client ? client_.get() : server_.get(); }
  static std::unique_ptr<SSL, Free> end(SSL_CTX* context) {
    std::unique_ptr<SSL, Free> ssl(SSL_new(context));
    SSL_set_bio(ssl.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    return ssl;
  }
  void pass(wire::Side from) {
    char piece[65536];
    SSL* const to = of(from == wire::Side::client ? wire::Side::server : wire::Side::client);
    for (int count = 0; (count = BIO_read(SSL_get_wbio(of(from)), piece, sizeof piece)) > 0;) {
      BIO_write(SSL_get_rbio(to), piece, count);
      carry_(from, {piece, static_cast<std::size_t>(count)});
    }
  }
  void certify() {
    static EVP_PKEY* const key = EVP_RSA_gen(2048);  // it takes a while
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("mail.hamburger.edu"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    SSL_CTX_use_certificate(server_context_.get(), certificate);
    SSL_CTX_use_PrivateKey(server_context_.get(), key);
    X509_free(certificate);
  }

  Carry carry_;
  std::unique_ptr<SSL_CTX, Free> client_context_, server_context_;
  std::unique_ptr<SSL, Free> client_, server_;
};

}  // namespace cleartext::tests
