// What lies below IP: finds the network header in a frame of any link type we know.
#pragma once
#include <optional>

#include "engine/packet/bytes.h"
#include "engine/packet/packet.h"

namespace cleartext::packet {

inline constexpr std::uint16_t ether_ipv4 = 0x0800, ether_ipv6 = 0x86dd, ether_arp = 0x0806;

struct NetworkPlace {
  std::uint16_t type = 0;  // an EtherType, whatever the link
  std::size_t offset = 0;  // of the network header
};

std::optional<NetworkPlace> network_place(const Bytes& frame, LinkType link);
// Skips VLAN tags (802.1Q, QinQ), PPPoE (RFC 2516) and MPLS (RFC 3032) that stand before the network header.
std::optional<NetworkPlace> through_tags(const Bytes& frame, NetworkPlace place);
std::optional<NetworkPlace> ethernet_place(const Bytes& frame, std::size_t offset);

}  // namespace cleartext::packet
