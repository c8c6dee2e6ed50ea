// Which keys open a record: TLS 1.3 has several sets, one after the other, and after missing records nobody knows its
// number.
#include <algorithm>

#include "engine/dialogue/tls.h"

namespace cleartext::dialogue {

using tls::Label;
using tls::Record;
using wire::Side;

const std::vector<std::byte>* TlsConversation::secret_of(Side from, std::size_t stage) const {
  if (secrets_ == nullptr || !client_ || !server_) return nullptr;
  if (server_->version != tls::tls_1_3) return secrets_->find(client_->random, Label::master);
  constexpr std::array of_client = {Label::client_early, Label::client_handshake, Label::client_traffic};
  constexpr std::array of_server = {Label::server_handshake, Label::server_handshake, Label::server_traffic};
  return secrets_->find(client_->random, says_hello(from) ? of_client[stage] : of_server[stage]);
}

bool TlsConversation::has_keys(Side from) const {
  // Without its first keys nobody knows where the second ones begin to hold.
  const bool shaken =
      channels_[from == Side::client ? 0 : 1].stage == 2 || !server_ || server_->version != tls::tls_1_3 || secret_of(from, 1) != nullptr;
  return shaken && secret_of(from, 2) != nullptr;
}

tls::Closed TlsConversation::why_closed(Side from) const {
  using tls::Closed;
  if (!server_) return client_ && client_->early_data ? Closed::no_secrets : Closed::missing;
  if (server_->version < tls::tls_1_2) return Closed::version;
  const tls::CipherSuite* suite = tls::cipher_suite(server_->suite);
  if (suite == nullptr || suite->mode == tls::Mode::named_only) return Closed::cipher;
  if (!client_) return Closed::missing;
  if (!has_keys(from)) return Closed::no_secrets;
  return channels_[0].damaged || channels_[1].damaged ? Closed::missing : Closed::no_match;
}

tls::Opener* TlsConversation::opener_of(Side from, std::size_t stage) {
  std::unique_ptr<tls::Opener>& opener = of(from).openers[stage];
  if (opener) return opener.get();
  if (unsealed()) return (opener = tls::open_null(*tls::cipher_suite(server_->suite))).get();
  const std::vector<std::byte>* secret = secret_of(from, stage);
  const tls::CipherSuite* suite = secret != nullptr ? tls::cipher_suite(server_->suite) : nullptr;
  if (suite == nullptr) return nullptr;
  if (server_->version == tls::tls_1_3)
    opener = tls::open_tls13(*suite, *secret);
  else if (server_->version == tls::tls_1_2)
    opener = tls::open_tls12(*suite, {*secret, client_->random, server_->random, server_->encrypt_then_mac},
                             says_hello(from) ? tls::End::client : tls::End::server);
  return opener.get();
}

std::optional<tls::Plain> TlsConversation::open(Side from, const Record& record) {
  Channel& channel = of(from);
  if (record.body.empty()) return {};
  if (!server_) return open_early(from, record);
  const bool staged = server_->version == tls::tls_1_3;
  for (std::size_t stage = staged ? channel.stage : 2; stage < 3; ++stage)
    if (auto plain = try_stage(from, record, stage)) return plain;
  // What a server refused of early data is not counted (RFC 8446, 4.2.10).
  if (channel.opened_any || !staged) ++channel.sequence;
  return {};
}

// Before the server has chosen a suite the record itself proves which one the client took: that of an earlier session
// (RFC 8446, 4.2.10).
std::optional<tls::Plain> TlsConversation::open_early(Side from, const Record& record) {
  if (secrets_ == nullptr || !client_ || !client_->early_data || !says_hello(from)) return {};
  const std::vector<std::byte>* secret = secrets_->find(client_->random, Label::client_early);
  Channel& channel = of(from);
  constexpr std::uint16_t tls13_suites[] = {0x1301, 0x1302, 0x1303, 0x1304, 0x1305};
  for (const std::uint16_t id : tls13_suites) {
    const tls::CipherSuite& suite = *tls::cipher_suite(id);
    if (secret == nullptr || tls::hash_length(suite.hash) != secret->size()) continue;
    const bool first = channel.openers[0] == nullptr;
    auto opener = first ? tls::open_tls13(suite, *secret) : std::move(channel.openers[0]);
    const auto plain = opener ? opener->open(record, channel.sequence) : std::nullopt;
    if (plain || !first) channel.openers[0] = std::move(opener);
    if (!plain && first) continue;
    ++channel.sequence;
    channel.opened_any = channel.opened_any || plain.has_value();
    return plain;
  }
  return {};
}

std::optional<tls::Plain> TlsConversation::try_stage(Side from, const Record& record, std::size_t stage) {
  Channel& channel = of(from);
  tls::Opener* const opener = opener_of(from, stage);
  if (opener == nullptr) return {};
  const bool next = server_->version == tls::tls_1_3 && stage != channel.stage;
  const std::uint64_t first = next ? 0 : channel.sequence;
  std::uint64_t tries = 1;
  if (stage == 2 && channel.searches > 0 && channel.passed > 0) {
    constexpr std::uint64_t most_tries = 4096, most_bytes = 8 * 1024 * 1024;
    tries = std::min({channel.passed + 2, most_tries, most_bytes / record.length + 1});
    --channel.searches;
  }
  for (std::uint64_t sequence = first; sequence < first + tries; ++sequence) {
    const auto plain = opener->open(record, sequence);
    if (!plain) continue;
    channel.stage = server_->version == tls::tls_1_3 ? stage : channel.stage;
    channel.sequence = sequence + 1;
    channel.opened_any = true;
    channel.searches = 0;
    channel.passed = 0;
    return plain;
  }
  return {};
}

// RFC 8446, 7.2.
void TlsConversation::update_keys(Side from) {
  Channel& channel = of(from);
  const std::vector<std::byte>* secret = channel.updated.empty() ? secret_of(from, 2) : &channel.updated;
  const tls::CipherSuite* suite = tls::cipher_suite(server_->suite);
  if (secret == nullptr || suite == nullptr) return;
  channel.updated = tls::expand_label(suite->hash, *secret, "traffic upd", tls::hash_length(suite->hash));
  channel.openers[2] = tls::open_tls13(*suite, channel.updated);
  channel.sequence = 0;
}

}  // namespace cleartext::dialogue
