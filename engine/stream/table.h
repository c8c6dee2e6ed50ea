// All streams that are alive, found by their two endpoints. A hash table with open addressing over recycled
// nodes: a packet of a known stream allocates nothing.
#pragma once
#include <deque>
#include <vector>

#include "engine/stream/stream.h"

namespace cleartext::stream {

class Table {
 public:
  // So many streams are followed at once; beyond that the one that was silent longest is closed.
  static constexpr std::size_t most_open = 100'000;
  // All streams together hold so many bytes at most that came too early.
  static constexpr std::size_t most_held = 48 * 1024 * 1024;
  // And all their companions so many of what they have begun to read. One that wants more when there is no more is told
  // to let go, unless it holds next to nothing.
  static constexpr std::size_t most_begun = 48 * 1024 * 1024, next_to_nothing = 2048;
  static constexpr std::size_t few_closed = 2048;  // so many closed streams need not be forgotten
  explicit Table(Listener& listener);
  // Only for TCP. Numbers the stream as tshark does: a new number for a new pair, and for a SYN that starts
  // anew.
  Stream& take(packet::Packet& packet);
  void finish();  // the capture is over
  std::uint32_t count() const { return count_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    Stream* stream = nullptr;
  };
  // The slot of this pair, either way round, or the free slot where it belongs.
  std::size_t slot_of(std::uint64_t hash, const packet::Endpoint& a, const packet::Endpoint& b) const;
  Stream& find_or_open(const packet::Packet& packet);
  Stream& fresh();
  void grow();
  void erase(const Stream& stream);
  void retire_old(std::int64_t now);
  void make_room(std::int64_t now);
  void remove(Stream& stream);
  void finish(Stream& stream);
  void hold_within_bounds(Stream& stream, std::size_t before);
  void begin_within_bounds(Stream& stream);
  void count_begun(Stream& stream, std::size_t now);
  struct Retiring {
    Stream* stream;
    std::uint32_t number;
    std::int64_t time_ns;
  };
  Listener& listener_;
  std::deque<Stream> nodes_;
  std::vector<Slot> slots_;
  std::vector<Stream*> free_;
  std::size_t used_ = 0;
  std::uint32_t count_ = 0;
  std::size_t held_ = 0, begun_ = 0;
  std::deque<Retiring> retiring_;
  std::deque<Retiring> order_;  // as they were opened, or last found busy
};

}  // namespace cleartext::stream
