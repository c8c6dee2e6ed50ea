// Each connection's numbers and bytes: what is acknowledged was sent, and before; what is sent again is the same; nothing
// is missing in the middle. The order of packets in the file may be a little off, as in any capture.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/grading/capture_clock.h"
#include "engine/grading/flow_bytes.h"
#include "engine/grading/found.h"
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
  // A packet without bytes says by its number how many went before it; a FIN takes a number itself.
  void count_to(std::int64_t place) { reached_ = std::max(reached_, place); }
  std::optional<std::uint64_t> first_hole() {
    if (const auto all = static_cast<std::uint64_t>(std::max<std::int64_t>(reached_, 0)); all <= end_ + furthest_jump)
      bytes_.reach(fin ? std::min(all, *fin) : all);
    return bytes_.first_hole();
  }
  std::uint64_t end() const { return end_; }
  std::set<std::uint16_t> identifications;
  std::optional<std::uint64_t> fin;

 private:
  std::uint32_t first_ = 0;
  bool known_ = false;
  std::uint64_t end_ = 0;
  std::int64_t reached_ = 0;
  FlowBytes bytes_;
  std::vector<Sent> ends_;
};

struct Acknowledgment {
  std::uint32_t packet = 0, sequence = 0;
  std::int64_t time_ns = 0;
};

class Connection {
 public:
  Connection(std::uint32_t number, const CaptureClock& clock, Found& found) : number_(number), clock_(clock), found_(found) {}

  void take(const packet::Packet& packet) {
    auto& here = directions_[packet.from_client ? 0 : 1];
    if ((packet.flags & packet::rst) != 0) return;  // its numbers answer whatever came
    if ((packet.flags & packet::syn) != 0) here.begin(packet.sequence);
    if (!here.known()) return begin_missing(packet);
    take_identification(packet, here);
    if (packet.payload_length > 0) take_bytes(packet, here);
    if ((packet.flags & packet::syn) == 0) here.count_to(here.place(packet.sequence));
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
  void begin_missing(const packet::Packet& packet) {
    if (packet.payload_length == 0 || told_beginning_) return;  // the last words of an older connection
    told_beginning_ = true;
    found_.add("sequence", packet.number, "Connection {} begins in its middle, with packet {}.",
               "Verbindung {} beginnt in ihrer Mitte, mit Paket {}.", number_, packet.number);
  }

  void take_bytes(const packet::Packet& packet, Direction& here) {
    const auto place = here.place(packet.sequence);
    if (place < 0 || static_cast<std::uint64_t>(place) > here.end() + furthest_jump) {
      return found_.add("sequence", packet.number, "Packet {} has a sequence number far from the others of its connection.",
                        "Paket {} hat eine Sequenznummer weit weg von den anderen seiner Verbindung.", packet.number);
    }
    const auto at = static_cast<std::uint64_t>(place);
    if (here.fin && at + packet.payload_length > *here.fin) {
      found_.add("sequence", packet.number, "Packet {} carries bytes after the end of its connection.",
                 "Paket {} trägt Bytes nach dem Ende seiner Verbindung.", packet.number);
    }
    if (!here.take(at, packet.payload(), packet)) {
      found_.add("bytes", packet.number, "Packet {} sends bytes a second time, and they are others.",
                 "Paket {} schickt Bytes ein zweites Mal, und es sind andere.", packet.number);
    }
  }

  // Also of those that carry nothing: the kernel counts every packet of a socket, and numbers what it sends again anew.
  void take_identification(const packet::Packet& packet, Direction& here) {
    const auto ip = ip_fields(packet);
    if (ip && ip->identification != 0 && here.identifications.size() < most_identifications &&
        !here.identifications.insert(ip->identification).second) {
      found_.add("identification", packet.number, "Packet {} bears the number of an earlier one: the same packet twice.",
                 "Paket {} trägt die Nummer eines früheren: dasselbe Paket zweimal.", packet.number);
    }
  }

  void judge(Direction& sender, const std::vector<Acknowledgment>& heard) {
    std::uint64_t furthest = 0;
    for (const auto& each : heard) {
      const auto place = sender.place(each.sequence);
      if (place <= 0) continue;
      furthest = std::max(furthest, static_cast<std::uint64_t>(place));
      const auto* sent = sender.sent_at(static_cast<std::uint64_t>(place));
      if (sent == nullptr) {
        found_.add("acknowledgment", each.packet, "Packet {} acknowledges {} bytes, and only {} were sent.",
                   "Paket {} bestätigt {} Bytes, und nur {} wurden geschickt.", each.packet, place, sender.end());
      } else if (sent->packet > each.packet + tolerance_packets || is_late(*sent, each)) {
        found_.add("acknowledgment", each.packet, "Packet {} acknowledges what was sent only in packet {}.",
                   "Paket {} bestätigt, was erst in Paket {} geschickt wurde.", each.packet, sent->packet);
      }
    }
    if (const auto hole = sender.first_hole()) {
      if (furthest > *hole) {
        found_.add("missing", 0, "In connection {} bytes are missing, from byte {} on, and the other side says that it received them.",
                   "In Verbindung {} fehlen Bytes, ab Byte {}, und die andere Seite sagt, dass sie sie bekam.", number_, *hole);
      } else {
        found_.add("missing", 0, "In connection {} bytes are missing, from byte {} on.", "In Verbindung {} fehlen Bytes, ab Byte {}.",
                   number_, *hole);
      }
    }
  }

  bool is_late(const Direction::Sent& sent, const Acknowledgment& heard) const {
    return clock_.time_ns(sent.packet, sent.time_ns) > clock_.time_ns(heard.packet, heard.time_ns) + tolerance_ns;
  }

  static constexpr std::size_t most_identifications = 30'000;  // then the kernel's numbers begin again
  std::uint32_t number_;
  const CaptureClock& clock_;
  Found& found_;
  std::array<Direction, 2> directions_;               // client's, server's
  std::array<std::vector<Acknowledgment>, 2> heard_;  // of what the client sent, of what the server sent
  bool told_beginning_ = false;
};

}  // namespace

void in_sequences(const Opened& opened, const CaptureClock& clock, Found& found) {
  std::map<std::uint32_t, Connection> connections;
  for (const auto& packet : opened.recording->packets()) {
    if (packet.stream == packet::no_stream) continue;
    connections.try_emplace(packet.stream, packet.stream, clock, found).first->second.take(packet);
  }
  for (auto& [number, connection] : connections) connection.finish();
}

}  // namespace cleartext::grading
