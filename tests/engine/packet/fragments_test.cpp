// A datagram that came in fragments is decoded when its last piece is here, in whatever order they came.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/packet/fragments.h"
#include "tests/support/packets.h"

namespace cleartext::packet {
namespace {

using tests::endpoint;
using tests::Frame;
using tests::Writer;

const std::string words = "MAIL FROM:<alice@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\n";

// What the IP header of a whole packet is followed by.
Frame segment_bytes() {
  Writer out;
  tests::write_tcp(out, {endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 25), 7, 9, ack, words});
  return out.frame;
}

Frame fragment_v4(std::size_t from, std::size_t to, unsigned identification = 1) {
  const Frame whole = segment_bytes();
  Writer out;
  out.zeros(12).u16(0x0800).u8(0x45).u8(0).u16(static_cast<unsigned>(20 + to - from)).u16(identification);
  out.u16(static_cast<unsigned>(from / 8) | (to < whole.size() ? 0x2000 : 0)).u8(64).u8(6).u16(0);
  out.u8(127).u8(0).u8(1).u8(10).u8(127).u8(0).u8(1).u8(25);
  out.frame.insert(out.frame.end(), whole.begin() + static_cast<std::ptrdiff_t>(from), whole.begin() + static_cast<std::ptrdiff_t>(to));
  return out.frame;
}

Frame fragment_v6(std::size_t from, std::size_t to) {
  const Frame whole = segment_bytes();
  Writer out;
  out.zeros(12).u16(0x86dd).u32(0x60000000).u16(static_cast<unsigned>(8 + to - from)).u8(44).u8(64);
  for (const unsigned last : {1u, 2u}) out.zeros(15).u8(last);
  out.u8(6).u8(0).u16(static_cast<unsigned>(from) | (to < whole.size() ? 1 : 0)).u32(0xabcd);
  out.frame.insert(out.frame.end(), whole.begin() + static_cast<std::ptrdiff_t>(from), whole.begin() + static_cast<std::ptrdiff_t>(to));
  return out.frame;
}

// The payload of the packet that completed the datagram, and which one that was.
std::pair<int, std::string> put_together(const std::vector<Frame>& frames) {
  Fragments fragments;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    Packet packet;
    const RawPacket raw = tests::raw_packet(frames[i], i);
    EXPECT_TRUE(decode(raw, packet));
    EXPECT_TRUE(packet.fragment);
    EXPECT_EQ(packet.payload_length, 0u);
    const auto kept = fragments.take(raw, packet);
    if (!kept) continue;
    EXPECT_EQ(packet.protocol, Protocol::tcp);
    EXPECT_FALSE(packet.fragment);
    EXPECT_EQ(packet.source.port, 40000);
    EXPECT_EQ(packet.bytes.data(), frames[i].data());
    const auto payload = packet.payload();
    return {static_cast<int>(i), {reinterpret_cast<const char*>(payload.data()), payload.size()}};
  }
  return {-1, ""};
}

TEST(Fragments, of_ipv4_are_put_together_in_any_order) {
  const std::size_t end = segment_bytes().size();
  std::vector<Frame> frames = {fragment_v4(0, 8), fragment_v4(8, 32), fragment_v4(32, 40), fragment_v4(40, end)};
  std::vector<std::size_t> order = {0, 1, 2, 3};
  do {
    std::vector<Frame> shuffled;
    for (const std::size_t i : order) shuffled.push_back(frames[i]);
    EXPECT_EQ(put_together(shuffled), (std::pair<int, std::string>{3, words}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Fragments, of_ipv6_are_put_together) {
  const std::size_t end = segment_bytes().size();
  EXPECT_EQ(put_together({fragment_v6(40, end), fragment_v6(0, 40)}), (std::pair<int, std::string>{1, words}));
}

TEST(Fragments, that_overlap_keep_what_came_first) {
  const std::size_t end = segment_bytes().size();
  Frame lie = fragment_v4(24, 48);
  for (std::size_t i = 14 + 20; i < lie.size(); ++i) lie[i] = std::byte{'x'};
  EXPECT_EQ(put_together({fragment_v4(0, 32), lie, fragment_v4(40, end)}).second,
            words.substr(0, 12) + std::string(16, 'x') + words.substr(28));
}

TEST(Fragments, a_missing_piece_leaves_nothing_and_a_second_copy_does_no_harm) {
  const std::size_t end = segment_bytes().size();
  EXPECT_EQ(put_together({fragment_v4(0, 8), fragment_v4(0, 8), fragment_v4(16, end)}).first, -1);
  EXPECT_EQ(put_together({fragment_v4(0, 8), fragment_v4(0, 8), fragment_v4(16, end), fragment_v4(8, 16)}).second, words);
}

TEST(Fragments, of_datagrams_that_never_complete_take_bounded_room) {
  Fragments fragments;
  for (unsigned i = 0; i < 100'000; ++i) {
    const Frame frame = fragment_v4(0, 8, i & 0xffff);
    Packet packet;
    packet.number = i + 1;
    const RawPacket raw = tests::raw_packet(frame, i);
    decode(raw, packet);
    fragments.take(raw, packet);
  }
  const std::size_t end = segment_bytes().size();
  const Frame last = fragment_v4(8, end, 99'999 & 0xffff), lost = fragment_v4(8, end, 50'000);
  Packet packet;
  const RawPacket old = tests::raw_packet(lost), recent = tests::raw_packet(last);
  decode(old, packet);
  EXPECT_EQ(fragments.take(old, packet), nullptr);
  decode(recent, packet);
  EXPECT_NE(fragments.take(recent, packet), nullptr);
}

TEST(Fragments, say_what_they_are) {
  Packet packet;
  const Frame frame = fragment_v4(8, 32);
  decode(tests::raw_packet(frame), packet);
  EXPECT_EQ(info(packet), "Fragment of datagram 0x0001, bytes 8 to 31");
}

TEST(Dns, is_shown_in_one_line) {
  Writer out;
  const std::string question("\4mail\6crepes\2fr\0\0\1\0\1", 20), answer("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\1\x19", 16);
  const auto packet_of = [&](unsigned flags, unsigned answers, const std::string& rest) {
    Writer frame;
    const auto length = static_cast<unsigned>(12 + rest.size());
    frame.zeros(12).u16(0x0800).u8(0x45).u8(0).u16(28 + length).u16(1).u16(0).u8(64).u8(17).u16(0);
    frame.u8(127).u8(0).u8(0).u8(1).u8(127).u8(0).u8(0).u8(53);
    frame.u16(40000).u16(53).u16(8 + length).u16(0);
    frame.u16(7).u16(flags).u16(1).u16(answers).u16(0).u16(0).text(rest);
    return frame.frame;
  };
  const auto line = [](const Frame& frame) {
    Packet packet;
    decode(tests::raw_packet(frame), packet);
    return info(packet);
  };
  EXPECT_EQ(line(packet_of(0x0100, 0, question)), "Query A mail.crepes.fr");
  EXPECT_EQ(line(packet_of(0x8180, 1, question + answer)), "Answer A mail.crepes.fr: 127.0.1.25");
  EXPECT_EQ(line(packet_of(0x8183, 0, question)), "Answer A mail.crepes.fr: no such name");
  const Frame whole = packet_of(0x8180, 1, question + answer);
  for (std::size_t size = 42; size < whole.size(); ++size) line({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
}

}  // namespace
}  // namespace cleartext::packet
