#include "engine/grading/frame.h"

#include <algorithm>

#include "servers/wire/hosts.h"

namespace cleartext::grading {
namespace {

std::uint8_t u8(const packet::Packet& packet, std::size_t at) { return std::to_integer<std::uint8_t>(packet.bytes[at]); }
std::uint16_t u16(const packet::Packet& packet, std::size_t at) {
  return static_cast<std::uint16_t>(u8(packet, at) << 8 | u8(packet, at + 1));
}
std::uint32_t u32(const packet::Packet& packet, std::size_t at) {
  return static_cast<std::uint32_t>(u16(packet, at)) << 16 | u16(packet, at + 2);
}

}  // namespace

std::optional<IpFields> ip_fields(const packet::Packet& packet) {
  const std::size_t at = packet.network_offset;
  if (packet.source.is_v6 || packet.transport_offset <= at || packet.bytes.size() < at + 20) return std::nullopt;
  return IpFields{u8(packet, at + 8), u16(packet, at + 4), u16(packet, at + 2)};
}

std::optional<TimeStamps> time_stamps(const packet::Packet& packet) {
  if (packet.payload_offset == 0 || packet.transport_offset == 0 || packet.payload_offset > packet.bytes.size()) return std::nullopt;
  const std::size_t end = packet.payload_offset;
  for (std::size_t at = packet.transport_offset + 20u; at < end;) {
    const auto kind = u8(packet, at);
    if (kind == 0) break;  // end of options
    if (kind == 1) {       // padding
      ++at;
      continue;
    }
    if (at + 2 > end || u8(packet, at + 1) < 2) break;
    if (kind == 8 && at + 10 <= end) return TimeStamps{u32(packet, at + 2), u32(packet, at + 6)};
    at += u8(packet, at + 1);
  }
  return std::nullopt;
}

bool has_hardware_addresses(const packet::Packet& packet) {
  if (packet.link != packet::LinkType::ethernet || packet.bytes.size() < 12) return false;
  return std::any_of(packet.bytes.begin(), packet.bytes.begin() + 12, [](std::byte each) { return each != std::byte{}; });
}

bool is_announcement(const packet::Packet& packet) {
  return packet.protocol == packet::Protocol::udp && lab_address(packet.source) == wire::host(wire::Role::printer).address;
}

std::uint32_t lab_address(const packet::Endpoint& endpoint) {
  const auto& a = endpoint.address;
  return endpoint.is_v6 ? 0
                        : static_cast<std::uint32_t>(a[0]) << 24 | static_cast<std::uint32_t>(a[1]) << 16 |
                              static_cast<std::uint32_t>(a[2]) << 8 | a[3];
}

}  // namespace cleartext::grading
