// The handshake messages that can be read by anybody (RFC 8446, 4; RFC 5246, 7.4).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/tls/secrets.h"

namespace cleartext::tls {

enum HandshakeType : std::uint8_t {
  hello_request = 0,
  client_hello = 1,
  server_hello = 2,
  new_session_ticket = 4,
  end_of_early_data = 5,
  encrypted_extensions = 8,
  certificate = 11,
  server_key_exchange = 12,
  certificate_request = 13,
  server_hello_done = 14,
  certificate_verify = 15,
  client_key_exchange = 16,
  finished = 20,
  certificate_status = 22,
  key_update = 24
};
std::string handshake_name(std::uint8_t type);  // "ServerKeyExchange"

struct ClientHello {
  std::uint16_t version = 0;  // the highest it offers
  Random random{};
  std::size_t suites = 0;              // how many it offers
  std::string server_name;             // RFC 6066, 3
  std::vector<std::string> protocols;  // RFC 7301
  bool early_data = false;
};
std::optional<ClientHello> read_client_hello(Bytes body);

struct ServerHello {
  std::uint16_t version = 0, suite = 0;
  Random random{};
  std::string protocol;           // chosen
  bool encrypt_then_mac = false;  // RFC 7366
  bool retry = false;             // a HelloRetryRequest: the real one follows
};
std::optional<ServerHello> read_server_hello(Bytes body);

std::string chosen_protocol(Bytes encrypted_extensions);                 // TLS 1.3 says it there
std::vector<Bytes> read_certificates(Bytes body, bool with_extensions);  // DER, the server's own first; TLS 1.3: with
std::string alert_text(Bytes body);                                      // "fatal: unknown certificate authority"

}  // namespace cleartext::tls
