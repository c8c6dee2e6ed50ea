// Sequence numbers wrap at 2^32 (RFC 9293, 3.4); places do not: they count from the first byte of the
// direction.
#include "engine/stream/flow.h"

#include <algorithm>

namespace cleartext::stream {

void Flow::begin(std::uint32_t sequence, bool certain) {
  first_ = sequence;
  known_ = true;
  certain_ = certain;
}

std::int64_t Flow::place(std::uint32_t sequence) const {
  const auto next_sequence = static_cast<std::uint32_t>(first_ + next_);
  return static_cast<std::int64_t>(next_) + static_cast<std::int32_t>(sequence - next_sequence);
}

void Flow::move_start(std::uint32_t earlier) {
  const std::uint64_t by = static_cast<std::uint32_t>(first_ - earlier);
  std::map<std::uint64_t, Piece> moved;
  for (auto& [position, piece] : held_) moved.emplace(position + by, std::move(piece));
  held_ = std::move(moved);
  if (fin) *fin += by;
  if (acknowledged != 0) acknowledged += by;
  first_ = earlier;
}

bool Flow::hold(const Segment& segment) {
  bool added = false;
  std::uint64_t from = std::max(segment.position, next_);
  while (from < segment.end()) {
    const auto after = held_.upper_bound(from);
    if (after != held_.begin()) {
      const auto& [position, piece] = *std::prev(after);
      if (position + piece.length > from) {
        from = position + piece.length;
        continue;
      }
    }
    const std::uint64_t to = after == held_.end() ? segment.end() : std::min(segment.end(), after->first);
    insert(segment, from, to);
    added = true;
    from = to;
  }
  return added;
}

void Flow::insert(const Segment& segment, std::uint64_t from, std::uint64_t to) {
  const std::uint64_t captured_end = segment.position + segment.bytes.size();
  const std::uint64_t bytes = from < captured_end ? std::min(to, captured_end) - from : 0;
  const auto part = segment.bytes.subspan(bytes == 0 ? 0 : from - segment.position, bytes);
  held_.emplace(from, Piece{{part.begin(), part.end()}, to - from, segment.needs, segment.packet, segment.time_ns});
  held_bytes_ += bytes + piece_cost;
}

std::optional<Segment> Flow::first_held() const {
  if (held_.empty()) return {};
  const auto& [position, piece] = *held_.begin();
  return Segment{position, piece.bytes, piece.length, piece.needs, piece.packet, piece.time_ns};
}

void Flow::drop_first() {
  held_bytes_ -= held_.begin()->second.bytes.size() + piece_cost;
  held_.erase(held_.begin());
}

void Flow::reset() { *this = Flow{}; }

}  // namespace cleartext::stream
