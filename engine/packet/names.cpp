// The names of protocols and endpoints, spelled once for lists, records and messages.
#include <arpa/inet.h>

#include "engine/packet/packet.h"

namespace cleartext::packet {

std::string_view name(Protocol protocol) {
  switch (protocol) {
    case Protocol::unknown:
      return "unknown";
    case Protocol::arp:
      return "ARP";
    case Protocol::icmp:
      return "ICMP";
    case Protocol::udp:
      return "UDP";
    case Protocol::dns:
      return "DNS";
    case Protocol::tcp:
      return "TCP";
    case Protocol::smtp:
      return "SMTP";
    case Protocol::pop3:
      return "POP3";
    case Protocol::imap:
      return "IMAP";
    case Protocol::ftp:
      return "FTP";
    case Protocol::ftp_data:
      return "FTP-DATA";
    case Protocol::http:
      return "HTTP";
    case Protocol::tls:
      return "TLS";
    case Protocol::ssh:
      return "SSH";
  }
  return "unknown";
}

std::string address_text(const Endpoint& endpoint) {
  char room[INET6_ADDRSTRLEN] = {};
  inet_ntop(endpoint.is_v6 ? AF_INET6 : AF_INET, endpoint.address.data(), room, sizeof room);
  return room;
}

std::string text(const Endpoint& endpoint) {
  const std::string address = address_text(endpoint);
  return (endpoint.is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(endpoint.port);
}

}  // namespace cleartext::packet
