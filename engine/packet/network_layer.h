// IP: addresses, where the transport header starts, and where the packet ends (which is not where the frame
// ends: Ethernet pads short frames, and a capture may cut long ones).
#pragma once
#include <optional>

#include "engine/packet/link_layer.h"

namespace cleartext::packet {

struct NetworkHeader {
  std::size_t offset = 0;       // of the IP header
  std::size_t transport = 0;    // of what IP carries
  std::size_t end = 0;          // of the captured part
  std::size_t wire_end = 0;     // on the wire
  std::uint8_t protocol = 0;    // 6 is TCP
  bool later_fragment = false;  // what it carries has no header of its own
  bool more_fragments = false;
  std::uint32_t fragment_offset = 0, identification = 0;  // RFC 791, 3.1 and RFC 8200, 4.5
  bool fragment() const { return later_fragment || more_fragments; }
  bool is_v6 = false;
};

// `wire_length` is the frame's length on the wire. Empty: not IP, or too broken to go on.
std::optional<NetworkHeader> network_header(const Bytes& frame, NetworkPlace place, std::size_t wire_length);
Endpoint source_of(const Bytes& frame, const NetworkHeader& header);  // the port is left 0
Endpoint destination_of(const Bytes& frame, const NetworkHeader& header);

}  // namespace cleartext::packet
