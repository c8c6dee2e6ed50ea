// The fields of a lab packet that decoding leaves out, read from its frame.
#pragma once
#include <optional>

#include "engine/packet/packet.h"

namespace cleartext::grading {

struct IpFields {
  std::uint8_t ttl = 0;
  std::uint16_t identification = 0;
  std::uint16_t total_length = 0;
};
std::optional<IpFields> ip_fields(const packet::Packet& packet);  // IPv4

struct TimeStamps {  // RFC 7323, 3.2
  std::uint32_t value = 0, echo = 0;
};
std::optional<TimeStamps> time_stamps(const packet::Packet& packet);

bool has_hardware_addresses(const packet::Packet& packet);    // loopback frames have zeros there
bool is_announcement(const packet::Packet& packet);           // the printer's, the only UDP that a lab speaks
std::uint32_t lab_address(const packet::Endpoint& endpoint);  // 0: no IPv4

}  // namespace cleartext::grading
