// What the handshake says, as lines.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/dialogue/tls.h"

namespace cleartext::dialogue {

using tls::Record;
using wire::Side;

namespace {

Side other(Side side) { return side == Side::client ? Side::server : Side::client; }

}  // namespace

void TlsConversation::say_client_hello(Side from, const Record& record, tls::Bytes body, bool opened) {
  auto hello = tls::read_client_hello(body);
  if (!hello) return say(from, record, LineKind::invalid, "ClientHello", "a ClientHello that cannot be read", opened);
  const std::string name = hello->server_name.empty() ? "" : fmt::format(", for {}", hello->server_name);
  const std::string protocols = hello->protocols.empty() ? "" : fmt::format(", to speak {}", fmt::join(hello->protocols, " or "));
  const std::string text =
      fmt::format("ClientHello: up to {}{}{}, {} cipher suites", tls::version_text(hello->version), name, protocols, hello->suites);
  if (waiting_) secrets_->forget(client_->random, *this);
  waiting_ = false;
  hello_from_ = from;
  client_ = std::move(hello);
  of(from).stage = client_->early_data ? 0 : 1;
  of(other(from)).stage = 1;
  if (secrets_ != nullptr && !secrets_->whole(client_->random)) secrets_->ask();
  say(from, record, LineKind::command, "ClientHello", text, opened);
}

void TlsConversation::say_server_hello(Side from, const Record& record, tls::Bytes body, bool opened) {
  const auto hello = tls::read_server_hello(body);
  if (!hello) return say(from, record, LineKind::invalid, "ServerHello", "a ServerHello that cannot be read", opened);
  if (!client_) hello_from_ = other(from);
  server_ = hello;
  if (hello->retry)
    return say(from, record, LineKind::reply, "HelloRetryRequest", "HelloRetryRequest: another ClientHello, please", opened);
  if (!hello->protocol.empty()) application_ = hello->protocol;
  if (hello->version == tls::tls_1_3)
    for (Channel& channel : channels_) channel.encrypted = false;
  say(from, record, LineKind::reply, "ServerHello",
      fmt::format("ServerHello: {}, {}{}", tls::version_text(hello->version), tls::cipher_text(hello->suite),
                  hello->protocol.empty() ? "" : ", to speak " + hello->protocol),
      opened);
  audience_.agreed({info_.number, record.packet, record.time_ns, hello->version, hello->suite, opened});
}

void TlsConversation::say_certificate(Side from, const Record& record, tls::Bytes body, bool opened) {
  const auto chain = tls::read_certificates(body, server_ && server_->version == tls::tls_1_3);
  const auto first = chain.empty() ? std::nullopt : tls::read_certificate(chain.front());
  if (!first)
    return say(from, record, kind_of(from), "Certificate", chain.empty() ? "Certificate: none" : "Certificate: one that cannot be read",
               opened);
  const std::string names = first->names.empty() ? "" : fmt::format(" ({})", fmt::join(first->names, ", "));
  const std::string issuer = first->self_signed ? "signed by itself" : "issued by " + first->issuer;
  say(from, record, kind_of(from), "Certificate",
      fmt::format("Certificate: {}{}, {}, valid until {}", first->subject, names, issuer, first->until), opened);
  if (!says_hello(from))
    audience_.presented({info_.number, record.packet, record.time_ns, *first, client_ ? client_->server_name : "", opened});
}

}  // namespace cleartext::dialogue
