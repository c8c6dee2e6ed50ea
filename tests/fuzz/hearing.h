// One connection read by a seat, and everything it tells as one text: so two ways to cut the same bytes can be compared.
#pragma once
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "engine/analysis/seat.h"

namespace cleartext::fuzz {

struct Turn {
  wire::Side from = wire::Side::server;
  std::span<const std::byte> bytes;
  std::size_t missing = 0;  // so many bytes that nobody heard, and none that were
};

// What lies between zeros, one side after the other. With `gaps` a 1 and the byte behind it are that many missing bytes.
inline std::vector<Turn> turns_of(std::span<const std::byte> bytes, bool gaps) {
  std::vector<Turn> turns;
  wire::Side from = wire::Side::server;
  while (!bytes.empty()) {
    std::size_t end = 0;
    while (end < bytes.size() && bytes[end] != std::byte{0} && !(gaps && bytes[end] == std::byte{1})) ++end;
    turns.push_back({from, bytes.first(end)});
    const bool gap = end + 1 < bytes.size() && bytes[end] == std::byte{1};
    if (gap) turns.push_back({from, {}, 1 + std::to_integer<std::size_t>(bytes[end + 1])});
    if (!gap) from = from == wire::Side::client ? wire::Side::server : wire::Side::client;
    bytes = bytes.subspan(std::min(end + (gap ? 2 : 1), bytes.size()));
  }
  return turns;
}

inline std::string hex_of(std::string_view bytes) { return findings::sha256_hex(bytes); }

struct Notes final : findings::Listener, analysis::Ushers, analysis::Sink {
  void line(const dialogue::LineView& line) override {
    const std::size_t side = line.from == wire::Side::client ? 0 : 1;
    std::uint64_t& end = ends[side];
    const bool told_of = line.text.ends_with(", not read");  // how much it is, and not what it says
    const bool plain = line.protocol != packet::Protocol::tls && line.protocol != packet::Protocol::ssh && !told_of;
    const bool unheard = std::any_of(gaps[side].begin(), gaps[side].end(), [&](const auto& gap) {
      return plain && line.position < gap.second && line.position + line.length > gap.first;
    });
    if (line.position < end || unheard || (plain && line.text.size() > line.length)) {
      std::fprintf(stderr, "%s\nat %lu, though %lu is told: %s\n", text.c_str(), line.position, end, std::string(line.text).c_str());
      std::abort();
    }
    end = line.position + line.length;
    text += std::string(dialogue::name(line.kind)) + ' ' + std::string(line.text) + '\n';
  }
  void credential(const findings::Credential& found) override {
    text += "credential " + found.mechanism + ' ' + found.user + ' ' + found.secret + '\n';
  }
  void message(findings::Message&& found) override {
    text += "message " + found.subject + ' ' + std::to_string(found.bytes) + ' ' + hex_of(found.raw.str()) + '\n';
    for (const findings::Part& part : found.parts) text += part.type + ' ' + part.filename + ' ' + part.encoding + ' ' + part.sha256 + '\n';
  }
  void file(findings::File&&) override {}
  void weakness(const findings::Weakness& found) override { text += found.rule + '\n'; }
  void expect_data(const stream::StreamInfo&, const dialogue::DataPlace& place) override { text += packet::text(place.announced) + '\n'; }
  void transfer_line(const stream::StreamInfo&, const dialogue::Spoken&) override {}
  void lines_missed(const stream::StreamInfo&, std::uint32_t) override { text += "missed\n"; }
  void opened(std::uint32_t, wire::Side, const stream::Segment& plain) override {
    text.append(reinterpret_cast<const char*>(plain.bytes.data()), plain.bytes.size());
  }
  void unopened(std::uint32_t) override {}
  void inside_over(std::uint32_t, wire::Side) override {}
  std::string text;
  std::uint64_t ends[2] = {0, 0};
  std::vector<std::pair<std::uint64_t, std::uint64_t>> gaps[2];  // from, to
};

// What is heard when no segment is longer than `cut`.
inline std::string hear(const std::vector<Turn>& turns, std::uint16_t port, std::size_t cut, bool data_lines,
                        std::string_view key_log = {}) {
  stream::StreamInfo info;
  info.server.port = port;
  info.from_start = true;
  Notes notes;
  findings::Memory memory;
  analysis::AnalyzerSettings settings;
  settings.wanted.kept = 4096;
  settings.data_lines = data_lines;
  tls::Secrets secrets;
  secrets.add(key_log);
  {
    analysis::Seat seat(info, settings, notes, notes, memory, notes, &secrets);
    std::uint64_t said[2] = {0, 0};
    for (const Turn& turn : turns) {
      const std::size_t side = turn.from == wire::Side::client ? 0 : 1;
      if (turn.missing > 0) {
        stream::Segment lost;
        lost.length = turn.missing;
        lost.position = said[side];
        said[side] += turn.missing;
        notes.gaps[side].emplace_back(lost.position, said[side]);
        seat.reading.gap(turn.from, lost);
      }
      for (std::span<const std::byte> left = turn.bytes; !left.empty();) {
        stream::Segment segment;
        segment.bytes = left.first(std::min(cut, left.size()));
        segment.length = segment.bytes.size();
        segment.position = said[side];
        said[side] += segment.length;
        seat.reading.data(turn.from, segment);
        left = left.subspan(segment.bytes.size());
      }
    }
    seat.reading.ended(wire::Side::client);
    seat.reading.ended(wire::Side::server);
    seat.finish(true);
  }
  if (secrets.held() != 0) std::abort();
  return notes.text;
}

inline void must_equal(const std::string& whole, const std::string& cut) {
  if (whole == cut) return;
  std::fprintf(stderr, "--- whole\n%s\n--- cut\n%s\n", whole.c_str(), cut.c_str());
  std::abort();
}

}  // namespace cleartext::fuzz
