// The tree of the details view: every header with the place of each of its fields in the frame.
#include <fmt/format.h>

#include "engine/packet/field_rows.h"
#include "engine/packet/network_layer.h"

namespace cleartext::packet {

namespace {

std::string mac_text(const Bytes& frame, std::size_t at) {
  return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", frame.u8(at), frame.u8(at + 1), frame.u8(at + 2), frame.u8(at + 3),
                     frame.u8(at + 4), frame.u8(at + 5));
}

void add_link(FieldRows& tree, const Packet& packet, std::size_t length) {
  if (length == 0) return;
  if (packet.link != LinkType::ethernet) return tree.header("Link header", 0, length);
  tree.header("Ethernet", 0, length);
  tree.field("Destination: " + mac_text(tree.frame, 0), 0, 6);
  tree.field("Source: " + mac_text(tree.frame, 6), 6, 6);
  std::size_t at = 12;
  for (; at + 4 < length && tree.frame.u16(at) != ether_ipv4 && tree.frame.u16(at) != ether_ipv6; at += 4)
    if (const std::uint16_t type = tree.frame.u16(at); type == 0x8100 || type == 0x88a8 || type == 0x9100)
      tree.field(fmt::format("VLAN: {}", tree.frame.u16(at + 2) & 0xfff), at, 4);
  tree.field(fmt::format("Type: 0x{:04x}", tree.frame.u16(length - 2)), length - 2, 2);
}

void add_ipv4(FieldRows& tree, const Packet& packet) {
  const std::size_t at = packet.network_offset;
  const Bytes& frame = tree.frame;
  tree.header(fmt::format("IPv4, {} → {}", address_text(packet.source), address_text(packet.destination)), at, (frame.u8(at) & 15u) * 4u);
  tree.field(fmt::format("Version: {}", frame.u8(at) >> 4), at, 1);
  tree.field(fmt::format("Header length: {} bytes", (frame.u8(at) & 15) * 4), at, 1);
  tree.field(fmt::format("Total length: {}", frame.u16(at + 2)), at + 2, 2);
  tree.field(fmt::format("Identification: 0x{:04x}", frame.u16(at + 4)), at + 4, 2);
  const unsigned bits = frame.u16(at + 6);
  tree.field(fmt::format("Flags: {}", (bits & 0x4000) != 0   ? "don't fragment"
                                      : (bits & 0x2000) != 0 ? "more fragments follow"
                                                             : "none"),
             at + 6, 1);
  tree.field(fmt::format("Fragment offset: {}", (bits & 0x1fff) * 8), at + 6, 2);
  tree.field(fmt::format("Time to live: {}", frame.u8(at + 8)), at + 8, 1);
  tree.field(fmt::format("Protocol: {}", frame.u8(at + 9)), at + 9, 1);
  tree.field(fmt::format("Header checksum: 0x{:04x}", frame.u16(at + 10)), at + 10, 2);
  tree.field("Source address: " + address_text(packet.source), at + 12, 4);
  tree.field("Destination address: " + address_text(packet.destination), at + 16, 4);
}

void add_ipv6(FieldRows& tree, const Packet& packet) {
  const std::size_t at = packet.network_offset;
  const Bytes& frame = tree.frame;
  tree.header(fmt::format("IPv6, {} → {}", address_text(packet.source), address_text(packet.destination)), at,
              packet.transport_offset - at);
  tree.field(fmt::format("Flow label: 0x{:05x}", frame.u32(at) & 0xfffff), at, 4);
  tree.field(fmt::format("Payload length: {}", frame.u16(at + 4)), at + 4, 2);
  tree.field(fmt::format("Next header: {}", frame.u8(at + 6)), at + 6, 1);
  tree.field(fmt::format("Hop limit: {}", frame.u8(at + 7)), at + 7, 1);
  tree.field("Source address: " + address_text(packet.source), at + 8, 16);
  tree.field("Destination address: " + address_text(packet.destination), at + 24, 16);
}

void add_transport(FieldRows& tree, const Packet& packet) {
  const std::size_t at = packet.transport_offset;
  switch (packet.protocol) {
    case Protocol::unknown:
    case Protocol::arp: return;
    case Protocol::icmp: return tree.header("ICMP", at, tree.frame.size() - at);
    case Protocol::udp:
    case Protocol::dns:
      tree.header(fmt::format("UDP, {} → {}", packet.source.port, packet.destination.port), at, 8);
      tree.field(fmt::format("Source port: {}", packet.source.port), at, 2);
      tree.field(fmt::format("Destination port: {}", packet.destination.port), at + 2, 2);
      return tree.field(fmt::format("Length: {}", tree.frame.u16(at + 4)), at + 4, 2);
    case Protocol::tcp:
    case Protocol::smtp:
    case Protocol::pop3:
    case Protocol::imap:
    case Protocol::ftp:
    case Protocol::ftp_data:
    case Protocol::http:
    case Protocol::tls:
    case Protocol::ssh: return add_tcp(tree, packet);
  }
}

}  // namespace

std::vector<Field> fields(const Packet& packet) {
  FieldRows tree(packet);
  if (packet.transport_offset == 0) {
    add_link(tree, packet, packet.link == LinkType::ethernet ? std::min<std::size_t>(14, packet.bytes.size()) : 0);
    tree.header(std::string(name(packet.protocol)), tree.rows.empty() ? 0 : 14, packet.bytes.size());
    return std::move(tree.rows);
  }
  if (packet.datagram.empty())
    add_link(tree, packet, packet.network_offset);
  else
    tree.header("A datagram put together from fragments; this packet completed it", 0, packet.datagram.size());
  if (packet.source.is_v6)
    add_ipv6(tree, packet);
  else
    add_ipv4(tree, packet);
  add_transport(tree, packet);
  if (packet.payload_length > 0) add_payload(tree, packet);
  return std::move(tree.rows);
}

int innermost(std::span<const Field> fields, std::uint32_t offset, std::uint32_t length) {
  const Field* best = nullptr;
  for (const Field& one : fields) {
    if (one.offset > offset || one.offset + one.length < offset + length || one.length == 0) continue;
    const bool closer = best == nullptr || one.length < best->length || (one.length == best->length && one.depth == 1 && best->depth == 0);
    if (closer) best = &one;
  }
  return best == nullptr ? -1 : static_cast<int>(best - fields.data());
}

}  // namespace cleartext::packet
