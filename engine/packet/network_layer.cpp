// IPv4 (RFC 791, 3.1), IPv6 with its extension headers (RFC 8200, 4), and IP inside IP or GRE (RFC 2784).
#include "engine/packet/network_layer.h"

#include <algorithm>

namespace cleartext::packet {

namespace {

constexpr std::uint8_t authentication = 51;  // a header that seals, and hides nothing (RFC 4302)

std::optional<NetworkHeader> ipv4_header(const Bytes& frame, std::size_t at, std::size_t wire_length) {
  if (!frame.has(at, 20)) return {};
  const auto fields = frame.header<20>(at);
  const std::size_t header = (fields.u8<0>() & 15u) * 4u;
  if (fields.u8<0>() >> 4 != 4 || header < 20) return {};
  // A sending network card was to fill the length in (segmentation offload): then it is 0 and the frame
  // tells.
  const std::size_t total = fields.u16<2>() == 0 ? std::max(wire_length, at) - at : fields.u16<2>();
  if (total < header) return {};
  NetworkHeader ip;
  ip.offset = at;
  ip.transport = at + header;
  ip.wire_end = at + total;
  ip.end = std::min(frame.size(), ip.wire_end);
  ip.protocol = fields.u8<9>();
  ip.fragment_offset = (fields.u16<6>() & 0x1fffu) * 8u;
  ip.later_fragment = ip.fragment_offset != 0;
  ip.more_fragments = (fields.u16<6>() & 0x2000) != 0;
  ip.identification = fields.u16<4>();
  if (ip.protocol == authentication && !ip.fragment() && frame.has(ip.transport, 2)) {
    ip.protocol = frame.u8(ip.transport);
    ip.transport += (frame.u8(ip.transport + 1) + 2u) * 4u;
  }
  return ip;
}

// RFC 2675, 2: packets beyond 65,535 bytes carry their length in a hop-by-hop option; 0: no such option.
std::size_t jumbo_length(const Bytes& frame, std::size_t at) {
  if (frame.u8(at + 6) != 0) return 0;
  const std::size_t end = at + 40 + (frame.u8(at + 41) + 1u) * 8u;
  for (std::size_t option = at + 42; option < end && frame.has(option, 2);) {
    if (frame.u8(option) == 0xc2) return frame.u32(option + 2);
    option += frame.u8(option) == 0 ? 1u : 2u + frame.u8(option + 1);
  }
  return 0;
}

void skip_extensions(const Bytes& frame, NetworkHeader& ip) {
  for (int headers = 0; headers < 16 && frame.has(ip.transport, 8); ++headers) {
    const std::size_t length = frame.u8(ip.transport + 1);
    switch (ip.protocol) {
      case 0:
      case 43:
      case 60:
      case 135:
      case 139:
      case 140: break;
      case 44:
        ip.fragment_offset = frame.u16(ip.transport + 2) & 0xfff8u;
        ip.later_fragment = ip.fragment_offset != 0;
        ip.more_fragments = (frame.u8(ip.transport + 3) & 1) != 0;
        ip.identification = frame.u32(ip.transport + 4);
        break;
      case authentication: break;
      default: return;
    }
    const std::uint8_t kind = ip.protocol;
    ip.protocol = frame.u8(ip.transport);
    ip.transport += kind == 44 ? 8 : kind == authentication ? (length + 2) * 4 : (length + 1) * 8;
    if (ip.fragment()) return;
  }
}

std::optional<NetworkHeader> ipv6_header(const Bytes& frame, std::size_t at, std::size_t wire_length) {
  if (!frame.has(at, 40) || frame.u8(at) >> 4 != 6) return {};
  std::size_t length = frame.u16(at + 4);
  if (length == 0) length = jumbo_length(frame, at);
  NetworkHeader ip;
  ip.is_v6 = true;
  ip.offset = at;
  ip.transport = at + 40;
  ip.wire_end = length == 0 ? std::max(wire_length, at + 40) : at + 40 + length;
  ip.end = std::min(frame.size(), ip.wire_end);
  ip.protocol = frame.u8(at + 6);
  skip_extensions(frame, ip);
  return ip;
}

std::optional<NetworkPlace> gre_place(const Bytes& frame, std::size_t at) {
  const std::uint16_t flags = frame.u16(at);
  if ((flags & 7) != 0) return {};  // version 0 only
  const std::size_t inner =
      at + 4u + ((flags & 0x8000) != 0 ? 4u : 0u) + ((flags & 0x2000) != 0 ? 4u : 0u) + ((flags & 0x1000) != 0 ? 4u : 0u);
  if (frame.u16(at + 2) == 0x6558) return ethernet_place(frame, inner);
  return through_tags(frame, {frame.u16(at + 2), inner});
}

std::optional<NetworkPlace> tunnelled(const Bytes& frame, const NetworkHeader& ip) {
  if (ip.fragment()) return {};
  if (ip.protocol == 4) return NetworkPlace{ether_ipv4, ip.transport};
  if (ip.protocol == 41) return NetworkPlace{ether_ipv6, ip.transport};
  if (ip.protocol == 47) return gre_place(frame, ip.transport);
  return {};
}

Endpoint address_at(const Bytes& frame, std::size_t offset, bool is_v6) {
  Endpoint endpoint;
  endpoint.is_v6 = is_v6;
  if (is_v6)
    frame.copy(offset, std::span(endpoint.address));
  else
    frame.copy(offset, std::span(endpoint.address).first<4>());
  return endpoint;
}

}  // namespace

std::optional<NetworkHeader> network_header(const Bytes& frame, NetworkPlace place, std::size_t wire_length) {
  const auto header_at = [&](NetworkPlace at) -> std::optional<NetworkHeader> {
    if (at.type == ether_ipv4) return ipv4_header(frame, at.offset, wire_length);
    if (at.type == ether_ipv6) return ipv6_header(frame, at.offset, wire_length);
    return {};
  };
  std::optional<NetworkHeader> outer = header_at(place);
  for (int depth = 1; depth < 8 && outer; ++depth) {
    const std::optional<NetworkPlace> inside = tunnelled(frame, *outer);
    if (!inside) break;
    const std::optional<NetworkHeader> inner = header_at(*inside);
    if (!inner) break;
    outer = inner;
  }
  return outer;
}

Endpoint source_of(const Bytes& frame, const NetworkHeader& header) {
  return address_at(frame, header.offset + (header.is_v6 ? 8 : 12), header.is_v6);
}

Endpoint destination_of(const Bytes& frame, const NetworkHeader& header) {
  return address_at(frame, header.offset + (header.is_v6 ? 24 : 16), header.is_v6);
}

}  // namespace cleartext::packet
