// A loopback wire as the kernel keeps it: sequence numbers, a number for each packet, time stamps that tick in
// milliseconds, all zeros for hardware. Tests make honest captures with it, and dishonest ones by a small change.
#pragma once
#include <filesystem>
#include <functional>

#include "engine/capture/pcapng_writer.h"
#include "engine/grading/contradiction.h"
#include "tests/support/packets.h"

namespace cleartext::grading {

struct WirePacket {
  tests::TcpSegment segment;
  std::int64_t time_ms = 0;
  std::uint32_t stamp = 0, echo = 0;
  unsigned identification = 0, ttl = 64;
  unsigned hardware = 0;  // last byte of the sender's hardware address

  tests::Frame frame() const {
    tests::Writer out;
    out.zeros(11).u8(hardware).u16(0x0800);
    const bool has_stamps = stamp != 0;
    const unsigned options = has_stamps ? 12 : 0;
    out.u8(0x45)
        .u8(0)
        .u16(static_cast<unsigned>(40 + options + segment.payload.size()))
        .u16(identification)
        .u16(0x4000)
        .u8(ttl)
        .u8(6)
        .u16(0);
    for (const auto* place : {&segment.from, &segment.to}) {
      for (std::size_t i = 0; i < 4; ++i) out.u8(place->address[i]);
    }
    out.u16(segment.from.port).u16(segment.to.port).u32(segment.sequence).u32(segment.acknowledgment);
    out.u8((5 + options / 4) << 4).u8(segment.flags).u16(512).u16(0).u16(0);
    if (has_stamps) out.u8(1).u8(1).u8(8).u8(10).u32(stamp).u32(echo);
    out.text(segment.payload);
    return out.frame;
  }
};

class LabWire {
 public:
  explicit LabWire(std::uint32_t boot = 1000) : boot_(boot) {}

  void wait(std::int64_t milliseconds) { now_ += milliseconds, ticks_ += milliseconds; }
  void sleep(std::int64_t milliseconds) { now_ += milliseconds; }      // the whole machine: TCP's clock stands still
  void set_clock(std::int64_t milliseconds) { now_ += milliseconds; }  // ahead, or back
  std::size_t connect(std::uint16_t port) {
    talks_.push_back({tests::endpoint(127, 0, 1, 10, static_cast<std::uint16_t>(40000 + talks_.size())),
                      tests::endpoint(127, 0, 1, 25, port),
                      {},
                      {},
                      {},
                      {}});
    auto& talk = talks_.back();
    talk.next = {1000 + static_cast<std::uint32_t>(talks_.size()) * 77777, 900000 + static_cast<std::uint32_t>(talks_.size()) * 55555};
    talk.ids = {100, 0};
    send(talks_.size() - 1, wire::Side::client, {}, packet::syn);
    send(talks_.size() - 1, wire::Side::server, {}, packet::syn | packet::ack);
    send(talks_.size() - 1, wire::Side::client, {}, packet::ack);
    return talks_.size() - 1;
  }
  void say(std::size_t talk, wire::Side from, const std::string& text) {
    send(talk, from, text, packet::ack | packet::psh);
    send(talk, from == wire::Side::client ? wire::Side::server : wire::Side::client, {}, packet::ack);
  }
  void close(std::size_t talk) {
    send(talk, wire::Side::client, {}, packet::fin | packet::ack);
    send(talk, wire::Side::server, {}, packet::fin | packet::ack);
    send(talk, wire::Side::client, {}, packet::ack);
  }
  void send_again(std::size_t number) {  // a packet that was not acknowledged in time, from 0
    auto packet = packets[number];
    packet.time_ms = now_;
    packet.stamp = stamp();
    packet.identification = 5000 + static_cast<unsigned>(packets.size());
    packets.push_back(packet);
  }
  // A conversation of a few lines.
  std::size_t talk(std::uint16_t port) {
    const auto number = connect(port);
    say(number, wire::Side::server, "220 mail.crepes.fr ready\r\n");
    for (const auto* verb : {"HELO me", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "QUIT"}) {
      wait(7);
      say(number, wire::Side::client, std::string(verb) + "\r\n");
      say(number, wire::Side::server, "250 ok\r\n");
    }
    close(number);
    return number;
  }
  std::vector<WirePacket> packets;

 private:
  struct Talk {
    packet::Endpoint client, server;
    std::array<std::uint32_t, 2> next, heard, stamps;
    std::array<unsigned, 2> ids;
  };
  std::uint32_t stamp() const { return boot_ + static_cast<std::uint32_t>(ticks_); }
  void send(std::size_t number, wire::Side from, const std::string& text, unsigned flags) {
    ++now_, ++ticks_;
    auto& talk = talks_[number];
    const std::size_t side = from == wire::Side::client ? 0 : 1, other = 1 - side;
    WirePacket packet;
    packet.segment = {side == 0 ? talk.client : talk.server,
                      side == 0 ? talk.server : talk.client,
                      talk.next[side],
                      (flags & packet::ack) != 0 ? talk.next[other] : 0,
                      flags,
                      text};
    packet.time_ms = now_;
    packet.stamp = stamp();
    packet.echo = talk.stamps[other];
    packet.identification = flags == (packet::syn | packet::ack) ? 0 : ++talk.ids[side];
    talk.stamps[side] = packet.stamp;
    talk.next[side] += static_cast<std::uint32_t>(text.size()) + ((flags & (packet::syn | packet::fin)) != 0 ? 1 : 0);
    packets.push_back(packet);
  }
  std::uint32_t boot_;
  std::int64_t now_ = 1'700'000'000'000, ticks_ = 0;
  std::vector<Talk> talks_;
};

// As a file, read back: the file is gone then.
inline Opened read_back(const std::vector<WirePacket>& packets) {
  std::string path = (std::filesystem::temp_directory_path() / "wire-XXXXXX").string();
  close(mkstemp(path.data()));
  std::vector<tests::Frame> frames;
  for (const auto& packet : packets) frames.push_back(packet.frame());
  std::vector<packet::Packet> decoded(frames.size());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    packet::decode({packets[i].time_ms * 1'000'000, frames[i], static_cast<std::uint32_t>(frames[i].size()), packet::LinkType::ethernet},
                   decoded[i]);
    decoded[i].number = static_cast<std::uint32_t>(i + 1);
  }
  EXPECT_TRUE(capture::write_pcapng(path, decoded, {}));
  auto opened = open(path);
  std::filesystem::remove(path);
  return opened;
}

inline Contradictions look_at(const std::vector<WirePacket>& packets) { return contradictions(read_back(packets)); }

inline std::vector<std::string> kinds(const Contradictions& found) {
  std::vector<std::string> list;
  for (const auto& each : found) list.push_back(each.kind);
  return list;
}

}  // namespace cleartext::grading
