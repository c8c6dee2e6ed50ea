// One connection read by a seat, and everything it tells as one text: so two ways to cut the same bytes can be compared.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "engine/analysis/seat.h"

namespace cleartext::fuzz {

struct Turn {
  wire::Side from = wire::Side::server;
  std::span<const std::byte> bytes;
};

inline std::string hex_of(std::string_view bytes) { return findings::sha256_hex(bytes); }

struct Notes final : findings::Listener, analysis::Ushers, analysis::Sink {
  void line(const dialogue::LineView& line) override {
    std::uint64_t& end = ends[line.from == wire::Side::client ? 0 : 1];
    if (line.position < end ||
        (line.protocol != packet::Protocol::tls && line.protocol != packet::Protocol::ssh && line.text.size() > line.length)) {
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
    text += "message " + found.subject + ' ' + std::to_string(found.bytes) + ' ' + hex_of(found.raw) + '\n';
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
  settings.kept = 4096;
  settings.data_lines = data_lines;
  tls::Secrets secrets;
  secrets.add(key_log);
  {
    analysis::Seat seat(info, settings, notes, notes, memory, notes, &secrets);
    std::uint64_t said[2] = {0, 0};
    for (const Turn& turn : turns) {
      for (std::span<const std::byte> left = turn.bytes; !left.empty();) {
        stream::Segment segment;
        segment.bytes = left.first(std::min(cut, left.size()));
        segment.length = segment.bytes.size();
        segment.position = said[turn.from == wire::Side::client ? 0 : 1];
        said[turn.from == wire::Side::client ? 0 : 1] += segment.length;
        seat.reading.data(turn.from, segment);
        left = left.subspan(segment.bytes.size());
      }
    }
    seat.reading.ended(wire::Side::client);
    seat.reading.ended(wire::Side::server);
    seat.finish();
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
