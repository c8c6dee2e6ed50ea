#include "engine/filter/words.h"

#include <algorithm>
#include <array>

namespace cleartext::filter {
namespace {

using packet::Protocol;

constexpr Protocols over_tcp = bit(Protocol::tcp) | bit(Protocol::smtp) | bit(Protocol::pop3) | bit(Protocol::imap) | bit(Protocol::ftp) |
                               bit(Protocol::ftp_data) | bit(Protocol::http) | bit(Protocol::tls) | bit(Protocol::ssh);

constexpr std::array<FieldWord, 30> fields{{
    {"host", Field::host},
    {"ip", Field::host},
    {"addr", Field::host},
    {"ip.addr", Field::host},
    {"ipv6.addr", Field::host},
    {"src", Field::source},
    {"source", Field::source},
    {"ip.src", Field::source},
    {"dst", Field::destination},
    {"destination", Field::destination},
    {"ip.dst", Field::destination},
    {"port", Field::port},
    {"tcp.port", Field::port},
    {"udp.port", Field::port},
    {"srcport", Field::source_port},
    {"tcp.srcport", Field::source_port},
    {"dstport", Field::destination_port},
    {"tcp.dstport", Field::destination_port},
    {"protocol", Field::protocol},
    {"proto", Field::protocol},
    {"stream", Field::stream},
    {"tcp.stream", Field::stream},
    {"number", Field::number},
    {"packet", Field::number},
    {"frame.number", Field::number},
    {"length", Field::length},
    {"frame.len", Field::length},
    {"time", Field::time},
    {"frame.time_relative", Field::time},
    {"text", Field::text},
}};

constexpr std::array<TraitWord, 9> traits{{
    {"credentials", Trait::credentials},
    {"syn", Trait::syn},
    {"fin", Trait::fin},
    {"rst", Trait::rst},
    {"retransmission", Trait::retransmission},
    {"fragment", Trait::fragment},
    {"payload", Trait::payload},
    {"client", Trait::client},
    {"server", Trait::server},
}};

constexpr std::array<ProtocolWord, 14> protocols{{
    {"smtp", bit(Protocol::smtp)},
    {"pop3", bit(Protocol::pop3)},
    {"imap", bit(Protocol::imap)},
    {"ftp", bit(Protocol::ftp) | bit(Protocol::ftp_data)},
    {"ftp-data", bit(Protocol::ftp_data)},
    {"http", bit(Protocol::http)},
    {"tls", bit(Protocol::tls)},
    {"ssh", bit(Protocol::ssh)},
    {"dns", bit(Protocol::dns)},
    {"tcp", over_tcp},
    {"udp", bit(Protocol::udp) | bit(Protocol::dns)},
    {"icmp", bit(Protocol::icmp)},
    {"arp", bit(Protocol::arp)},
    {"mail", bit(Protocol::smtp) | bit(Protocol::pop3) | bit(Protocol::imap)},
}};

template <typename Rows>
auto find(const Rows& rows, std::string_view word) {
  return std::find_if(rows.begin(), rows.end(), [word](const auto& row) { return row.word == word; });
}

}  // namespace

std::span<const FieldWord> field_words() { return fields; }
std::span<const TraitWord> trait_words() { return traits; }
std::span<const ProtocolWord> protocol_words() { return protocols; }

std::optional<Field> field_of(std::string_view word) {
  const auto row = find(fields, word);
  return row == fields.end() ? std::nullopt : std::optional(row->field);
}

std::optional<Trait> trait_of(std::string_view word) {
  const auto row = find(traits, word);
  return row == traits.end() ? std::nullopt : std::optional(row->trait);
}

std::optional<Protocols> protocols_of(std::string_view word) {
  const auto row = find(protocols, word);
  return row == protocols.end() ? std::nullopt : std::optional(row->protocols);
}

bool is_number(Field field) {
  switch (field) {
    case Field::host:
    case Field::source:
    case Field::destination:
    case Field::protocol:
    case Field::text: return false;
    case Field::port:
    case Field::source_port:
    case Field::destination_port:
    case Field::stream:
    case Field::number:
    case Field::length:
    case Field::payload:
    case Field::time: break;
  }
  return true;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

}  // namespace cleartext::filter
