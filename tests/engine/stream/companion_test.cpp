// What companions keep of what they have begun to read is bounded in all streams together: who wants more when there is
// no more lets go, and who holds next to nothing may keep it.
#include <gtest/gtest.h>

#include "engine/stream/table.h"
#include "tests/support/packets.h"

namespace cleartext::stream {
namespace {

struct Hoarder final : Companion {
  std::size_t held() const override { return bytes; }
  void let_go() override { bytes = 0; }
  std::size_t bytes = 0;
};

// Each packet with payload makes its stream's companion hold so much more.
struct Crowd final : Listener {
  void data(Stream& stream, wire::Side, const Segment&) override {
    if (!stream.companion) stream.companion = std::make_unique<Hoarder>();
    static_cast<Hoarder&>(*stream.companion).bytes += each;
  }
  void gap(Stream&, wire::Side, const Segment&) override {}
  std::size_t each = 1024 * 1024;
};

struct Companions : testing::Test {
  // The companion of the stream at this port, after one more word of its client.
  std::size_t speak(std::uint16_t port) {
    tests::Talk talk(tests::endpoint(10, 0, 0, 1, port), tests::endpoint(10, 0, 0, 2, 25));
    talk.open();
    talk.client("x");
    std::size_t held = 0;
    for (const tests::Frame& frame : talk.frames) {
      packet::Packet packet;
      packet::decode(tests::raw_packet(frame), packet);
      packet.number = ++number;
      const Stream& stream = table.take(packet);
      if (stream.companion) held = stream.companion->held();
    }
    return held;
  }
  Crowd crowd;
  Table table{crowd};
  std::uint32_t number = 0;
};

TEST_F(Companions, one_that_wants_more_when_there_is_no_more_lets_go) {
  constexpr std::uint16_t most = Table::most_begun / (1024 * 1024);
  for (std::uint16_t i = 0; i < most; ++i) EXPECT_EQ(speak(static_cast<std::uint16_t>(1000 + i)), crowd.each);
  EXPECT_EQ(speak(5000), 0u);
  crowd.each = Table::next_to_nothing;
  EXPECT_EQ(speak(5001), crowd.each);
}

TEST_F(Companions, what_streams_held_that_are_over_counts_no_more) {
  for (std::uint16_t i = 0; i < 60; ++i) speak(static_cast<std::uint16_t>(1000 + i));
  EXPECT_EQ(speak(5000), 0u);
  table.finish();
  EXPECT_EQ(speak(5001), crowd.each);
}

}  // namespace
}  // namespace cleartext::stream
