#include "engine/grading/fingerprints.h"

#include <array>

namespace cleartext::grading {
namespace {

// FNV-1a, 64 bits: for looking things up, not for secrets.
constexpr std::uint64_t basis = 0xcbf29ce484222325u, prime = 0x100000001b3u;

std::uint64_t mix(std::uint64_t hash, unsigned char byte) { return (hash ^ byte) * prime; }

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// Tells each three words in a row, however they are parted.
template <typename Tell>
void each_three(std::string_view text, Tell tell) {
  std::array<std::uint64_t, 3> last{};
  std::size_t count = 0;
  std::uint64_t word = basis;
  bool inside = false;
  const auto end_word = [&] {
    if (!inside) return;
    last = {last[1], last[2], word};
    word = basis;
    inside = false;
    ++count;
    if (count >= 3) tell((last[0] * prime + last[1]) * prime + last[2]);
  };
  for (const char c : text) {
    if (is_letter(c)) {
      word = mix(word, static_cast<unsigned char>(small(c)));
      inside = true;
    } else {
      end_word();
    }
  }
  end_word();
}

std::uint64_t connection_key(const packet::Packet& packet) {
  std::uint64_t hash = basis;
  for (const auto byte : packet.bytes.subspan(packet.transport_offset)) hash = mix(hash, std::to_integer<unsigned char>(byte));
  return hash;
}

}  // namespace

Fingerprints fingerprints_of(const analysis::Recording& recording) {
  Fingerprints made;
  const auto hear = [&](std::string_view text, std::uint32_t packet) {
    each_three(text, [&](std::uint64_t key) { made.words.try_emplace(key, packet); });
  };
  for (const auto& packet : recording.packets()) {
    const bool begins = (packet.flags & packet::syn) != 0 && (packet.flags & packet::ack) == 0;
    if (begins && packet.transport_offset != 0) made.connections.try_emplace(connection_key(packet), packet.number);
  }
  for (const auto& line : recording.lines()) hear(line.text, line.packet);
  for (const auto& message : recording.messages()) {
    hear(message.subject, message.packet);
    for (const auto& part : message.parts) hear(part.content, message.packet);
  }
  for (const auto& file : recording.files()) hear(file.content, file.packet);
  for (const auto& credential : recording.credentials()) {
    hear(credential.user, credential.packet);
    hear(credential.secret, credential.packet);
  }
  return made;
}

std::uint64_t words_key(std::string_view text) {
  std::uint64_t first = 0;
  each_three(text, [&](std::uint64_t key) { first = first == 0 ? key : first; });
  return first;
}

}  // namespace cleartext::grading
