// The store grows without moving what is there, and a snapshot does not grow with it.
#include "engine/packet/packet_store.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cleartext::packet {
namespace {

std::vector<Packet> numbered(std::uint32_t first, std::uint32_t count) {
  std::vector<Packet> packets(count);
  for (std::uint32_t i = 0; i < count; ++i) packets[i].number = first + i;
  return packets;
}

TEST(PacketStore, packets_stay_in_order_and_in_place) {
  PacketStore store;
  store.append(numbered(1, 10));
  const Packet* third = &store[2];
  store.append(numbered(11, 50'000));
  EXPECT_EQ(&store[2], third);
  ASSERT_EQ(store.size(), 50'010u);
  std::uint32_t number = 0;
  for (const Packet& packet : store) EXPECT_EQ(packet.number, ++number);
  EXPECT_EQ(store.front().number, 1u);
  EXPECT_EQ(store.back().number, 50'010u);
  const auto found = std::lower_bound(store.begin(), store.end(), 40'000u,
                                      [](const Packet& packet, std::uint32_t wanted) { return packet.number < wanted; });
  EXPECT_EQ(found - store.begin(), 39'999);
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
