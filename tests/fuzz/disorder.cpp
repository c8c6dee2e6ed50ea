// Invariant: segments of one connection, in any order and with any overlap, yield for each direction bytes and
// gaps that cover it once, from front to back; and what is held is bounded. Eight bytes a segment: side,
// flags, place, length.
#include <cstdlib>
#include <vector>

#include "engine/stream/table.h"

using namespace cleartext;

namespace {

struct Checks final : stream::Listener {
  void data(stream::Stream& stream, wire::Side from, const stream::Segment& segment) override {
    pass(stream, from, segment.position, segment.bytes.size());
  }
  void gap(stream::Stream& stream, wire::Side from, const stream::Segment& missing) override {
    pass(stream, from, missing.position, missing.length);
  }
  void opened(stream::Stream&) override { next[0] = next[1] = 0; }
  void pass(stream::Stream&, wire::Side from, std::uint64_t position, std::uint64_t length) {
    std::uint64_t& place = next[from == wire::Side::client ? 0 : 1];
    if (position != place || length == 0) std::abort();
    place += length;
  }
  std::uint64_t next[2] = {0, 0};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Checks checks;
  stream::Table table(checks);
  static const std::vector<std::byte> frame(2048, std::byte{'x'});
  std::uint32_t number = 0;
  for (; size >= 8 && number < 2000; data += 8, size -= 8) {
    packet::Packet packet;
    const bool client = (data[0] & 1) != 0;
    packet.number = ++number;
    packet.time_ns = static_cast<std::int64_t>(number) * (data[1] >> 4) * 100'000'000;
    packet.protocol = packet::Protocol::tcp;
    packet.source.port = client ? 40000 : 25;
    packet.destination.port = client ? 25 : 40000;
    packet.flags = static_cast<std::uint8_t>(data[0] >> 1 & 0x1f);
    const std::uint32_t place = static_cast<std::uint32_t>(data[2] << 8 | data[3]);
    packet.sequence = (client ? 0xffffff00u : 7u) + place;
    packet.acknowledgment = (client ? 7u : 0xffffff00u) + static_cast<std::uint32_t>(data[4] << 8 | data[5]);
    packet.bytes = frame;
    packet.payload_offset = 54;
    packet.payload_length = data[6];
    packet.segment_length = packet.payload_length + data[7] % 4;
    table.take(packet);
  }
  table.finish();
  return 0;
}
