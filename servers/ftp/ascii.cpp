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

std::ptrdiff_t TextSource::read(std::span<char> room) { return hand_out(text_, at_, room); }

// Fills the room: what is left of a piece would else make a small segment of its own.
std::ptrdiff_t AsciiSource::read(std::span<char> room) {
  std::size_t filled = 0;
  while (filled < room.size()) {
    if (at_ == converted_.size()) {
      const auto got = convert_more();
      if (got < 0) return got;
      if (got == 0) break;
    }
    filled += static_cast<std::size_t>(hand_out(converted_, at_, room.subspan(filled)));
  }
  return static_cast<std::ptrdiff_t>(filled);
}

std::ptrdiff_t AsciiSource::convert_more() {
  std::array<char, 64 * 1024> piece;
  const auto got = file_->read(piece);
  if (got <= 0) return got;
  converted_.clear();
  at_ = 0;
  std::string_view text(piece.data(), static_cast<std::size_t>(got));
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    converted_ += line;
    if (!line.empty()) after_cr_ = line.back() == '\r';
    if (end == std::string_view::npos) break;
    converted_ += after_cr_ ? "\n" : "\r\n";
    after_cr_ = false;
    text.remove_prefix(end + 1);
  }
  return got;
}

bool AsciiSource::skip(std::uint64_t bytes) {
  while (bytes > 0) {
    if (at_ == converted_.size() && convert_more() <= 0) return false;
    const auto skipped = std::min<std::uint64_t>(bytes, converted_.size() - at_);
    at_ += static_cast<std::size_t>(skipped);
    bytes -= skipped;
  }
  return true;
}

std::string AsciiDecoder::decode(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 1);
  if (after_cr_ && !bytes.empty()) {
    if (bytes.front() != '\n') text += '\r';
    after_cr_ = false;
  }
  while (!bytes.empty()) {
    const auto cr = bytes.find('\r');
    text += bytes.substr(0, cr);
    if (cr == std::string_view::npos) break;
    bytes.remove_prefix(cr + 1);
    if (bytes.empty()) {
      after_cr_ = true;
    } else if (bytes.front() != '\n') {
      text += '\r';
    }
  }
  return text;
}

std::string AsciiDecoder::finish() { return std::exchange(after_cr_, false) ? "\r" : ""; }

}  // namespace cleartext::ftp
