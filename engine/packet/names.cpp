// The names of protocols and endpoints, spelled once for lists, records and messages.
#include <arpa/inet.h>

#include "engine/packet/append.h"

namespace cleartext::packet {

std::string_view name(Protocol protocol) {
  switch (protocol) {
    case Protocol::unknown: return "unknown";
    case Protocol::arp: return "ARP";
    case Protocol::icmp: return "ICMP";
    case Protocol::udp: return "UDP";
    case Protocol::dns: return "DNS";
    case Protocol::tcp: return "TCP";
    case Protocol::smtp: return "SMTP";
    case Protocol::pop3: return "POP3";
    case Protocol::imap: return "IMAP";
    case Protocol::ftp: return "FTP";
    case Protocol::ftp_data: return "FTP-DATA";
    case Protocol::http: return "HTTP";
    case Protocol::tls: return "TLS";
    case Protocol::ssh: return "SSH";
  }
  return "unknown";
}

void append_address(std::string& out, const Endpoint& endpoint) {
  if (endpoint.is_v6) {
    char room[INET6_ADDRSTRLEN] = {};
    out += inet_ntop(AF_INET6, endpoint.address.data(), room, sizeof room);
    return;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) out += '.';
    append_number(out, endpoint.address[i]);
  }
}

void append_text(std::string& out, const Endpoint& endpoint) {
  if (endpoint.is_v6) out += '[';
  append_address(out, endpoint);
  if (endpoint.is_v6) out += ']';
  append_number(out += ':', endpoint.port);
}

std::string address_text(const Endpoint& endpoint) {
  std::string out;
  append_address(out, endpoint);
  return out;
}

std::string text(const Endpoint& endpoint) {
  std::string out;
  append_text(out, endpoint);
  return out;
}

}  // namespace cleartext::packet
