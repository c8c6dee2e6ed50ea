// Honest captures, however odd, are not accused; each way to tamper is found, and named by its kind.
#include "engine/grading/contradiction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/engine/grading/lab_wire.h"

namespace cleartext::grading {
namespace {

using testing::Contains;
using testing::IsEmpty;

std::vector<WirePacket> two_talks() {
  LabWire wire;
  wire.talk(25);
  wire.wait(100);
  wire.talk(110);
  return wire.packets;
}

void expect_honest(const std::vector<WirePacket>& packets) {
  const auto found = look_at(packets);
  EXPECT_THAT(kinds(found), IsEmpty()) << (found.empty() ? std::string() : found.front().sentence);
}

void expect_found(const std::vector<WirePacket>& packets, const std::string& kind) {
  const auto found = look_at(packets);
  EXPECT_THAT(kinds(found), Contains(kind)) << summary(found);
  for (const auto& each : found) EXPECT_TRUE(each.sentence.ends_with(".") || each.sentence.ends_with(")")) << each.sentence;
}

// The first packet of the second half that carries bytes.
std::size_t somewhere(const std::vector<WirePacket>& packets) {
  auto at = packets.size() / 2;
  while (packets[at].segment.payload.empty()) ++at;
  return at;
}

TEST(Honest, a_plain_capture) { expect_honest(two_talks()); }

TEST(Honest, an_empty_capture) { expect_honest({}); }

TEST(Honest, segments_that_were_sent_again) {
  LabWire wire;
  const auto talk = wire.connect(25);
  wire.say(talk, wire::Side::server, "220 ready\r\n");
  const auto number = wire.packets.size();
  wire.say(talk, wire::Side::client, "HELO me\r\n");
  wire.wait(200);
  wire.send_again(number);
  wire.wait(400);
  wire.send_again(number);
  wire.say(talk, wire::Side::server, "250 ok\r\n");
  expect_honest(wire.packets);
}

TEST(Honest, packets_a_little_out_of_order) {
  auto packets = two_talks();
  for (std::size_t i = 4; i + 1 < packets.size(); i += 5) std::swap(packets[i], packets[i + 1]);
  expect_honest(packets);
}

TEST(Honest, acknowledgments_that_stand_before_what_they_answer) {
  auto packets = two_talks();
  for (std::size_t i = 4; i + 1 < packets.size(); i += 6) {
    std::swap(packets[i], packets[i + 1]);
    std::swap(packets[i].time_ms, packets[i + 1].time_ms);
  }
  expect_honest(packets);
}

TEST(Honest, a_long_pause) {
  LabWire wire;
  const auto talk = wire.connect(25);
  wire.say(talk, wire::Side::server, "220 ready\r\n");
  wire.wait(3'600'000);
  wire.say(talk, wire::Side::client, "HELO me\r\n");
  expect_honest(wire.packets);
}

TEST(Honest, a_laptop_that_slept) {
  LabWire wire;
  const auto talk = wire.connect(25);
  wire.say(talk, wire::Side::server, "220 ready\r\n");
  wire.sleep(7'200'000);
  wire.say(talk, wire::Side::client, "HELO me\r\n");
  wire.talk(25);
  wire.talk(25);
  expect_honest(wire.packets);
}

TEST(Honest, a_kernel_without_time_stamps) {
  auto packets = two_talks();
  for (auto& packet : packets) packet.stamp = packet.echo = 0;
  expect_honest(packets);
}

TEST(Honest, a_kernel_that_starts_the_clock_anew_for_each_connection) {
  constexpr std::uint32_t hours = 3'600'000, far = 1'500'000'000;
  const std::vector<std::vector<std::uint32_t>> starts = {
      {1000, 612'346'678, 1'224'692'356, 1'837'038'034, 2'449'383'712, 3'061'729'390},
      {1000 + 5 * hours, 1000, far + 9 * hours, far}};  // some are near each other by chance
  for (const auto& chosen : starts) {
    std::vector<WirePacket> all;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      LabWire wire(chosen[i]);
      for (std::size_t j = 0; j < i; ++j) wire.connect(25);
      const auto from = wire.packets.size();
      wire.talk(25);
      all.insert(all.end(), wire.packets.begin() + static_cast<std::ptrdiff_t>(from), wire.packets.end());
    }
    std::ranges::stable_sort(all, {}, &WirePacket::time_ms);
    EXPECT_THAT(kinds(look_at(all)), testing::Not(Contains("tcp-clock")));
  }
}

TEST(Honest, the_last_words_of_a_connection_of_before) {
  auto packets = two_talks();
  LabWire before;
  before.talk(25);
  auto last = before.packets.back();
  last.time_ms = packets.front().time_ms;
  last.segment.from.port = 39999;
  packets.insert(packets.begin(), last);
  expect_honest(packets);
}

TEST(Tampered, a_packet_set_back_in_time) {
  auto packets = two_talks();
  packets[somewhere(packets)].time_ms -= 5000;
  expect_found(packets, "time");
}

TEST(Tampered, the_end_of_a_connection_moved_to_later) {
  LabWire wire;
  wire.talk(25);
  auto& packets = wire.packets;
  LabWire other;
  for (auto i = packets.size() - 6; i < packets.size(); ++i) packets[i].time_ms += 100'000;
  for (std::size_t i = 0; i < 400; ++i) {  // meanwhile the machine was awake
    auto beat = packets[0];
    beat.time_ms = packets[packets.size() - 7].time_ms + static_cast<std::int64_t>(i) * 250;
    beat.segment.from.port = static_cast<std::uint16_t>(50'000 + i);
    beat.stamp += static_cast<std::uint32_t>(beat.time_ms - packets[0].time_ms);
    packets.push_back(beat);
  }
  std::ranges::stable_sort(packets, {}, &WirePacket::time_ms);
  expect_found(packets, "tcp-clock");
}

TEST(Tampered, a_sequence_number_changed) {
  auto packets = two_talks();
  packets[somewhere(packets)].segment.sequence += 3;
  const auto found = kinds(look_at(packets));
  EXPECT_THAT(found, testing::AnyOf(Contains("missing"), Contains("bytes"), Contains("acknowledgment")));
}

TEST(Tampered, an_acknowledgment_of_what_was_never_sent) {
  auto packets = two_talks();
  packets[somewhere(packets)].segment.acknowledgment += 40;
  expect_found(packets, "acknowledgment");
}

TEST(Tampered, a_packet_taken_out) {
  auto packets = two_talks();
  packets.erase(packets.begin() + static_cast<std::ptrdiff_t>(somewhere(packets)));
  const auto found = kinds(look_at(packets));
  EXPECT_THAT(found, testing::AnyOf(Contains("missing"), Contains("acknowledgment")));
}

TEST(Tampered, a_word_that_was_made_longer) {
  auto packets = two_talks();
  packets[somewhere(packets)].segment.payload.insert(0, "xyz");
  const auto found = kinds(look_at(packets));
  EXPECT_THAT(found, testing::AnyOf(Contains("bytes"), Contains("missing"), Contains("acknowledgment")));
}

TEST(Tampered, a_packet_put_in_twice) {
  auto packets = two_talks();
  const auto at = somewhere(packets);
  packets.insert(packets.begin() + static_cast<std::ptrdiff_t>(at), packets[at]);
  expect_found(packets, "identification");
}

TEST(Tampered, bytes_sent_again_that_are_others) {
  LabWire wire;
  const auto talk = wire.connect(25);
  const auto number = wire.packets.size();
  wire.say(talk, wire::Side::client, "HELO me\r\n");
  wire.send_again(number);
  wire.packets.back().segment.payload = "HELO xx\r\n";
  expect_found(wire.packets, "bytes");
}

TEST(Tampered, an_address_from_outside) {
  auto packets = two_talks();
  for (auto& packet : packets) {
    for (auto* end : {&packet.segment.from, &packet.segment.to}) {
      if (end->port == 25) end->address = {10, 0, 0, 7};
    }
  }
  expect_found(packets, "address");
}

TEST(Tampered, a_time_to_live_of_another_network) {
  auto packets = two_talks();
  packets[somewhere(packets)].ttl = 57;
  expect_found(packets, "ttl");
}

TEST(Tampered, hardware_addresses) {
  auto packets = two_talks();
  packets[somewhere(packets)].hardware = 9;
  expect_found(packets, "link");
}

TEST(Tampered, tcps_clock_set_back) {
  auto packets = two_talks();
  packets[somewhere(packets)].stamp -= 60'000;
  expect_found(packets, "tcp-clock");
}

TEST(Tampered, a_time_stamp_that_nobody_sent_is_given_back) {
  auto packets = two_talks();
  packets[somewhere(packets)].echo += 12'345;
  expect_found(packets, "echo");
}

TEST(Tampered, two_captures_spliced) {
  auto packets = two_talks();
  LabWire other(1'500'000'000);
  for (int i = 0; i < 4; ++i) other.talk(25);
  const auto shift = packets.back().time_ms + 1000 - other.packets.front().time_ms;
  LabWire mine;
  mine.talk(25);
  mine.talk(25);
  auto all = mine.packets;
  for (auto packet : other.packets) {
    packet.time_ms += shift;
    packet.segment.from.port =
        static_cast<std::uint16_t>(packet.segment.from.port >= 40000 ? packet.segment.from.port + 100 : packet.segment.from.port);
    packet.segment.to.port =
        static_cast<std::uint16_t>(packet.segment.to.port >= 40000 ? packet.segment.to.port + 100 : packet.segment.to.port);
    all.push_back(packet);
  }
  expect_found(all, "tcp-clock");
}

TEST(Tampered, a_connection_without_its_beginning) {
  auto packets = two_talks();
  packets.erase(packets.begin(), packets.begin() + 3);
  expect_found(packets, "sequence");
}

TEST(Tampered, only_a_few_sentences_are_said_of_many) {
  auto packets = two_talks();
  for (auto& packet : packets) packet.hardware = 1;
  const auto found = look_at(packets);
  EXPECT_EQ(found.size(), packets.size());
  EXPECT_LT(summary(found).size(), 200U) << summary(found);
}

}  // namespace
}  // namespace cleartext::grading
