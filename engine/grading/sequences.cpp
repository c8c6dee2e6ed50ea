// Each connection's numbers and bytes: what is acknowledged was sent, and before; what is sent again is the same; nothing
// is missing in the middle. The order of packets in the file may be a little off, as in any capture.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/grading/contradiction.h"
#include "engine/grading/flow_bytes.h"
#include "engine/grading/frame.h"

namespace cleartext::grading {
namespace {

constexpr std::int64_t tolerance_ns = 50'000'000;
constexpr std::uint32_t tolerance_packets = 4;
constexpr std::uint64_t furthest_jump = 64 * 1024 * 1024;

// One direction. Places count from the first byte after the SYN.
class Direction {
 public:
  void begin(std::uint32_t sequence) {
    first_ = sequence + 1;
    known_ = true;
  }
  bool known() const { return known_; }
  std::int64_t place(std::uint32_t sequence) const {
    const auto near = static_cast<std::int64_t>(end_);
    return near + static_cast<std::int32_t>(sequence - first_ - static_cast<std::uint32_t>(end_));
  }
  // False: bytes that were sent before are others now.
  bool take(std::uint64_t at, std::span<const std::byte> bytes, const packet::Packet& packet) {
    const bool same = bytes_.put(at, bytes);
    sent(at + bytes.size(), packet);
    return same;
  }
  struct Sent {
    std::uint64_t end = 0;
    std::uint32_t packet = 0;
    std::int64_t time_ns = 0;
  };
  void sent(std::uint64_t end, const packet::Packet& packet) {
    if (end <= end_ && !ends_.empty()) return;
    end_ = std::max(end, end_);
    ends_.push_back({end_, packet.number, packet.time_ns});
  }
  // Where everything up to this place had been sent; nullptr: it never was.
  const Sent* sent_at(std::uint64_t place) const {
    const auto found = std::ranges::lower_bound(ends_, place, {}, &Sent::end);
    return found == ends_.end() ? nullptr : &*found;
  }
  std::optional<std::uint64_t> first_hole() const { return bytes_.first_hole(); }
  std::uint64_t end() const { return end_; }
  std::set<std::uint16_t> identifications;
  std::optional<std::uint64_t> fin;

 private:
  std::uint32_t first_ = 0;
  bool known_ = false;
  std::uint64_t end_ = 0;
  FlowBytes bytes_;
  std::vector<Sent> ends_;
};

struct Acknowledgment {
  std::uint32_t packet = 0, sequence = 0;
  std::int64_t time_ns = 0;
};

class Connection {
 public:
  Connection(std::uint32_t number, Contradictions& found) : number_(number), found_(found) {}

  void take(const packet::Packet& packet) {
    auto& here = directions_[packet.from_client ? 0 : 1];
    if ((packet.flags & packet::rst) != 0) return;  // its numbers answer whatever came
    if ((packet.flags & packet::syn) != 0) here.begin(packet.sequence);
    if (!here.known()) return begin_missing(packet);
    take_identification(packet, here);
    if (packet.payload_length > 0) take_bytes(packet, here);
    if ((packet.flags & packet::fin) != 0) {
      here.fin = static_cast<std::uint64_t>(std::max<std::int64_t>(here.place(packet.sequence), 0)) + packet.payload_length;
      here.sent(*here.fin + 1, packet);
    }
    here.sent(0, packet);
    if ((packet.flags & packet::ack) != 0)
      heard_[packet.from_client ? 1 : 0].push_back({packet.number, packet.acknowledgment, packet.time_ns});
  }

  void finish() {
    for (std::size_t side = 0; side < directions_.size(); ++side) {
      if (directions_[side].known()) judge(directions_[side], heard_[side]);
    }
  }

 private:
  void say(const char* kind, std::uint32_t packet, std::string sentence) { found_.push_back({kind, packet, std::move(sentence)}); }

  void begin_missing(const packet::Packet& packet) {
    if (packet.payload_length == 0 || told_beginning_) return;  // the last words of an older connection
    told_beginning_ = true;
    say("sequence", packet.number, fmt::format("Connection {} begins in its middle, with packet {}.", number_, packet.number));
  }

  void take_bytes(const packet::Packet& packet, Direction& here) {
    const auto place = here.place(packet.sequence);
    if (place < 0 || static_cast<std::uint64_t>(place) > here.end() + furthest_jump) {
      return say("sequence", packet.number,
                 fmt::format("Packet {} has a sequence number far from the others of its connection.", packet.number));
    }
    const auto at = static_cast<std::uint64_t>(place);
    if (here.fin && at + packet.payload_length > *here.fin) {
      say("sequence", packet.number, fmt::format("Packet {} carries bytes after the end of its connection.", packet.number));
    }
    if (!here.take(at, packet.payload(), packet)) {
      say("bytes", packet.number, fmt::format("Packet {} sends bytes a second time, and they are others.", packet.number));
    }
  }

  // Also of those that carry nothing: the kernel counts every packet of a socket, and numbers what it sends again anew.
  void take_identification(const packet::Packet& packet, Direction& here) {
    const auto ip = ip_fields(packet);
    if (ip && ip->identification != 0 && here.identifications.size() < most_identifications &&
        !here.identifications.insert(ip->identification).second) {
      say("identification", packet.number,
          fmt::format("Packet {} bears the number of an earlier one: the same packet twice.", packet.number));
    }
  }

  void judge(const Direction& sender, const std::vector<Acknowledgment>& heard) {
    std::uint64_t furthest = 0;
    for (const auto& each : heard) {
      const auto place = sender.place(each.sequence);
      if (place <= 0) continue;
      furthest = std::max(furthest, static_cast<std::uint64_t>(place));
      const auto* sent = sender.sent_at(static_cast<std::uint64_t>(place));
      if (sent == nullptr) {
        say("acknowledgment", each.packet,
            fmt::format("Packet {} acknowledges {} bytes, and only {} were sent.", each.packet, place, sender.end()));
      } else if (sent->packet > each.packet + tolerance_packets || sent->time_ns > each.time_ns + tolerance_ns) {
        say("acknowledgment", each.packet,
            fmt::format("Packet {} acknowledges what was sent only in packet {}.", each.packet, sent->packet));
      }
    }
    if (const auto hole = sender.first_hole()) {
      say("missing", 0,
          fmt::format("In connection {} bytes are missing, from byte {} on{}.", number_, *hole,
                      furthest > *hole ? ", and the other side says that it received them" : ""));
    }
  }

  static constexpr std::size_t most_identifications = 30'000;  // then the kernel's numbers begin again
  std::uint32_t number_;
  Contradictions& found_;
  std::array<Direction, 2> directions_;               // client's, server's
  std::array<std::vector<Acknowledgment>, 2> heard_;  // of what the client sent, of what the server sent
  bool told_beginning_ = false;
};

}  // namespace

Contradictions in_sequences(const Opened& opened) {
  Contradictions found;
  std::map<std::uint32_t, Connection> connections;
  for (const auto& packet : opened.recording->packets()) {
    if (packet.stream == packet::no_stream) continue;
    connections.try_emplace(packet.stream, packet.stream, found).first->second.take(packet);
  }
  for (auto& [number, connection] : connections) connection.finish();
  return found;
}

}  // namespace cleartext::grading
