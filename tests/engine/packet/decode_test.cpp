// Frames of every kind lead to the same segment, and no cut of one leads beyond its end.
#include <gtest/gtest.h>

#include "tests/support/packets.h"

namespace cleartext::packet {
namespace {

using tests::endpoint;
using tests::Frame;
using tests::TcpSegment;
using tests::Writer;

const TcpSegment hello{endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 25), 100, 200, psh | ack, "HELO x\r\n"};

Packet decoded(const Frame& frame, LinkType link = LinkType::ethernet) {
  Packet packet;
  decode({0, frame, static_cast<std::uint32_t>(frame.size()), link}, packet);
  return packet;
}

void expect_hello(const Packet& packet) {
  EXPECT_EQ(packet.protocol, Protocol::tcp);
  EXPECT_EQ(text(packet.source), "127.0.1.10:40000");
  EXPECT_EQ(text(packet.destination), "127.0.1.25:25");
  EXPECT_EQ(packet.sequence, 100u);
  EXPECT_EQ(packet.acknowledgment, 200u);
  EXPECT_EQ(packet.flags, psh | ack);
  ASSERT_EQ(packet.payload_length, 8u);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(packet.payload().data()), 8), "HELO x\r\n");
}

Frame behind(Writer link) {
  tests::write_ipv4(link, hello);
  return link.frame;
}

TEST(Decode, ethernet_is_read) { expect_hello(decoded(tests::ethernet(hello))); }
TEST(Decode, a_vlan_tag_is_stepped_over) { expect_hello(decoded(behind(Writer().zeros(12).u16(0x8100).u16(7).u16(0x0800)))); }
TEST(Decode, two_vlan_tags_are_stepped_over) {
  expect_hello(decoded(behind(Writer().zeros(12).u16(0x88a8).u16(7).u16(0x8100).u16(8).u16(0x0800))));
}
TEST(Decode, pppoe_is_stepped_over) { expect_hello(decoded(behind(Writer().zeros(12).u16(0x8864).zeros(6).u16(0x0021)))); }
TEST(Decode, linux_cooked_capture_is_read) { expect_hello(decoded(behind(Writer().zeros(14).u16(0x0800)), LinkType::linux_sll)); }
TEST(Decode, linux_cooked_capture_2_is_read) { expect_hello(decoded(behind(Writer().u16(0x0800).zeros(18)), LinkType::linux_sll2)); }
TEST(Decode, bsd_loopback_is_read_in_both_byte_orders) {
  expect_hello(decoded(behind(Writer().u32(2)), LinkType::null));
  expect_hello(decoded(behind(Writer().u8(2).zeros(3)), LinkType::null));
  expect_hello(decoded(behind(Writer().u32(2)), LinkType::loop));
}
TEST(Decode, raw_ip_is_read) { expect_hello(decoded(behind(Writer()), LinkType::raw)); }
TEST(Decode, ppp_is_read) { expect_hello(decoded(behind(Writer().u16(0xff03).u16(0x0021)), LinkType::ppp)); }

TEST(Decode, ppp_is_read_behind_its_other_headers) {
  expect_hello(decoded(behind(Writer().u8(1).u16(0xff03).u16(0x0021)), LinkType::ppp_with_direction));
  expect_hello(decoded(behind(Writer().u16(0x1100).u16(1).u16(50).u16(0x0021)), LinkType::pppoe));
  expect_hello(decoded(behind(Writer().u16(0x0f00).u16(0x0800)), LinkType::cisco_hdlc));
}

TEST(Decode, a_log_of_linux_s_firewall_is_read) {
  expect_hello(decoded(behind(Writer().u8(2).zeros(3).u8(5).zeros(1).u8(10).zeros(1).u8(0).zeros(3).u8(52).zeros(1).u8(9).zeros(1)),
                       LinkType::nflog));
  expect_hello(decoded(behind(Writer().u8(2).zeros(3).u16(6).u16(10).zeros(4).u16(52).u16(9)), LinkType::nflog));
}

TEST(Decode, so_much_of_a_tcp_header_makes_a_stream_as_in_wireshark) {
  const Frame frame = tests::ethernet(hello);
  for (std::size_t size = 34; size <= frame.size(); ++size) {
    Packet packet;
    decode({0, std::span(frame).first(size), static_cast<std::uint32_t>(frame.size()), LinkType::ethernet}, packet);
    EXPECT_EQ(packet.has_tcp, size >= 34 + 16) << size;
  }
  Frame padded = frame;
  padded[17] = std::byte{20 + 15};  // IP's own length counts, not what fills the frame
  EXPECT_FALSE(decoded(padded).has_tcp);
  padded[17] = std::byte{20 + 16};
  EXPECT_TRUE(decoded(padded).has_tcp);
}

TEST(Decode, ethernet_padding_is_no_payload) {
  Frame frame = tests::ethernet(hello);
  frame.resize(frame.size() + 6);
  expect_hello(decoded(frame));
}

TEST(Decode, a_segment_left_to_the_network_card_has_the_rest_of_the_frame) {
  Frame frame = tests::ethernet(hello);
  frame[16] = frame[17] = std::byte{0};  // IP's total length
  expect_hello(decoded(frame));
}

TEST(Decode, ipv6_extension_headers_are_stepped_over) {
  Writer out;
  out.zeros(12).u16(0x86dd).u32(0x60000000).u16(36).u8(0).u8(64).zeros(15).u8(1).zeros(15).u8(2);
  out.u8(6).u8(0).zeros(6);  // hop-by-hop, then TCP
  tests::write_tcp(out, hello);
  const Packet packet = decoded(out.frame);
  EXPECT_EQ(packet.protocol, Protocol::tcp);
  EXPECT_EQ(text(packet.source), "[::1]:40000");
  EXPECT_EQ(packet.payload_length, 8u);
}

