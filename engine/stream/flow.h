// One direction of a TCP stream. It knows sequence numbers and bytes, no packet: what is next, what arrived
// too early, what is missing. Bytes in order pass through without a copy; early ones are copied and held, at
// most `most_held`.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace cleartext::stream {

// Bytes of one packet at their place in the direction's stream.
struct Segment {
  std::uint64_t position = 0;
  std::span<const std::byte> bytes;
  std::uint64_t length = 0;  // on the wire: more than bytes.size() where the capture cut the packet
  std::uint64_t needs = 0;   // what its sender had heard of the other direction when it spoke
  std::uint32_t packet = 0;
  std::int64_t time_ns = 0;
  std::uint64_t end() const { return position + length; }
};

class Flow {
 public:
  static constexpr std::size_t most_held = 4 * 1024 * 1024;

  bool known() const { return known_; }      // where position 0 is
  bool certain() const { return certain_; }  // from a SYN, not guessed from the first packet seen
  void begin(std::uint32_t sequence, bool certain);
  // Signed: a keep-alive or an old packet may lie before what is known.
  std::int64_t place(std::uint32_t sequence) const;
  std::uint32_t first_sequence() const { return first_; }
  void move_start(std::uint32_t earlier);  // a guess was too late: an earlier byte exists

  std::uint64_t next() const { return next_; }  // everything before was delivered or declared lost
  void advance(std::uint64_t to) { next_ = to; }
  // Keeps what is new of it; on overlap the first copy wins. False: nothing in it was new.
  bool hold(const Segment& segment);
  // The first held piece, if it is due: nothing missing before it.
  std::optional<Segment> first_held() const;
  void drop_first();  // after it was delivered
  bool holds() const { return !held_.empty(); }
  bool waits() const { return holds() || (fin && !ended); }  // for more, or to be told that nothing comes
  std::size_t held_bytes() const { return held_bytes_; }     // with what keeping each piece costs
  void reset();                                              // as new; keeps nothing

  std::optional<std::uint64_t> fin;       // place just after the last byte, once a FIN said so
  std::uint64_t excused = 0;              // waited for up to here: one place more may be a FIN that was missed
  std::uint64_t acknowledged = 0;         // highest place the other side acknowledged
  std::uint64_t lost_until = UINT64_MAX;  // where what was given up last ends
  std::uint64_t bytes = 0;                // delivered
  std::uint32_t packets = 0;
  bool ended = false;  // told its listener that nothing follows

 private:
  static constexpr std::size_t piece_cost = 96;
  struct Piece {
    std::vector<std::byte> bytes;
    std::uint64_t length, needs;
    std::uint32_t packet;
    std::int64_t time_ns;
  };
  void insert(const Segment& segment, std::uint64_t from, std::uint64_t to);

  std::uint32_t first_ = 0;
  std::uint64_t next_ = 0;
  std::map<std::uint64_t, Piece> held_;
  std::size_t held_bytes_ = 0;
  bool known_ = false, certain_ = false;
};

}  // namespace cleartext::stream
