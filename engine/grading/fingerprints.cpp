#include "engine/grading/fingerprints.h"

#include <array>

#include "engine/findings/contents.h"
#include "engine/grading/frame.h"

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

std::uint64_t mix_number(std::uint64_t hash, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) hash = mix(hash, static_cast<unsigned char>(number >> (8 * i)));
  return hash;
}

std::uint64_t connection_key(const packet::Packet& packet) {
  std::uint64_t hash = basis;
  for (const auto byte : packet.bytes.subspan(packet.transport_offset)) hash = mix(hash, std::to_integer<unsigned char>(byte));
  return hash;
}

// What stays of a connection whose words and ports were changed, each by itself: the two first numbers, the two clocks of TCP, and
// the time between its packets.
struct Rhythm {
  std::uint32_t first_packet = 0;
  std::int64_t last_ns = 0;
  std::uint64_t clocks = basis ^ 1, gaps = basis ^ 2, numbers = basis ^ 3;
  int clock_count = 0, gap_count = 0, number_count = 0;
  bool coarse = true;  // a clock of microseconds
};

void take(Rhythm& rhythm, const packet::Packet& packet, Fingerprints& made) {
  constexpr int enough = 8, enough_if_coarse = 16;
  if (rhythm.first_packet == 0) {
    rhythm.first_packet = packet.number;
  } else if (++rhythm.gap_count <= enough_if_coarse) {
    const auto gap = packet.time_ns - rhythm.last_ns;
    rhythm.coarse = rhythm.coarse && gap % 1000 == 0;
    rhythm.gaps = mix_number(rhythm.gaps, static_cast<std::uint64_t>(gap));
    if (rhythm.gap_count == (rhythm.coarse ? enough_if_coarse : enough)) made.connections.try_emplace(rhythm.gaps, rhythm.first_packet);
  }
  rhythm.last_ns = packet.time_ns;
  if ((packet.flags & packet::syn) != 0 && rhythm.number_count < 2) {
    rhythm.numbers = mix_number(rhythm.numbers, packet.sequence);
    if (++rhythm.number_count == 2) made.connections.try_emplace(rhythm.numbers, rhythm.first_packet);
  }
  const auto stamps = time_stamps(packet);
  if (!stamps || (packet.flags & packet::syn) == 0 || rhythm.clock_count == 2) return;
  rhythm.clocks = mix_number(rhythm.clocks, stamps->value);
  if (++rhythm.clock_count == 2) made.clocks.try_emplace(rhythm.clocks, rhythm.first_packet);
}

// What the programs of a run made up and nobody ever makes up again: a server's names for letters, what it asks before a digest,
// and TLS's random octets (RFC 8446, 4.1.2). They stay in a connection whose every number and time was changed.
void take_made_up(const analysis::Recording& recording, Fingerprints& made) {
  const auto take = [&](std::string_view name, std::uint32_t stream) {
    if (name.empty() || stream >= recording.streams().size()) return;
    std::uint64_t hash = basis ^ 4;
    for (const char c : name) hash = mix(hash, static_cast<unsigned char>(c));
    made.connections.try_emplace(mix_number(hash, static_cast<std::uint64_t>(recording.streams()[stream].protocol)),
                                 recording.streams()[stream].first_packet);
  };
  for (const auto& message : recording.messages()) take(message.queue_id, message.stream);
  for (const auto& credential : recording.credentials()) take(credential.challenge, credential.stream);
  constexpr std::size_t random_at = 11, random_size = 32;
  for (const auto& packet : recording.packets()) {
    const auto payload = packet.payload();
    if (packet.stream == packet::no_stream || payload.size() < random_at + random_size) continue;
    const auto octet = [&](std::size_t at) { return std::to_integer<int>(payload[at]); };
    const bool says_hello = octet(0) == 22 && octet(1) == 3 && octet(5) == 1;
    if (says_hello) take({reinterpret_cast<const char*>(payload.data()) + random_at, random_size}, packet.stream);
  }
}

}  // namespace

Fingerprints fingerprints_of(const analysis::Recording& recording) {
  Fingerprints made;
  const auto hear = [&](std::string_view text, std::uint32_t packet) {
    each_three(text, [&](std::uint64_t key) { made.words.try_emplace(key, packet); });
  };
  std::unordered_map<std::uint32_t, Rhythm> rhythms;
  for (const auto& packet : recording.packets()) {
    const bool begins = (packet.flags & packet::syn) != 0 && (packet.flags & packet::ack) == 0;
    if (begins && packet.transport_offset != 0) made.connections.try_emplace(connection_key(packet), packet.number);
    if (packet.stream != packet::no_stream) take(rhythms[packet.stream], packet, made);
  }
  take_made_up(recording, made);
  for (const auto& line : recording.lines()) hear(line.text, line.packet);
  for (const auto& message : recording.messages()) {
    hear(message.subject, message.packet);
    for (const auto& part : findings::parts_of(message)) hear(part.content, message.packet);
  }
  for (const auto& file : recording.files()) hear(file.content.str(), file.packet);
  for (const auto& credential : recording.credentials()) {
    hear(credential.user, credential.packet);
    hear(credential.secret, credential.packet);
  }
  return made;
}

std::vector<std::uint64_t> words_keys(std::string_view line) {
  std::vector<std::uint64_t> keys;
  each_three(line, [&](std::uint64_t key) { keys.push_back(key); });
  return keys;
}

}  // namespace cleartext::grading
