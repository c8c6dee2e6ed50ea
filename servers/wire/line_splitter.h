// Cuts a byte stream into lines. A line ends in CR LF; a bare LF is reported, not silently taken (it is how
// mail is smuggled). The longest unfinished line is bounded; what is beyond the bound is dropped and flagged.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::wire {

struct Line {
  std::string_view text;  // without its end; valid until the next call
  bool bare_lf = false;   // ended in LF alone
  bool too_long = false;  // cut at the bound
};

class LineSplitter {
 public:
  explicit LineSplitter(std::size_t longest = 8192) : longest_(longest) {}
  // Takes bytes off the front of `bytes` until a line is complete. True: `line` is set. False: bytes is empty.
  bool next(std::string_view& bytes, Line& line);
  std::string_view unfinished() const { return done_ ? std::string_view() : partial_; }
  void clear() {
    partial_.clear();
    done_ = overflow_ = false;
  }

 private:
  std::string partial_;
  std::size_t longest_;
  bool done_ = false, overflow_ = false;
};

}  // namespace cleartext::wire
