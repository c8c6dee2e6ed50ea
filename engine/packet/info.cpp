// The Info column: what a person reads first. Numbers are relative to the start of the stream, as Wireshark
// shows them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/packet/append.h"
#include "engine/packet/bytes.h"
#include "engine/packet/dns.h"
#include "engine/packet/fragments.h"

namespace cleartext::packet {

namespace {

void append_flags(std::string& out, std::uint8_t flags) {
  bool first = true;
  const auto add = [&](TcpFlag flag, std::string_view word) {
    if ((flags & flag) == 0) return;
    if (!std::exchange(first, false)) out += ", ";
    out += word;
  };
  add(fin, "FIN");
  add(syn, "SYN");
  add(rst, "RST");
  add(psh, "PSH");
  add(ack, "ACK");
  add(urg, "URG");
}

void append_ports(std::string& out, const Packet& packet) {
  append_number(out, packet.source.port);
  append_number(out += " → ", packet.destination.port);
}

std::string tcp_info(const Packet& packet) {
  std::string text(packet.retransmission && packet.payload_offset != 0 ? "[Retransmission] " : "");
  append_ports(text, packet);
  if (packet.payload_offset == 0) return text + " broken TCP header";
  const bool known = packet.stream != no_stream;
  const std::uint64_t sequence = !known ? packet.sequence : packet.position + ((packet.flags & syn) != 0 ? 0 : 1);
  append_flags(text += " [", packet.flags);
  append_number(text += "] Seq=", sequence);
  if ((packet.flags & ack) != 0) append_number(text += " Ack=", known ? packet.acknowledged + 1 : packet.acknowledgment);
  append_number(text += " Win=", packet.window);
  append_number(text += " Len=", packet.segment_length);
  return text;
}

std::string first_line(const Packet& packet) {
  const auto* bytes = reinterpret_cast<const char*>(packet.payload().data());
  std::string_view text(bytes, std::min<std::size_t>(packet.payload_length, 200));
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  std::string shown(text);
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '.');
  return shown;
}

std::string spoken(const Packet& packet) {
  return (packet.retransmission ? "[Retransmission] " : "") + std::string(packet.from_client ? "C: " : "S: ") + first_line(packet);
}

std::string arp_info(const Packet& packet) {
  const Bytes frame(packet.bytes);
  const std::size_t at = packet.link == LinkType::linux_sll ? 16 : packet.link == LinkType::linux_sll2 ? 20 : 14;
  const auto address = [&](std::size_t offset) {
    return fmt::format("{}.{}.{}.{}", frame.u8(offset), frame.u8(offset + 1), frame.u8(offset + 2), frame.u8(offset + 3));
  };
  if (!frame.has(at, 28)) return "ARP, cut off";
  if (frame.u16(at + 6) == 1) return fmt::format("Who has {}? Tell {}", address(at + 24), address(at + 14));
  return fmt::format("{} is here", address(at + 14));
}

}  // namespace

std::string info(const Packet& packet) {
  if (packet.fragment) return fragment_info(packet);
  switch (packet.protocol) {
    case Protocol::unknown:
      if (packet.link == LinkType::unknown) return "of a link type that is not read";
      return packet.network_offset == 0 && packet.transport_offset == 0 ? "not IP" : "IP";
    case Protocol::arp: return arp_info(packet);
    case Protocol::icmp: return fmt::format("{} → {}", address_text(packet.source), address_text(packet.destination));
    case Protocol::dns: return dns_info(packet);
    case Protocol::udp: return fmt::format("{} → {} Len={}", packet.source.port, packet.destination.port, packet.segment_length);
    case Protocol::tcp: return tcp_info(packet);
    case Protocol::smtp:
    case Protocol::pop3:
    case Protocol::imap:
    case Protocol::ftp:
    case Protocol::http: return packet.payload_length == 0 ? tcp_info(packet) : spoken(packet);
    case Protocol::ftp_data:
    case Protocol::tls:
    case Protocol::ssh: return packet.payload_length == 0 ? tcp_info(packet) : fmt::format("{} bytes", packet.segment_length);
  }
  return {};
}

}  // namespace cleartext::packet
