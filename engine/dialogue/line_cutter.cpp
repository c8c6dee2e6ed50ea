// A line ends in LF; a CR before it belongs to the end (RFC 5321, 2.3.8). A bare LF ends a line as well: we
// show what was said, not what should have been.
#include "engine/dialogue/line_cutter.h"

#include <algorithm>
#include <utility>

namespace cleartext::dialogue {

void LineCutter::describe(std::string_view raw, Heard& line) {
  line.raw = line.text = raw;
  line.whole = raw.ends_with('\n');
  if (line.whole) line.text.remove_suffix(raw.ends_with("\r\n") ? 2 : 1);
  line.position = start_;
  line.packet = packet_;
  line.time_ns = time_ns_;
  line.begins = !broken_ && !inside_line_;
  line.after_gap = std::exchange(fresh_, false);
  inside_line_ = !line.whole;
  if (broken_) {
    broken_ = !line.whole;
    line.whole = false;
  }
}

bool LineCutter::next(stream::Segment& segment, Heard& line, std::uint64_t limit) {
  if (partial_done_) forget_partial();
  partial_done_ = false;
  if (segment.bytes.empty()) return false;
  packet_ = segment.packet;
  time_ns_ = segment.time_ns;
  if (partial_.empty()) start_ = segment.position;
  std::string_view bytes(reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size());
  const std::size_t room = longest - partial_.size();
  bytes = bytes.substr(0, room);
  if (limit > 0) bytes = bytes.substr(0, limit);
  const std::size_t end = bytes.find('\n');
  const std::size_t count = end == std::string_view::npos ? bytes.size() : end + 1;
  const bool by_number = limit > 0 && count == limit;
  const bool done = end != std::string_view::npos || count == room || by_number;
  segment.bytes = segment.bytes.subspan(count);
  segment.position += count;
  if (done && partial_.empty()) {
    describe(bytes.substr(0, count), line);
    inside_line_ = inside_line_ && !by_number;
    return true;
  }
  partial_.append(bytes.substr(0, count));
  if (!done) return false;
  partial_done_ = true;
  describe(partial_, line);
  inside_line_ = inside_line_ && !by_number;
  return true;
}

// One long line is no reason to keep room for another.
void LineCutter::forget_partial() {
  constexpr std::size_t usual = 1024;
  if (partial_.capacity() > usual)
    partial_ = std::string();
  else
    partial_.clear();
}

bool LineCutter::flush(Heard& line) {
  if (partial_done_) forget_partial();
  if (partial_.empty()) return false;
  partial_done_ = true;
  describe(partial_, line);
  return true;
}

}  // namespace cleartext::dialogue
