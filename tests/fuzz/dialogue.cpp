// Invariants: a stream reads the same whatever its cuts, lines lie inside it and do not overlap, content and
// findings are the same, nothing crashes. The first byte chooses port and cut; then who speaks changes at
// each NUL.
#include <cstdlib>

#include "engine/analysis/seat.h"

using namespace cleartext;

namespace {

std::string hex_of(std::string_view bytes) {
  return findings::sha256_hex(bytes);
}

struct Notes final : findings::Listener, analysis::Ushers, analysis::Sink {
  void line(const dialogue::LineView& line) override {
    std::uint64_t& end = ends[line.from == wire::Side::client ? 0 : 1];
    if (line.position < end || line.text.size() > line.length) std::abort();
    end = line.position + line.length;
    text += std::string(dialogue::name(line.kind)) + ' ' + std::string(line.text) + '\n';
  }
  void credential(const findings::Credential& found) override {
    text += "credential " + found.mechanism + ' ' + found.user + ' ' + found.secret + '\n';
  }
  void message(findings::Message&& found) override {
    text += "message " + found.subject + ' ' + std::to_string(found.bytes) + ' ' + hex_of(found.raw) + '\n';
    for (const findings::Part& part : found.parts)
      text += part.type + ' ' + part.filename + ' ' + part.encoding + ' ' + part.sha256 + '\n';
  }
  void file(findings::File&&) override {}
  void weakness(const findings::Weakness& found) override { text += found.rule + '\n'; }
  void expect_data(std::uint32_t, const packet::Endpoint& place, const packet::Endpoint&) override {
    text += packet::text(place) + '\n';
  }
  void transfer_line(const dialogue::Spoken&) override {}
  void opened(std::uint32_t, const stream::Segment& plain) override {
    text.append(reinterpret_cast<const char*>(plain.bytes.data()), plain.bytes.size());
  }
  void unopened(std::uint32_t) override {}
  std::string text;
  std::uint64_t ends[2] = {0, 0};
};

std::string read(std::span<const std::byte> bytes, std::uint16_t port, std::size_t cut, bool data_lines) {
  stream::StreamInfo info;
  info.server.port = port;
  info.from_start = true;
  Notes notes;
  findings::Memory memory;
  analysis::AnalyzerSettings settings;
  settings.kept = 4096;
  settings.data_lines = data_lines;
  analysis::Seat seat(info, settings, notes, notes, memory, notes);
  wire::Side from = wire::Side::server;
  std::uint64_t said[2] = {0, 0};
  while (!bytes.empty()) {
    std::size_t end = 0;
    while (end < bytes.size() && bytes[end] != std::byte{0}) ++end;
    for (std::span<const std::byte> turn = bytes.first(end); !turn.empty();) {
      stream::Segment segment;
      segment.bytes = turn.first(std::min(cut, turn.size()));
      segment.length = segment.bytes.size();
      segment.position = said[from == wire::Side::client ? 0 : 1];
      said[from == wire::Side::client ? 0 : 1] += segment.length;
      seat.reading.data(from, segment);
      turn = turn.subspan(segment.bytes.size());
    }
    bytes = bytes.subspan(std::min(end + 1, bytes.size()));
    from = from == wire::Side::client ? wire::Side::server : wire::Side::client;
  }
  seat.reading.ended(wire::Side::client);
  seat.reading.ended(wire::Side::server);
  seat.finish();
  return notes.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  constexpr std::uint16_t ports[] = {25, 110, 21, 143, 80, 4000};
  const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
  const std::uint16_t port = ports[data[0] % 6];
  const std::size_t cut = 1 + data[0] / 6 % 16;
  for (const bool data_lines : {true, false})
    if (read(bytes, port, 1 << 20, data_lines) != read(bytes, port, cut, data_lines)) std::abort();
  return 0;
}