TEST(Decode, a_later_fragment_is_not_tcp) {
  Writer out;
  out.zeros(12).u16(0x0800);
  tests::write_ipv4(out, hello, 5);
  EXPECT_NE(decoded(out.frame).protocol, Protocol::tcp);
}

TEST(Decode, a_packet_cut_by_the_capture_keeps_its_length_on_the_wire) {
  Frame frame = tests::ethernet(hello);
  frame.resize(frame.size() - 3);
  const Packet packet = decoded(frame);
  EXPECT_EQ(packet.payload_length, 5u);
  EXPECT_EQ(packet.segment_length, 8u);
}

TEST(Decode, arp_and_dns_are_called_by_name) {
  EXPECT_EQ(decoded(Writer().zeros(12).u16(0x0806).zeros(28).frame).protocol, Protocol::arp);
  Frame frame = tests::ethernet({endpoint(10, 0, 0, 1, 5000), endpoint(10, 0, 0, 2, 53), 0, 0, 0, "12345678"});
  frame[23] = std::byte{17};
  EXPECT_EQ(decoded(frame).protocol, Protocol::dns);
}

TEST(Decode, every_cut_and_every_changed_byte_stays_inside_the_frame) {
  const Frame whole = tests::ethernet(hello);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const Packet packet = decoded(Frame(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)));
    EXPECT_LE(packet.payload_offset + packet.payload_length, size);
  }
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (int value = 0; value < 256; ++value) {
      Frame frame = whole;
      frame[at] = static_cast<std::byte>(value);
      const Packet packet = decoded(frame);
      EXPECT_LE(packet.payload_offset + packet.payload_length, frame.size());
      info(packet);
      for (const Field& field : fields(packet)) EXPECT_LE(field.offset + field.length, frame.size());
    }
}

TEST(Info, a_first_segment_reads_as_in_wireshark) {
  const Frame frame = tests::ethernet({hello.from, hello.to, 77, 0, syn, ""});  // a packet points into it
  Packet packet = decoded(frame);
  packet.stream = 0;
  EXPECT_EQ(info(packet), "40000 → 25 [SYN] Seq=0 Win=64240 Len=0");
}

TEST(Info, a_line_of_mail_reads_as_what_was_said) {
  const Frame frame = tests::ethernet(hello);
  Packet packet = decoded(frame);
  packet.protocol = Protocol::smtp;
  packet.from_client = true;
  EXPECT_EQ(info(packet), "C: HELO x");
}

TEST(Fields, the_source_port_stands_where_it_stands) {
  const Frame frame = tests::ethernet(hello);
  const std::vector<Field> rows = fields(decoded(frame));
  const auto port = std::find_if(rows.begin(), rows.end(), [](const Field& field) { return field.label == "Source port: 40000"; });
  ASSERT_NE(port, rows.end());
  EXPECT_EQ(port->offset, 34u);
  EXPECT_EQ(port->length, 2u);
  EXPECT_EQ(port->depth, 1);
}

const Field* field_named(const std::vector<Field>& rows, std::string_view label) {
  const auto row = std::find_if(rows.begin(), rows.end(), [label](const Field& field) { return field.label == label; });
  return row == rows.end() ? nullptr : &*row;
}

TEST(Fields, a_line_of_mail_is_taken_apart_to_its_words) {
  const Frame frame = tests::ethernet(hello);
  Packet packet = decoded(frame);
  packet.protocol = Protocol::smtp;
  packet.from_client = true;
  const std::vector<Field> rows = fields(packet);
  const Field* argument = field_named(rows, "Argument: x");
  ASSERT_NE(argument, nullptr);
  EXPECT_EQ(argument->offset, packet.payload_offset + 5u);
  EXPECT_EQ(argument->length, 1u);
  EXPECT_NE(field_named(rows, "Command: HELO"), nullptr);
  EXPECT_NE(field_named(rows, "Line end: CR LF"), nullptr);
  const int line = innermost(rows, packet.payload_offset, packet.payload_length);
  ASSERT_GE(line, 0);
  EXPECT_EQ(rows[static_cast<std::size_t>(line)].label, "HELO x");
}

TEST(Fields, a_byte_of_flags_is_the_flags_and_each_bit_is_told) {
  const Frame frame = tests::ethernet(hello);
  const std::vector<Field> rows = fields(decoded(frame));
  const int flags = innermost(rows, 47, 1);
  ASSERT_GE(flags, 0);
  EXPECT_EQ(rows[static_cast<std::size_t>(flags)].label, "Flags: ACK, PSH");
  EXPECT_NE(field_named(rows, "SYN: 0, begin"), nullptr);
}

TEST(Fields, records_of_tls_are_told_where_they_begin) {
  tests::TcpSegment segment = hello;
  segment.payload = std::string("\x16\x03\x01\x00\x02hi\x17\x03\x03\x00\x09more", 16);
  const Frame frame = tests::ethernet(segment);
  Packet packet = decoded(frame);
  packet.protocol = Protocol::tls;
  const std::vector<Field> rows = fields(packet);
  EXPECT_NE(field_named(rows, "TLS record: handshake, 2 bytes"), nullptr);
  EXPECT_NE(field_named(rows, "TLS record: application data, 9 bytes"), nullptr);
}

}  // namespace
}  // namespace cleartext::packet
