// A packet: its length, the padding's length, the payload, the padding (RFC 4253, 6). After NEWKEYS even lengths are
// hidden.
#include "engine/dialogue/ssh.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <utility>

#include "engine/tls/octets.h"

namespace cleartext::dialogue {

using tls::Octets;
using wire::Side;

namespace {

enum Message : std::uint8_t { disconnect = 1, kexinit = 20, newkeys = 21, kex_reply = 31, kex_group_reply = 33 };
enum Offer : std::size_t { key_exchange, host_key, cipher_out, cipher_back, mac_out, mac_back };

constexpr std::size_t longest_packet = 35'000, longest_run = 32'768;

tls::Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }
std::string_view text_of(tls::Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

bool is_text(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\r' || c == '\n' || c == '\t'; });
}

std::string_view first_of(std::string_view list) { return list.substr(0, list.find(',')); }

// The client's first wish that the server knows, too (RFC 4253, 7.1).
std::string_view agreed(std::string_view client, std::string_view server) {
  while (!client.empty()) {
    const std::string_view wish = first_of(client);
    for (std::string_view left = server; !left.empty(); left.remove_prefix(std::min(left.size(), first_of(left).size() + 1)))
      if (first_of(left) == wish) return wish;
    client.remove_prefix(std::min(client.size(), wish.size() + 1));
  }
  return "nothing";
}

// As OpenSSH shows it.
std::string fingerprint(std::string_view blob) {
  unsigned char sum[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(blob.data()), blob.size(), sum);
  unsigned char text[64];
  const int length = EVP_EncodeBlock(text, sum, sizeof sum);
  std::string words(reinterpret_cast<const char*>(text), static_cast<std::size_t>(length));
  return "SHA256:" + words.substr(0, words.find('='));
}

bool seals_itself(std::string_view cipher) {
  return cipher.find("gcm") != std::string_view::npos || cipher.find("poly1305") != std::string_view::npos;
}

std::string mac_text(std::string_view cipher, std::string_view mac) {
  return seals_itself(cipher) ? "MAC within the cipher" : fmt::format("MAC {}", mac);
}

std::string message_name(std::uint8_t type) {
  if (type == disconnect) return "DISCONNECT";
  if (type == 2) return "IGNORE";
  if (type == 4) return "DEBUG";
  if (type == newkeys) return "NEWKEYS";
  if (type >= 30 && type <= 34) return "key exchange";
  return fmt::format("message {}", type);
}

}  // namespace

bool SshConversation::unfinished(Side from) const {
  const Channel& channel = channels_[from == Side::client ? 0 : 1];
  return channel.cutter.unfinished() > 0 || !channel.packet.empty() || (run_.from == from && run_.bytes > 0);
}

std::size_t SshConversation::data(Side from, const stream::Segment& segment) {
  stream::Segment left = segment;
  Channel& channel = of(from);
  while (!left.bytes.empty()) {
    if (channel.phase == Phase::banner) {
      take_banner(from, left);
    } else if (channel.phase == Phase::packets) {
      take_packets(from, left);
    } else if (channel.phase == Phase::other) {
      take_other(from, left);
    } else {
      take_encrypted(from, left);
    }
  }
  return segment.bytes.size();
}

void SshConversation::gap(Side from, const stream::Segment&) {
  tell_run();
  Channel& channel = of(from);
  channel.cutter.gap();
  channel.packet.clear();
  if (channel.phase == Phase::packets) channel.phase = Phase::encrypted;  // where the next packet begins is lost
}

void SshConversation::take_encrypted(Side from, stream::Segment& left) {
  if (run_.from != from) tell_run();
  if (run_.bytes == 0) run_.position = left.position;
  const std::size_t count = std::min(longest_run - run_.bytes, left.bytes.size());
  run_.from = from;
  run_.last = left;
  run_.last.bytes = {};
  run_.bytes += count;
  left.bytes = left.bytes.subspan(count);
  left.position += count;
  if (run_.bytes == longest_run) tell_run();
}

void SshConversation::tell_run() {
  const std::size_t bytes = std::exchange(run_.bytes, 0);
  if (bytes == 0 || !audience_.wants_data_lines()) return;
  say(run_.from, run_.last, run_.position, bytes, LineKind::data, {}, fmt::format("encrypted, {} bytes", bytes));
}

void SshConversation::take_banner(Side from, stream::Segment& left) {
  Channel& channel = of(from);
  Heard line;
  line.from = from;
  stream::Segment at = left;
  if (!channel.cutter.next(left, line)) return;
  const bool banner = line.text.starts_with("SSH-");
  // A server may say something before its banner (RFC 4253, 4.2); a client that does speaks something else.
  if (!banner && from == Side::client) channel.phase = Phase::other;
  const bool proper = banner || from == Side::server;
  say(from, at, line.position, line.raw.size(), proper ? LineKind::greeting : LineKind::invalid, {}, line.text);
  if (banner) channel.phase = line.text.starts_with("SSH-2.0") || line.text.starts_with("SSH-1.99") ? Phase::packets : Phase::encrypted;
}

// "Protocol mismatch.", or a browser's request: nothing of it is hidden.
void SshConversation::take_other(Side from, stream::Segment& left) {
  Heard line;
  line.from = from;
  while (of(from).cutter.next(left, line)) say(from, left, line.position, line.raw.size(), LineKind::invalid, {}, line.text);
}

void SshConversation::ended(Side from) {
  tell_run();
  Heard line;
  line.from = from;
  stream::Segment at;
  if (!of(from).cutter.flush(line)) return;
  at.packet = line.packet;
  at.time_ns = line.time_ns;
  say(from, at, line.position, line.raw.size(), LineKind::invalid, {}, line.text);
}

void SshConversation::take_packets(Side from, stream::Segment& left) {
  Channel& channel = of(from);
  if (channel.packet.empty()) channel.position = left.position;
  const auto length_of = [&] { return channel.packet.size() < 4 ? 0 : Octets(bytes_of(channel.packet)).number(4); };
  const std::size_t wanted = channel.packet.size() < 4 ? 4 - channel.packet.size() : 4 + length_of() - channel.packet.size();
  const std::size_t count = std::min(wanted, left.bytes.size());
  const stream::Segment at = left;
  channel.packet += text_of(left.bytes.first(count));
  left.bytes = left.bytes.subspan(count);
  left.position += count;
  if (channel.packet.size() < 4) return;
  const std::uint32_t length = length_of();
  if (length < 2 || length > longest_packet) {
    channel.phase = !channel.offered && is_text(channel.packet) ? Phase::other : Phase::encrypted;
    if (channel.phase == Phase::encrypted) return;
    const std::string begun = std::exchange(channel.packet, {});
    stream::Segment first = at;
    first.position = channel.position;
    first.bytes = bytes_of(begun);
    return take_other(from, first);
  }
  if (channel.packet.size() < 4 + length) return;
  const std::string whole = std::exchange(channel.packet, {});
  const std::size_t padding = static_cast<unsigned char>(whole[4]);
  if (padding + 1 >= length) {
    channel.phase = Phase::encrypted;
    return;
  }
  message(from, at, std::string_view(whole).substr(5, length - padding - 1));
}

void SshConversation::message(Side from, const stream::Segment& at, std::string_view payload) {
  Channel& channel = of(from);
  const LineKind kind = from == Side::client ? LineKind::command : LineKind::reply;
  Octets left(bytes_of(payload));
  const std::uint8_t type = left.u8();
  const auto tell = [&](std::string_view verb, std::string_view text) {
    say(from, at, channel.position, payload.size() + 5, kind, verb, text);
  };
  if (type == kexinit) {
    left.take(16);
    for (std::string& offer : channel.offers) offer = text_of(left.vector(4));
    channel.offered = !left.broken();
    const bool both = channels_[0].offered && channels_[1].offered;
    return tell("KEXINIT", "KEXINIT: " + (both ? agreed_text() : offer_text(from)));
  }
  if (type == newkeys) {
    channel.phase = Phase::encrypted;
    return tell("NEWKEYS", "NEWKEYS: encrypted from here on");
  }
  if ((type == kex_reply || type == kex_group_reply) && from == Side::server) {
    const std::string_view key = text_of(left.vector(4));
    const std::string_view name = text_of(Octets(bytes_of(key)).vector(4));
    if (!left.broken() && name.size() < 64 && !name.empty() &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-@.") == std::string_view::npos)
      return tell("key exchange", fmt::format("key exchange: the server's key is {} {}", name, fingerprint(key)));
  }
  const std::string name = message_name(type);
  tell(name, name);
}

std::string SshConversation::offer_text(Side from) const {
  const auto& offers = channels_[from == Side::client ? 0 : 1].offers;
  const auto wish = [&](Offer which) {
    const std::string& list = offers[which];
    const auto count = list.empty() ? 0 : std::count(list.begin(), list.end(), ',') + 1;
    return fmt::format("{} (of {})", first_of(list), count);
  };
  return fmt::format("would like key exchange {}, host key {}, cipher {}, MAC {}", wish(key_exchange), wish(host_key), wish(cipher_out),
                     wish(mac_out));
}

std::string SshConversation::agreed_text() const {
  const auto& client = channels_[0].offers;
  const auto& server = channels_[1].offers;
  const auto both = [&](Offer which) { return agreed(client[which], server[which]); };
  std::string text = fmt::format("agreed on key exchange {}, host key {}, cipher {}, {}", both(key_exchange), both(host_key),
                                 both(cipher_out), mac_text(both(cipher_out), both(mac_out)));
  if (both(cipher_back) != both(cipher_out))
    text += fmt::format("; back: cipher {}, {}", both(cipher_back), mac_text(both(cipher_back), both(mac_back)));
  return text;
}

void SshConversation::say(Side from, const stream::Segment& at, std::uint64_t position, std::size_t length, LineKind kind,
                          std::string_view verb, std::string_view text) {
  Spoken spoken;
  spoken.line.stream = stream_;
  spoken.line.protocol = packet::Protocol::ssh;
  spoken.line.from = from;
  spoken.line.packet = at.packet;
  spoken.line.time_ns = at.time_ns;
  spoken.line.kind = kind;
  spoken.line.verb = verb;
  spoken.line.text = text;
  spoken.line.position = position;
  spoken.line.length = static_cast<std::uint32_t>(length);
  audience_.spoken(spoken);
}

}  // namespace cleartext::dialogue
