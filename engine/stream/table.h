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
  explicit Table(Listener& listener);
  // Only for TCP. Numbers the stream as tshark does: a new number for a new pair, and for a SYN that starts
  // anew.
  Stream& take(packet::Packet& packet);
  void finish();  // the capture is over
  std::uint32_t count() const { return count_; }

 private:
  static constexpr std::uint32_t none = 0xffffffff;
  std::size_t slot_of(const packet::Endpoint& a, const packet::Endpoint& b) const;
  Stream& find_or_open(const packet::Packet& packet);
  void grow();
  void erase(std::size_t slot);
  void retire_old(std::int64_t now);
  void make_room(std::int64_t now);
  void remove(std::uint32_t node);
  void finish(Stream& stream);
  void hold_within_bounds(Stream& stream, std::size_t before);

  struct Retiring {
    std::uint32_t node, number;
    std::int64_t time_ns;
  };
  Listener& listener_;
  std::deque<Stream> nodes_;
  std::vector<std::uint32_t> slots_, free_;
  std::size_t used_ = 0;
  std::uint32_t count_ = 0;
  std::size_t held_ = 0;
  std::deque<Retiring> retiring_;
  std::deque<Retiring> order_;  // as they were opened, or last found busy
};

}  // namespace cleartext::stream
