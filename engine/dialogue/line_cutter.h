// Cuts one direction's bytes into lines whose places are exact. A line that lies in one packet is not copied;
// the longest unfinished line is bounded and comes in pieces. A gap ends the line it falls in, and the rest
// up to the next line end is a broken line too, unless somebody recognises it as a whole one.
#pragma once
#include <string>

#include "engine/dialogue/dialogue.h"
#include "engine/stream/flow.h"

namespace cleartext::dialogue {

class LineCutter {
 public:
  static constexpr std::size_t longest = 64 * 1024;
  // Cuts one line off the front of `segment`. False: nothing is left to cut, the rest is kept for later.
  // `limit`: so many bytes are no lines but a text by number, which ends where they end; 0: none.
  bool next(stream::Segment& segment, Heard& line, std::uint64_t limit = 0);
  // A piece that nothing will finish any more. False: there is none.
  bool flush(Heard& line);
  void gap() { broken_ = fresh_ = true; }
  void line_begins() { broken_ = fresh_ = inside_line_ = false; }  // what was before ended where it should
  std::size_t unfinished() const { return partial_done_ ? 0 : partial_.size(); }
  std::size_t held() const { return partial_.capacity(); }

 private:
  void describe(std::string_view raw, Heard& line);
  void forget_partial();
  std::string partial_;
  bool partial_done_ = false, broken_ = false, inside_line_ = false;
  bool fresh_ = false;  // nothing was cut since the gap
  std::uint64_t start_ = 0;
  std::uint32_t packet_ = 0;
  std::int64_t time_ns_ = 0;
};

}  // namespace cleartext::dialogue
