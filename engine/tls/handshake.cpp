#include "engine/tls/handshake.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::tls {

namespace {

enum Extension : std::uint16_t {
  server_name = 0,
  application_protocols = 16,
  encrypt_then_mac = 22,
  early_data = 42,
  supported_versions = 43
};

// What a ServerHello's random is when it asks for another ClientHello (RFC 8446, 4.1.3).
constexpr std::uint8_t retry_random[] = {0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
                                         0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};

std::string text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

bool is_grease(std::uint16_t value) { return (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff); }  // RFC 8701

template <typename Take>
void each_extension(Octets& body, Take take) {
  if (body.empty()) return;  // none: older than TLS 1.2
  Octets list(body.vector(2));
  while (!list.empty() && !list.broken()) {
    const std::uint16_t type = list.u16();
    const Bytes content = list.vector(2);
    if (!list.broken()) take(type, content);
  }
}

std::vector<std::string> names_in(Bytes content) {
  std::vector<std::string> names;
  Octets list(Octets(content).vector(2));
  while (!list.empty() && !list.broken()) names.push_back(text_of(list.vector(1)));
  return names;
}

void copy_random(Octets& body, Random& random) {
  const Bytes bytes = body.take(random.size());
  std::copy(bytes.begin(), bytes.end(), random.begin());
}

}  // namespace

std::string handshake_name(std::uint8_t type) {
  switch (type) {
    case hello_request: return "HelloRequest";
    case client_hello: return "ClientHello";
    case server_hello: return "ServerHello";
    case new_session_ticket: return "NewSessionTicket";
    case end_of_early_data: return "EndOfEarlyData";
    case encrypted_extensions: return "EncryptedExtensions";
    case certificate: return "Certificate";
    case server_key_exchange: return "ServerKeyExchange";
    case certificate_request: return "CertificateRequest";
    case server_hello_done: return "ServerHelloDone";
    case certificate_verify: return "CertificateVerify";
    case client_key_exchange: return "ClientKeyExchange";
    case finished: return "Finished";
    case certificate_status: return "CertificateStatus";
    case key_update: return "KeyUpdate";
    default: return fmt::format("handshake message {}", type);
  }
}

std::optional<ClientHello> read_client_hello(Bytes bytes) {
  ClientHello hello;
  Octets body(bytes);
  hello.version = body.u16();
  copy_random(body, hello.random);
  body.vector(1);  // session
  Octets suites(body.vector(2));
  while (!suites.empty() && !suites.broken())
    if (!is_grease(suites.u16())) ++hello.suites;
  body.vector(1);  // compression
  if (body.broken()) return {};
  each_extension(body, [&](std::uint16_t type, Bytes content) {
    Octets extension(content);
    if (type == server_name) {
      Octets list(extension.vector(2));
      if (list.u8() == 0 && hello.server_name.empty()) hello.server_name = text_of(list.vector(2));
    } else if (type == application_protocols) {
      hello.protocols = names_in(content);
    } else if (type == supported_versions) {
      Octets list(extension.vector(1));
      while (!list.empty() && !list.broken())
        if (const std::uint16_t version = list.u16(); version <= 0x0304) hello.version = std::max(hello.version, version);
    } else if (type == early_data) {
      hello.early_data = true;
    }
  });
  return hello;
}

std::optional<ServerHello> read_server_hello(Bytes bytes) {
  ServerHello hello;
  Octets body(bytes);
  hello.version = body.u16();
  copy_random(body, hello.random);
  body.vector(1);  // session
  hello.suite = body.u16();
  body.u8();  // compression
  if (body.broken()) return {};
  each_extension(body, [&](std::uint16_t type, Bytes content) {
    if (type == supported_versions) hello.version = Octets(content).u16();
    if (type == encrypt_then_mac) hello.encrypt_then_mac = true;
    if (type != application_protocols) return;
    if (const auto names = names_in(content); !names.empty()) hello.protocol = names.front();
  });
  if (hello.version >> 8 == 0x7f || hello.version >> 8 == 0xfb) hello.version = 0x0304;  // a draft of it
  hello.retry = std::equal(hello.random.begin(), hello.random.end(), std::begin(retry_random),
                           [](std::byte a, std::uint8_t b) { return std::to_integer<std::uint8_t>(a) == b; });
  return hello;
}

std::string chosen_protocol(Bytes bytes) {
  std::string protocol;
  Octets body(bytes);
  each_extension(body, [&](std::uint16_t type, Bytes content) {
    if (type != application_protocols) return;
    if (const auto names = names_in(content); !names.empty()) protocol = names.front();
  });
  return protocol;
}

std::vector<Bytes> read_certificates(Bytes bytes, bool with_extensions) {
  std::vector<Bytes> found;
  Octets body(bytes);
  if (with_extensions) body.vector(1);  // the request it answers
  Octets list(body.vector(3));
  while (!list.empty() && !list.broken() && found.size() < 16) {
    const Bytes der = list.vector(3);
    if (with_extensions) list.vector(2);
    if (!list.broken()) found.push_back(der);
  }
  return found;
}

std::string alert_text(Bytes bytes) {
  Octets body(bytes);
  const std::uint8_t level = body.u8(), reason = body.u8();
  const auto words = [&]() -> std::string {
    switch (reason) {  // RFC 8446, 6
      case 0: return "close notify";
      case 10: return "unexpected message";
      case 20: return "bad record MAC";
      case 22: return "record overflow";
      case 40: return "handshake failure";
      case 42: return "bad certificate";
      case 43: return "unsupported certificate";
      case 44: return "certificate revoked";
      case 45: return "certificate expired";
      case 46: return "certificate unknown";
      case 47: return "illegal parameter";
      case 48: return "unknown certificate authority";
      case 49: return "access denied";
      case 50: return "decode error";
      case 51: return "decrypt error";
      case 70: return "protocol version";
      case 71: return "insufficient security";
      case 80: return "internal error";
      case 86: return "inappropriate fallback";
      case 90: return "user canceled";
      case 100: return "no renegotiation";
      case 109: return "missing extension";
      case 110: return "unsupported extension";
      case 112: return "unrecognized name";
      case 113: return "bad certificate status response";
      case 115: return "unknown PSK identity";
      case 116: return "certificate required";
      case 120: return "no application protocol";
      default: return fmt::format("reason {}", reason);
    }
  }();
  return fmt::format("{}: {}", level == 2 ? "fatal" : "warning", words);
}

}  // namespace cleartext::tls
