// Ten thousand packets in order through a known stream: operator new is not called once.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "engine/stream/table.h"
#include "tests/support/packets.h"

namespace {
std::atomic<std::uint64_t> allocations = 0;
}

void* operator new(std::size_t size) {
  ++allocations;
  if (void* place = std::malloc(size)) return place;
  throw std::bad_alloc();
}
void operator delete(void* place) noexcept { std::free(place); }
void operator delete(void* place, std::size_t) noexcept { std::free(place); }

namespace cleartext::stream {
namespace {

class Counter final : public Listener {
 public:
  void data(Stream&, wire::Side, const Segment& segment) override { bytes += segment.bytes.size(); }
  void gap(Stream&, wire::Side, const Segment&) override {}
  std::uint64_t bytes = 0;
};

TEST(Allocation, ten_thousand_packets_in_order_allocate_nothing) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  for (int i = 0; i < 10'000; ++i) talk.client("sixteen bytes...");
  Counter counter;
  Table table(counter);
  std::uint32_t number = 0;
  std::uint64_t before = 0;
  for (const tests::Frame& frame : talk.frames) {
    if (number == 3) before = allocations;
    packet::Packet packet;
    packet.number = ++number;
    packet::decode(tests::raw_packet(frame, number), packet);
    table.take(packet);
  }
  EXPECT_EQ(allocations - before, 0u);
  EXPECT_EQ(counter.bytes, 160'000u);
}

}  // namespace
}  // namespace cleartext::stream
