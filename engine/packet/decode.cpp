// From a frame to a TCP segment (RFC 9293, 3.1). Every read is checked against the captured length; nothing
// is copied, nothing is allocated.
#include <algorithm>
#include <limits>

#include "engine/packet/network_layer.h"

namespace cleartext::packet {

namespace {

constexpr std::uint8_t icmp = 1, tcp = 6, udp = 17, icmp_v6 = 58;
constexpr std::size_t up_to_window = 16;  // what tshark wants of a TCP header before it counts a stream

void read_ports(const Bytes& frame, std::size_t at, Packet& packet) {
  packet.source.port = frame.u16(at);
  packet.destination.port = frame.u16(at + 2);
}

void read_tcp(const Bytes& frame, const NetworkHeader& ip, Packet& packet) {
  packet.protocol = Protocol::tcp;
  const std::size_t at = ip.transport;
  if (!frame.has(at, 4)) return;
  read_ports(frame, at, packet);
  if (ip.end < at || ip.end - at < up_to_window) return;
  packet.has_tcp = true;
  const auto fields = frame.header<up_to_window>(at);
  packet.sequence = fields.u32<4>();
  packet.acknowledgment = fields.u32<8>();
  packet.flags = fields.u8<13>() & 0x3f;
  packet.window = fields.u16<14>();
  const std::size_t header = (fields.u8<12>() >> 4) * 4u, payload = at + header;
  if (header < 20 || payload > ip.wire_end || payload > std::numeric_limits<std::uint16_t>::max())
    return;  // payload_offset stays 0: broken
  packet.payload_offset = static_cast<std::uint16_t>(std::min(payload, ip.end));
  packet.payload_length = static_cast<std::uint32_t>(ip.end - packet.payload_offset);
  packet.segment_length = static_cast<std::uint32_t>(ip.wire_end - payload);
}

void read_udp(const Bytes& frame, const NetworkHeader& ip, Packet& packet) {
  packet.protocol = Protocol::udp;
  if (!frame.has(ip.transport, 8)) return;
  read_ports(frame, ip.transport, packet);
  if (ip.transport + 8 > ip.end) return;
  packet.payload_offset = static_cast<std::uint16_t>(ip.transport + 8);
  packet.payload_length = static_cast<std::uint32_t>(ip.end - ip.transport - 8);
  packet.segment_length = static_cast<std::uint32_t>(ip.wire_end - ip.transport - 8);
  const auto dns = [](std::uint16_t port) { return port == 53 || port == 5353; };
  if (dns(packet.source.port) || dns(packet.destination.port)) packet.protocol = Protocol::dns;
}

}  // namespace

bool decode(const RawPacket& raw, Packet& packet) {
  const std::uint32_t number = packet.number;
  packet = Packet{};
  packet.number = number;
  packet.time_ns = raw.time_ns;
  packet.bytes = raw.bytes;
  packet.length = std::max(raw.length, static_cast<std::uint32_t>(raw.bytes.size()));
  packet.link = raw.link;

  const Bytes frame(raw.bytes);
  const std::optional<NetworkPlace> place = network_place(frame, raw.link);
  if (!place) return false;
  if (place->type == ether_arp) packet.protocol = Protocol::arp;
  const std::optional<NetworkHeader> ip = network_header(frame, *place, packet.length);
  if (!ip || ip->transport > std::numeric_limits<std::uint16_t>::max()) return false;
  packet.network_offset = static_cast<std::uint16_t>(ip->offset);
  packet.transport_offset = static_cast<std::uint16_t>(ip->transport);
  packet.source = source_of(frame, *ip);
  packet.destination = destination_of(frame, *ip);
  packet.fragment = ip->fragment();
  if (packet.fragment) return true;
  if (ip->protocol == tcp) read_tcp(frame, *ip, packet);
  if (ip->protocol == udp) read_udp(frame, *ip, packet);
  if (ip->protocol == icmp || ip->protocol == icmp_v6) packet.protocol = Protocol::icmp;
  return true;
}

}  // namespace cleartext::packet
