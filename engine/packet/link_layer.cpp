// Link headers, one small function each, told apart by the capture's link type (tcpdump.org/linktypes.html).
#include "engine/packet/link_layer.h"

namespace cleartext::packet {

namespace {

std::optional<NetworkPlace> by_version(const Bytes& frame, std::size_t offset) {
  const int version = frame.u8(offset) >> 4;
  if (version == 4) return NetworkPlace{ether_ipv4, offset};
  if (version == 6) return NetworkPlace{ether_ipv6, offset};
  return {};
}

// RFC 1661, 2 and RFC 1662: address and control may be left out, and a protocol number may be one byte.
std::optional<NetworkPlace> ppp_place(const Bytes& frame, std::size_t offset) {
  if (frame.u16(offset) == 0xff03) offset += 2;
  const bool one_byte = (frame.u8(offset) & 1) != 0;
  const std::uint16_t protocol = one_byte ? frame.u8(offset) : frame.u16(offset);
  offset += one_byte ? 1 : 2;
  if (protocol == 0x0021) return NetworkPlace{ether_ipv4, offset};
  if (protocol == 0x0057) return NetworkPlace{ether_ipv6, offset};
  return {};
}

// The family is written as the capturing machine wrote its numbers; the BSDs disagree on IPv6's number.
std::optional<NetworkPlace> bsd_place(const Bytes& frame) {
  for (const std::uint32_t family : {frame.u32(0), frame.u32_little(0)}) {
    if (family == 2) return NetworkPlace{ether_ipv4, 4};
    if (family == 10 || family == 24 || family == 28 || family == 30) return NetworkPlace{ether_ipv6, 4};
  }
  return {};
}

// What Linux's firewall logs (LINKTYPE_NFLOG): attributes with length and type, as the machine writes its numbers; one
// of them is the packet.
std::optional<NetworkPlace> nflog_place(const Bytes& frame) {
  constexpr unsigned payload = 9;
  const auto number = [&](std::size_t at, bool little) { return little ? frame.u8(at) | frame.u8(at + 1) << 8u : frame.u16(at) + 0u; };
  const bool little = number(4, true) <= frame.size();
  std::size_t at = 4;
  for (int attributes = 0; attributes < 64 && frame.has(at, 4); ++attributes) {
    const unsigned length = number(at, little), type = number(at + 2, little) & 0x7fff;
    if (type == payload) return by_version(frame, at + 4);
    if (length < 4) return {};
    at += (length + 3u) & ~3u;
  }
  return {};
}

// RFC 3032, 2.1: four bytes a label, the last one says so; what follows is IP by its version number.
std::optional<NetworkPlace> below_labels(const Bytes& frame, std::size_t offset) {
  for (int labels = 0; labels < 16 && frame.has(offset, 4); ++labels, offset += 4)
    if ((frame.u8(offset + 2) & 1) != 0) return by_version(frame, offset + 4);
  return {};
}

}  // namespace

std::optional<NetworkPlace> through_tags(const Bytes& frame, NetworkPlace place) {
  for (int tags = 0; tags < 8; ++tags) {
    switch (place.type) {
      case 0x8100:
      case 0x88a8:
      case 0x9100:
      case 0x9200:
      case 0x9300: place = {frame.u16(place.offset + 2), place.offset + 4}; break;
      case 0x8864: return ppp_place(frame, place.offset + 6);
      case 0x8847:
      case 0x8848: return below_labels(frame, place.offset);
      default: return place;
    }
  }
  return {};
}

std::optional<NetworkPlace> ethernet_place(const Bytes& frame, std::size_t offset) {
  if (!frame.has(offset, 14)) return {};
  const std::uint16_t type = frame.header<14>(offset).u16<12>();
  if (type == ether_ipv4) return NetworkPlace{type, offset + 14};
  if (type > 1500) return through_tags(frame, {type, offset + 14});
  const bool snap = frame.u16(offset + 14) == 0xaaaa && frame.u32(offset + 16) == 0x03000000;  // RFC 1042
  if (!snap) return {};
  return through_tags(frame, {frame.u16(offset + 20), offset + 22});
}

std::optional<NetworkPlace> network_place(const Bytes& frame, LinkType link) {
  switch (link) {
    case LinkType::ethernet: return ethernet_place(frame, 0);
    case LinkType::null:
    case LinkType::loop: return bsd_place(frame);
    case LinkType::raw: return by_version(frame, 0);
    case LinkType::ipv4: return NetworkPlace{ether_ipv4, 0};
    case LinkType::ipv6: return NetworkPlace{ether_ipv6, 0};
    case LinkType::ppp: return ppp_place(frame, 0);
    case LinkType::ppp_with_direction: return ppp_place(frame, 1);
    case LinkType::pppoe: return ppp_place(frame, 6);
    case LinkType::cisco_hdlc: return through_tags(frame, {frame.u16(2), 4});
    case LinkType::nflog: return nflog_place(frame);
    case LinkType::linux_sll: return through_tags(frame, {frame.u16(14), 16});
    case LinkType::linux_sll2: return through_tags(frame, {frame.u16(0), 20});
    case LinkType::unknown: return {};
  }
  return {};
}

}  // namespace cleartext::packet
