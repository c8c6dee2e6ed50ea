// A second thread reads ahead: what comes out is what the source holds, as soon as it is there, with the secrets at
// their places, and never more ahead than the bound allows.
#include "engine/capture/read_ahead.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

#include "engine/capture/readers.h"
#include "tests/support/packets.h"

namespace cleartext::capture {
namespace {

constexpr std::size_t frame_bytes = 60;

// Frames that are made as they are asked for.
class Made final : public PacketSource {
 public:
  Made(std::uint32_t packets, std::size_t bytes) : packets_(packets), bytes_(bytes) {}
  bool next(packet::RawPacket& packet) override {
    if (given_ % 1000 == 500 && tell_) tell_("secret before " + std::to_string(given_));
    if (given_ == packets_) return false;
    packet.time_ns = given_;
    packet.bytes = frame_;
    packet.length = frame_bytes;
    ++given_;
    most_ahead = std::max(most_ahead, place() - let_go_);
    return true;
  }
  std::uint64_t place() const override { return given_ * bytes_; }
  void let_go(std::uint64_t place) override { let_go_ = place; }
  bool may_bring_secrets() const override { return true; }
  void tell_secrets(std::function<void(std::string_view)> listener) override { tell_ = std::move(listener); }
  std::optional<Damage> damage() const override { return Damage{place(), "at the end"}; }
  std::uint64_t most_ahead = 0;

 private:
  std::uint32_t packets_, given_ = 0;
  std::size_t bytes_;
  std::uint64_t let_go_ = 0;
  std::array<std::byte, frame_bytes> frame_{};
  std::function<void(std::string_view)> tell_;
};

TEST(ReadAhead, every_packet_comes_in_order_with_the_secrets_that_stood_before_it) {
  Made source(50'500, 1);
  ReadAhead ahead(source);
  std::int64_t come = 0;
  int secrets = 0;
  ahead.tell_secrets([&](std::string_view line) {
    EXPECT_EQ(line, "secret before " + std::to_string(come) + "\n");
    ++secrets;
  });
  while (const packet::Packet* packet = ahead.next()) ASSERT_EQ(packet->time_ns, come++);
  EXPECT_EQ(come, 50'500);
  EXPECT_EQ(secrets, 51);  // the last one behind all packets
  EXPECT_TRUE(ahead.ended());
  EXPECT_EQ(ahead.next(), nullptr);
  EXPECT_EQ(source.damage()->byte, 50'500u);
}

TEST(ReadAhead, what_is_ahead_is_bounded_in_bytes) {
  constexpr std::size_t each = 1 << 20;
  Made source(2000, each);
  {
    ReadAhead ahead(source, Keep::recent);
    while (ahead.next() != nullptr) continue;
  }
  EXPECT_LE(source.most_ahead, 12 * each);
}

TEST(ReadAhead, whoever_stops_early_need_not_wait_for_the_rest) {
  Made source(1'000'000'000, 1);
  ReadAhead ahead(source);
  for (int i = 0; i < 10; ++i) ASSERT_NE(ahead.next(), nullptr);
  EXPECT_FALSE(ahead.ended());
}

class FromPipe : public testing::Test {
 protected:
  void SetUp() override { ASSERT_EQ(pipe(ends_.data()), 0); }
  void TearDown() override { close(ends_[1]); }
  void put(std::string_view bytes) { ASSERT_EQ(write(ends_[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size())); }
  static std::string u32(std::uint32_t value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }
  static std::string head() { return u32(0xa1b2c3d4) + u32(0x00040002) + u32(0) + u32(0) + u32(65535) + u32(1); }
  static std::string packet() { return u32(1) + u32(0) + u32(20) + u32(20) + std::string(20, 'x'); }
  std::array<int, 2> ends_{};
};

TEST_F(FromPipe, a_packet_is_handed_out_before_the_next_one_comes) {
  put(head() + packet());
  const auto source = read_capture(arriving_bytes(ends_[0]));
  ReadAhead ahead(*source);
  EXPECT_NE(ahead.next(), nullptr);
  put(packet() + packet());
  EXPECT_NE(ahead.next(), nullptr);
  EXPECT_NE(ahead.next(), nullptr);
}

TEST_F(FromPipe, nobody_waits_for_a_pipe_that_nobody_reads_any_more) {
  put(head() + packet());
  const auto source = read_capture(arriving_bytes(ends_[0]));
  ReadAhead ahead(*source);
  EXPECT_NE(ahead.next(), nullptr);
  // The pipe stays open and empty; leaving here must not wait for it.
}

}  // namespace
}  // namespace cleartext::capture
