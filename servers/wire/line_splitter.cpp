// One line at a time: bytes are kept until their LF comes, never more than the bound.
#include "servers/wire/line_splitter.h"

namespace cleartext::wire {

bool LineSplitter::next(std::string_view& bytes, Line& line) {
  if (done_) clear();
  const auto end = bytes.find('\n');
  const auto piece = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
  bytes.remove_prefix(piece.size());
  // Room for CR LF beyond the bound, so that a line of exactly the longest length is whole.
  const auto room = longest_ + 2 > partial_.size() ? longest_ + 2 - partial_.size() : 0;
  const bool ended = end != std::string_view::npos;
  if (piece.size() > room) {
    overflow_ = true;
    partial_.append(piece.substr(0, room));
  } else {
    partial_.append(piece);
  }
  if (!ended) return false;
  std::string_view text = partial_;
  if (!overflow_) text.remove_suffix(1);
  line = {};
  line.too_long = overflow_;
  if (!overflow_ && !text.empty() && text.back() == '\r') {
    text.remove_suffix(1);
  } else if (!overflow_) {
    line.bare_lf = true;
  }
  line.text = text.substr(0, longest_);
  if (text.size() > longest_) line.too_long = true;
  done_ = true;
  return true;
}

}  // namespace cleartext::wire
