// What a letter or a file said, 4 GiB at most. What lies in bytes that somebody keeps anyway is pointed to, the rest is kept here: a letter
// of a recording takes a few bytes for each packet that brought it. Nothing is read before it is asked for.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::findings {

class Text {
 public:
  Text() = default;
  Text(std::string whole) { append(whole, false); }  // NOLINT(google-explicit-constructor): a string is a text
  // `stays`: the bytes stay where they lie as long as this text is read.
  void append(std::string_view bytes, bool stays);
  void fit();  // nothing more will come: gives back what room is left

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::string str(std::size_t from = 0, std::size_t count = std::string::npos) const;
  // Calls `take` with each piece of it, in order, from that byte on.
  template <typename Take>
  void each(Take take, std::size_t from = 0) const {
    std::size_t at = from == 0 ? 0 : pieces_.size(), begin = from == 0 ? 0 : size_;
    while (at > 0 && begin > from) begin -= pieces_[--at].size;
    for (; at < pieces_.size(); begin = from = begin + pieces_[at++].size) {
      const Piece& piece = pieces_[at];
      const std::string_view text(piece.data != nullptr ? piece.data : own_.data() + piece.own, piece.size);
      if (from - begin < text.size()) take(text.substr(from - begin));
    }
  }
  friend bool operator==(const Text& a, std::string_view b) { return a.size() == b.size() && a.str() == b; }

 private:
  struct Piece {
    const char* data = nullptr;  // nullptr: in own_
    std::uint32_t size = 0, own = 0;
  };
  std::vector<Piece> pieces_;
  std::string own_;
  std::size_t size_ = 0;
};

}  // namespace cleartext::findings
