// A TCP stream as the lists show it.
#pragma once
#include <cstdint>

#include "engine/packet/packet.h"

namespace cleartext::stream {

enum class StreamState : std::uint8_t { opening, open, closing, closed, reset };

struct StreamInfo {
  std::uint32_t number = 0;  // from 0, in order of first packet
  packet::Endpoint client, server;
  packet::Protocol protocol = packet::Protocol::tcp;
  StreamState state = StreamState::opening;
  std::uint32_t packets = 0, first_packet = 0, last_packet = 0;
  std::uint32_t established_packet = 0;              // the SYN-ACK; 0: not seen
  std::uint64_t bytes_client = 0, bytes_server = 0;  // reassembled
  std::uint32_t gaps = 0;
  bool from_start = false;                           // the first SYN was seen
  bool complete = false;                             // SYN and both ends seen, no gap
  std::uint32_t control_stream = packet::no_stream;  // FTP data: whose
};

}  // namespace cleartext::stream
