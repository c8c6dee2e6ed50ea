// The store gives back what it was given, and a snapshot does not grow with it.
#include "engine/packet/packet_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "tests/support/packets.h"

namespace cleartext::packet {
namespace {

std::vector<Packet> numbered(std::uint32_t first, std::uint32_t count) {
  std::vector<Packet> packets(count);
  for (std::uint32_t i = 0; i < count; ++i) packets[i].number = first + i;
  return packets;
}

TEST(PacketStore, packets_stay_in_order) {
  PacketStore store;
  store.append(numbered(1, 10));
  store.append(numbered(11, 50'000));
  ASSERT_EQ(store.size(), 50'010u);
  std::uint32_t number = 0;
  for (const Packet& packet : store) EXPECT_EQ(packet.number, ++number);
  EXPECT_EQ(store.front().number, 1u);
  EXPECT_EQ(store.back().number, 50'010u);
  const auto found = std::lower_bound(store.begin(), store.end(), 40'000u,
                                      [](const Packet& packet, std::uint32_t wanted) { return packet.number < wanted; });
  EXPECT_EQ(found - store.begin(), 39'999);
}

auto all_of(const Packet& of) {
  return std::tuple(of.number, of.time_ns, of.bytes.data(), of.bytes.size(), of.length, of.link, of.protocol, of.source, of.destination,
                    of.stream, of.from_client, of.network_offset, of.transport_offset, of.payload_offset, of.payload_length, of.sequence,
                    of.acknowledgment, of.window, of.flags, of.retransmission, of.position, of.segment_length, of.acknowledged, of.fragment,
                    of.has_tcp, of.datagram.data());
}

// What the analyzer adds to a decoded packet, and what only it can know.
TEST(PacketStore, a_packet_comes_out_as_it_went_in) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.client("EHLO me\r\n");
  talk.close();
  std::vector<Packet> packets;
  for (const tests::Frame& frame : talk.frames) {
    Packet& packet = packets.emplace_back();
    decode(tests::raw_packet(frame, packets.size()), packet);
    packet.number = static_cast<std::uint32_t>(packets.size());
    packet.stream = 7;
    packet.position = 5'000'000'000;
    packet.acknowledged = 6'000'000'000;
    packet.from_client = packets.size() % 2 == 0;
    packet.retransmission = packets.size() % 3 == 0;
    packet.protocol = Protocol::smtp;
  }
  packets[3].datagram = packets[2].bytes;  // put together from what came before
  packets[3].payload_offset = 1;
  packets[4].number = 1'000;
  PacketStore store;
  store.append(packets);
  ASSERT_EQ(store.size(), packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(all_of(store[i]), all_of(packets[i])) << i;
    EXPECT_EQ(store.glance(i).payload_length, packets[i].payload_length);
    EXPECT_EQ(store.glance(i).from_client, packets[i].from_client);
  }
  EXPECT_EQ(all_of(store.snapshot()->back()), all_of(packets.back()));
}

TEST(PacketStore, a_snapshot_stays_as_it_was) {
  PacketStore store;
  store.append(numbered(1, 3));
  const auto snapshot = store.snapshot();
  store.append(numbered(4, 3));
  EXPECT_EQ(snapshot->size(), 3u);
  store.clear();
  EXPECT_TRUE(store.empty());
  store.append(numbered(100, 1));
  EXPECT_EQ(snapshot->back().number, 3u);
  EXPECT_EQ(store.front().number, 100u);
}

}  // namespace
}  // namespace cleartext::packet
