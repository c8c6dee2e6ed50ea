// Line ends between the wire and the disk, in pieces of any size.
#include "servers/ftp/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace cleartext::ftp {

namespace {

std::ptrdiff_t hand_out(const std::string& text, std::size_t& at, std::span<char> room) {
  const auto count = std::min(room.size(), text.size() - at);
  std::copy_n(text.data() + at, count, room.data());
  at += count;
  return static_cast<std::ptrdiff_t>(count);
}

}  // namespace

std::ptrdiff_t TextSource::read(std::span<char> room) {
  return hand_out(text_, at_, room);
}

std::ptrdiff_t AsciiSource::read(std::span<char> room) {
  if (at_ == converted_.size()) {
    std::array<char, 16 * 1024> piece;
    const auto got = file_->read(piece);
    if (got <= 0) return got;
    converted_.clear();
    at_ = 0;
    for (const char c : std::string_view(piece.data(), static_cast<std::size_t>(got))) {
      if (c == '\n' && !after_cr_) converted_ += '\r';
      converted_ += c;
      after_cr_ = c == '\r';
    }
  }
  return hand_out(converted_, at_, room);
}

std::string AsciiDecoder::decode(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 1);
  for (const char c : bytes) {
    if (after_cr_ && c != '\n') text += '\r';
    after_cr_ = c == '\r';
    if (!after_cr_) text += c;
  }
  return text;
}

std::string AsciiDecoder::finish() {
  return std::exchange(after_cr_, false) ? "\r" : "";
}

}  // namespace cleartext::ftp
