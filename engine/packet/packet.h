// One captured packet, decoded down to TCP. A plain value that points into bytes owned elsewhere (a mapped
// file or the recording's chunks); decoding allocates nothing.
#pragma once
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::packet {

enum class LinkType : std::uint16_t {
  null = 0,
  ethernet = 1,
  raw = 101,
  loop = 108,
  linux_sll = 113,
  linux_sll2 = 276,
  ipv4 = 228,
  ipv6 = 229,
  ppp = 9,
  pppoe = 51,
  cisco_hdlc = 104,
  nflog = 239,
  ppp_with_direction = 204,
  unknown = 0xffff
};

// What a source hands to the decoder.
struct RawPacket {
  std::int64_t time_ns = 0;          // since 1970
  std::span<const std::byte> bytes;  // as captured; stable as long as the source says
  std::uint32_t length = 0;          // on the wire, >= bytes.size()
  LinkType link = LinkType::ethernet;
};

struct Endpoint {
  std::array<std::uint8_t, 16> address{};  // IPv4 in the first four bytes
  std::uint16_t port = 0;
  bool is_v6 = false;
  auto operator<=>(const Endpoint&) const = default;
  bool operator==(const Endpoint& other) const {  // in words: each packet asks it twice
    const auto word = [](const Endpoint& of, std::size_t at) {
      std::uint64_t bytes;
      std::memcpy(&bytes, of.address.data() + at, sizeof bytes);
      return bytes;
    };
    return ((word(*this, 0) ^ word(other, 0)) | (word(*this, 8) ^ word(other, 8))) == 0 && port == other.port && is_v6 == other.is_v6;
  }
};
std::string address_text(const Endpoint& endpoint);  // "127.0.1.25", "2001:db8::1"
std::string text(const Endpoint& endpoint);          // "127.0.1.25:25", "[2001:db8::1]:25"

enum class Protocol : std::uint8_t { unknown, arp, icmp, udp, dns, tcp, smtp, pop3, imap, ftp, ftp_data, http, tls, ssh };
std::string_view name(Protocol protocol);  // "SMTP", "FTP-DATA", "TCP", ...

enum TcpFlag : std::uint8_t { fin = 1, syn = 2, rst = 4, psh = 8, ack = 16, urg = 32 };

inline constexpr std::uint32_t no_stream = 0xffffffff;

struct Packet {
  std::uint32_t number = 0;  // from 1
  std::int64_t time_ns = 0;
  std::span<const std::byte> bytes;  // whole frame as captured
  std::uint32_t length = 0;          // on the wire
  LinkType link = LinkType::ethernet;
  Protocol protocol = Protocol::unknown;  // lowest: tcp/udp/...; raised to the stream's when known
  Endpoint source, destination;
  std::uint32_t stream = no_stream;
  bool from_client = false;
  std::uint16_t network_offset = 0, transport_offset = 0, payload_offset = 0;
  std::uint32_t payload_length = 0;  // captured payload bytes
  std::uint32_t sequence = 0, acknowledgment = 0;
  std::uint16_t window = 0;
  std::uint8_t flags = 0;            // TcpFlag
  bool retransmission = false;       // nothing new in it
  std::uint64_t position = 0;        // place of its first payload byte in its direction's stream
  std::uint32_t segment_length = 0;  // payload bytes on the wire, more than payload_length where the capture cut it
  std::uint64_t acknowledged = 0;    // place in the other direction's stream up to which it acknowledges
  bool fragment = false;             // a piece of a datagram, and not the one that completed it
  bool has_tcp = false;              // so much of a TCP header that it belongs to a stream, broken or not
  // The datagram that this packet completed, when it came in fragments; offsets are then within it.
  std::span<const std::byte> datagram;
  std::span<const std::byte> decoded() const { return datagram.empty() ? bytes : datagram; }
  std::span<const std::byte> payload() const { return decoded().subspan(payload_offset, payload_length); }
};

// A fragment is decoded down to IP; engine/packet/fragments.h puts the datagram together.
bool decode(const RawPacket& raw, Packet& packet);  // false: not IP over a known link; the rest stays default
std::string info(const Packet& packet);             // the list's Info column: "48012 → 25 [SYN] Seq=0 ..." or the
                                                    // payload's first line

// The tree of fields for the details view: name, value, and where it stands in the frame.
struct Field {
  std::string label;                     // "Source port: 48012"
  std::uint32_t offset = 0, length = 0;  // bytes of the frame
  int depth = 0;                         // 0: a header (Ethernet, IPv4, TCP, payload)
};
std::vector<Field> fields(const Packet& packet);
// The smallest field around these bytes, its place in the list; of equals a whole field, not a header or a bit. -1: none.
int innermost(std::span<const Field> fields, std::uint32_t offset, std::uint32_t length);

}  // namespace cleartext::packet
