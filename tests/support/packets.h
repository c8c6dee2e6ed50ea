// Builds packets in code: a conversation over TCP, segment by segment, so that a test can drop, repeat, swap
// or cut them.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/packet/packet.h"
#include "servers/wire/transcript.h"

namespace cleartext::tests {

using Frame = std::vector<std::byte>;

inline packet::Endpoint endpoint(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, std::uint16_t port) {
  packet::Endpoint place;
  place.address = {a, b, c, d};
  place.port = port;
  return place;
}

class Writer {
 public:
  Writer& u8(unsigned value) { return frame.push_back(static_cast<std::byte>(value)), *this; }
  Writer& u16(unsigned value) { return u8(value >> 8 & 0xff).u8(value & 0xff); }
  Writer& u32(std::uint32_t value) { return u16(value >> 16).u16(value & 0xffff); }
  Writer& text(std::string_view value) {
    for (const char c : value) u8(static_cast<unsigned char>(c));
    return *this;
  }
  Writer& zeros(int count) {
    for (int i = 0; i < count; ++i) u8(0);
    return *this;
  }
  Frame frame;
};

struct TcpSegment {
  packet::Endpoint from, to;
  std::uint32_t sequence = 0, acknowledgment = 0;
  unsigned flags = packet::ack;
  std::string payload;
};

inline void write_tcp(Writer& out, const TcpSegment& segment) {
  out.u16(segment.from.port).u16(segment.to.port).u32(segment.sequence).u32(segment.acknowledgment);
  out.u8(0x50).u8(segment.flags).u16(64240).u16(0).u16(0).text(segment.payload);
}

inline void write_ipv4(Writer& out, const TcpSegment& segment, unsigned fragment = 0) {
  out.u8(0x45).u8(0).u16(static_cast<unsigned>(40 + segment.payload.size())).u16(1).u16(fragment).u8(64).u8(6).u16(0);
  for (const packet::Endpoint* place : {&segment.from, &segment.to})
    for (int i = 0; i < 4; ++i) out.u8(place->address[static_cast<std::size_t>(i)]);
  write_tcp(out, segment);
}

inline Frame ethernet(const TcpSegment& segment) {
  Writer out;
  out.zeros(12).u16(0x0800);
  write_ipv4(out, segment);
  return out.frame;
}

// One TCP connection. Places count from the first byte of a direction.
class Talk {
 public:
  Talk(packet::Endpoint client, packet::Endpoint server, std::uint32_t client_start = 1000, std::uint32_t server_start = 9000)
      : ends_{client, server}, starts_{client_start, server_start} {}

  void open() {
    raw(wire::Side::client, starts_[0] - 1, 0, packet::syn);
    raw(wire::Side::server, starts_[1] - 1, starts_[0], packet::syn | packet::ack);
    segment(wire::Side::client, 0, "");
  }
  void client(std::string_view text) { say(wire::Side::client, text); }
  void server(std::string_view text) { say(wire::Side::server, text); }
  void say(wire::Side side, std::string_view text) {
    segment(side, said_[at(side)], text);
    said_[at(side)] += static_cast<std::uint32_t>(text.size());
  }
  void segment(wire::Side side, std::uint32_t place, std::string_view text, unsigned flags = packet::ack) {
    const std::size_t i = at(side);
    raw(side, starts_[i] + place, starts_[1 - i] + said_[1 - i], flags, text);
  }
  void reset() { segment(wire::Side::server, said_[1], "", packet::rst | packet::ack); }
  void close() {
    segment(wire::Side::client, said_[0], "", packet::fin | packet::ack);
    segment(wire::Side::server, said_[1], "", packet::fin | packet::ack);
    segment(wire::Side::client, said_[0] + 1, "");
  }
  void transcript(const wire::Transcript& turns) {
    for (const wire::Turn& turn : turns) say(turn.from, turn.line + "\r\n");
  }
  void raw(wire::Side side, std::uint32_t sequence, std::uint32_t acknowledgment, unsigned flags, std::string_view text = {}) {
    const std::size_t i = at(side);
    frames.push_back(ethernet({ends_[i], ends_[1 - i], sequence, acknowledgment, flags, std::string(text)}));
  }

  std::vector<Frame> frames;

 private:
  static std::size_t at(wire::Side side) { return side == wire::Side::client ? 0 : 1; }
  packet::Endpoint ends_[2];
  std::uint32_t starts_[2];
  std::uint32_t said_[2] = {0, 0};
};

inline packet::RawPacket raw_packet(const Frame& frame, std::size_t index = 0) {
  return {1'700'000'000'000'000'000 + static_cast<std::int64_t>(index) * 1'000'000, frame, static_cast<std::uint32_t>(frame.size()),
          packet::LinkType::ethernet};
}

}  // namespace cleartext::tests
