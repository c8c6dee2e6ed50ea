// Where packets came from: lab addresses alone, over the loopback device, in one capture.
#include <fmt/format.h>

#include <map>

#include "engine/grading/contradiction.h"
#include "engine/grading/frame.h"
#include "servers/wire/hosts.h"

namespace cleartext::grading {
namespace {

bool is_of_the_lab(const packet::Endpoint& endpoint) {
  const auto address = lab_address(endpoint);
  return address != 0 && wire::host_at(address) != nullptr;
}

// Which time to live most packets have.
std::uint8_t usual_ttl(const analysis::Recording& recording) {
  std::map<std::uint8_t, std::size_t> counts;
  for (const auto& packet : recording.packets()) {
    if (const auto ip = ip_fields(packet)) ++counts[ip->ttl];
  }
  std::uint8_t usual = 0;
  for (const auto& [ttl, count] : counts) {
    if (usual == 0 || count > counts[usual]) usual = ttl;
  }
  return usual;
}

void look_at(const packet::Packet& packet, std::uint8_t ttl, Contradictions& found) {
  const auto say = [&](const char* kind, const std::string& what) {
    found.push_back({kind, packet.number, fmt::format("Packet {} {}.", packet.number, what)});
  };
  if (packet.link != packet::LinkType::ethernet) return say("link", "did not come over the loopback device");
  if (has_hardware_addresses(packet)) say("link", "has hardware addresses, which the loopback device does not know");
  const auto ip = ip_fields(packet);
  const bool is_tcp = packet.transport_offset != 0 && packet.protocol != packet::Protocol::udp && packet.protocol != packet::Protocol::icmp;
  if (!ip || !is_tcp) return say("protocol", "is no TCP over IPv4, and the lab captures nothing else");
  for (const auto& end : {packet.source, packet.destination}) {
    if (!is_of_the_lab(end)) say("address", fmt::format("has the address {}, which is no machine of the lab", packet::address_text(end)));
  }
  if (ip->ttl != ttl) say("ttl", fmt::format("has a time to live of {}, and the others have {}", ip->ttl, ttl));
  if (packet.bytes.size() != packet.length) say("length", "is cut short; the lab captures packets whole");
  if (packet.network_offset + std::size_t{ip->total_length} != packet.length) say("length", "is longer or shorter than it says");
}

}  // namespace

Contradictions in_places(const Opened& opened) {
  Contradictions found;
  if (opened.sections > 1)
    found.push_back({"section", 0, fmt::format("The file holds {} captures, one after the other.", opened.sections)});
  if (opened.interfaces > 1) found.push_back({"section", 0, fmt::format("The file holds captures from {} interfaces.", opened.interfaces)});
  const auto ttl = usual_ttl(*opened.recording);
  for (const auto& packet : opened.recording->packets()) look_at(packet, ttl, found);
  return found;
}

}  // namespace cleartext::grading
