// Where packets came from: lab addresses alone, over the loopback device, in one capture.
#include <map>

#include "engine/grading/found.h"
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

void look_at(const packet::Packet& packet, std::uint8_t ttl, Found& found) {
  const auto number = packet.number;
  if (packet.link != packet::LinkType::ethernet)
    return found.add("link", number, "Packet {} did not come over the loopback device.", "Paket {} kam nicht über das Loopback-Gerät.",
                     number);
  if (has_hardware_addresses(packet)) {
    found.add("link", number, "Packet {} has hardware addresses, which the loopback device does not know.",
              "Paket {} hat Hardwareadressen, und die kennt das Loopback-Gerät nicht.", number);
  }
  const auto ip = ip_fields(packet);
  const bool is_tcp = packet.transport_offset != 0 && packet.protocol != packet::Protocol::udp && packet.protocol != packet::Protocol::icmp;
  if (!ip || (!is_tcp && !is_announcement(packet))) {
    return found.add("protocol", number, "Packet {} is no TCP over IPv4, and the lab captures nothing else.",
                     "Paket {} ist kein TCP über IPv4, und etwas anderes zeichnet das Labor nicht auf.", number);
  }
  for (const auto& end : {packet.source, packet.destination}) {
    if (is_of_the_lab(end)) continue;
    found.add("address", number, "Packet {} has the address {}, which is no machine of the lab.",
              "Paket {} hat die Adresse {}, und so heißt kein Rechner des Labors.", number, packet::address_text(end));
  }
  if (ip->ttl != ttl) {
    found.add("ttl", number, "Packet {} has a time to live of {}, and the others have {}.",
              "Paket {} hat eine TTL von {}, und die anderen haben {}.", number, ip->ttl, ttl);
  }
  if (packet.bytes.size() != packet.length) {
    found.add("length", number, "Packet {} is cut short; the lab captures packets whole.",
              "Paket {} ist abgeschnitten; das Labor zeichnet Pakete ganz auf.", number);
  }
  if (packet.network_offset + std::size_t{ip->total_length} != packet.length) {
    found.add("length", number, "Packet {} is longer or shorter than it says.", "Paket {} ist länger oder kürzer, als es sagt.", number);
  }
}

}  // namespace

void in_places(const Opened& opened, Found& found) {
  if (opened.sections > 1) {
    found.add("section", 0, "The file holds {} captures, one after the other.", "Die Datei enthält {} Aufzeichnungen hintereinander.",
              opened.sections);
  }
  if (opened.interfaces > 1) {
    found.add("section", 0, "The file holds captures from {} interfaces.", "Die Datei enthält Aufzeichnungen von {} Netzwerkkarten.",
              opened.interfaces);
  }
  const auto ttl = usual_ttl(*opened.recording);
  for (const auto& packet : opened.recording->packets()) look_at(packet, ttl, found);
}

}  // namespace cleartext::grading
