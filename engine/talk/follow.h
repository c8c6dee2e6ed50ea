// Where a captured conversation stands after one of its lines. Walking back to its beginning is bounded: of a conversation
// that is longer, nothing is told.
#pragma once
#include <memory>

#include "engine/dialogue/line_store.h"
#include "engine/talk/standing.h"

namespace cleartext::talk {

class Follower {
 public:
  static constexpr std::size_t farthest = 20'000;  // lines
  // nullptr: no states, or too far from its beginning. Asked for a later line of the same stream, it goes on from there.
  const Standing* after(const dialogue::LineStore& lines, std::size_t line);
  void forget() { standing_.reset(); }  // the lines are other ones now

 private:
  void feed(const dialogue::LineView& line);
  std::unique_ptr<Standing> standing_;
  std::uint32_t stream_ = 0;
  std::size_t fed_ = 0;  // up to this line, not with it
};

}  // namespace cleartext::talk
