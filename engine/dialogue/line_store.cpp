// Lines lie in blocks that can be read from their beginning. A line is a byte of flags and what they leave out, numbers in
// sevens of bits.
#include "engine/dialogue/line_store.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cleartext::dialogue {

namespace {

enum Flag : std::uint8_t {
  same_voice = 1,  // stream, side, protocol, kind, keys
  same_packet = 2,
  follows = 4,  // begins where the one before ended
  crlf = 8,
  copied_text = 16,  // its text follows here
  next_place = 32,   // its text follows the one before, where that lies
  has_verb = 64,
  has_code = 128
};

void put(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}
void put_signed(std::string& out, std::int64_t value) {
  put(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}
void put_text(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

std::uint64_t take(const char*& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<std::uint8_t>(*at++);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
}
std::int64_t take_signed(const char*& at) {
  const std::uint64_t value = take(at);
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}
std::string_view take_text(const char*& at, std::size_t size) {
  const char* begin = at;
  at += size;
  return {begin, size};
}

bool is_same_voice(const LineView& a, const LineView& b) {
  return a.stream == b.stream && a.from == b.from && a.protocol == b.protocol && a.kind == b.kind && a.decrypted == b.decrypted;
}

std::int64_t difference(std::uint64_t to, std::uint64_t from) { return static_cast<std::int64_t>(to - from); }
std::uint64_t number(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

void LineStore::write(std::string& out, const LineView& line, bool copied, State& state) {
  const LineView& before = state.line;
  const auto place = reinterpret_cast<std::uintptr_t>(line.text.data());
  unsigned flags = 0;
  if (is_same_voice(line, before)) flags |= same_voice;
  if (line.packet == before.packet && line.time_ns == before.time_ns) flags |= same_packet;
  if (line.position == before.position + before.length) flags |= follows;
  if (line.length >= 2 && line.text.size() == line.length - 2) flags |= crlf;
  if (copied)
    flags |= copied_text;
  else if (place == state.place)
    flags |= next_place;
  if (!line.verb.empty()) flags |= has_verb;
  if (!line.code.empty()) flags |= has_code;
  out += static_cast<char>(flags);
  if ((flags & same_voice) == 0) {
    put(out, line.stream);
    out += static_cast<char>((line.from == wire::Side::client ? 0 : 1) | (line.decrypted ? 2 : 0) | static_cast<int>(line.kind) << 2);
    out += static_cast<char>(line.protocol);
  }
  if ((flags & same_packet) == 0) {
    put_signed(out, difference(line.packet, before.packet));
    put_signed(out, difference(number(line.time_ns), number(before.time_ns)));
  }
  if ((flags & follows) == 0) put(out, line.position);
  put(out, line.length);
  if ((flags & crlf) == 0) put(out, line.text.size());
  if ((flags & has_verb) != 0) put_text(out, line.verb);
  if ((flags & has_code) != 0) put_text(out, line.code);
  if (copied)
    out += line.text;
  else if ((flags & next_place) == 0)
    put_signed(out, difference(place, state.place));
  if (!copied) state.place = place + line.length;
  state.line = line;
}

const char* LineStore::read(const char* at, State& state) {
  LineView& line = state.line;
  const auto flags = static_cast<std::uint8_t>(*at++);
  if ((flags & same_voice) == 0) {
    line.stream = static_cast<std::uint32_t>(take(at));
    const auto voice = static_cast<std::uint8_t>(*at++);
    line.from = (voice & 1) == 0 ? wire::Side::client : wire::Side::server;
    line.decrypted = (voice & 2) != 0;
    line.kind = static_cast<LineKind>(voice >> 2);
    line.protocol = static_cast<packet::Protocol>(*at++);
  }
  if ((flags & same_packet) == 0) {
    line.packet = static_cast<std::uint32_t>(line.packet + number(take_signed(at)));
    line.time_ns = static_cast<std::int64_t>(number(line.time_ns) + number(take_signed(at)));
  }
  line.position = (flags & follows) != 0 ? line.position + line.length : take(at);
  line.length = static_cast<std::uint32_t>(take(at));
  const std::size_t size = (flags & crlf) != 0 ? line.length - 2 : take(at);
  line.verb = (flags & has_verb) != 0 ? take_text(at, take(at)) : std::string_view();
  line.code = (flags & has_code) != 0 ? take_text(at, take(at)) : std::string_view();
  state.copied = (flags & copied_text) != 0;
  if (state.copied) {
    line.text = take_text(at, size);
    return at;
  }
  if ((flags & next_place) == 0) state.place += number(take_signed(at));
  line.text = {reinterpret_cast<const char*>(state.place), size};  // NOLINT(performance-no-int-to-ptr): of texts that may lie anywhere
  state.place += line.length;
  return at;
}

LineStore::LineStore(std::initializer_list<Line> lines) {
  for (const Line& line : lines) push_back(line);
}

// What comes later goes to chunks of its own.
LineStore::LineStore(const LineStore& other) : chunks_(other.chunks_), blocks_(other.blocks_), size_(other.size_) {}

void LineStore::swap(LineStore& other) noexcept {
  std::swap(chunks_, other.chunks_);
  std::swap(blocks_, other.blocks_);
  std::swap(size_, other.size_);
  std::swap(in_block_, other.in_block_);
  std::swap(room_, other.room_);
  std::swap(next_, other.next_);
  std::swap(last_, other.last_);
}

LineView LineStore::view(std::size_t at) const { return Iterator(*this, at).view(); }

LineStore::Iterator LineStore::begin() const { return {*this, 0}; }
LineStore::Iterator LineStore::end() const { return {*this, size_}; }

void LineStore::push_back(const LineView& line, std::span<const std::byte> kept) {
  const auto begin = reinterpret_cast<std::uintptr_t>(kept.data()), place = reinterpret_cast<std::uintptr_t>(line.text.data());
  push(line, place < begin || place + line.text.size() > begin + kept.size());
}

void LineStore::push(const LineView& line, bool copied) {
  std::string bytes;
  State state = last_;
  bool begins = in_block_ == block_lines;
  if (!begins) write(bytes, line, copied, state);
  if (begins || bytes.size() > room_) {
    begins = true;
    bytes.clear();
    write(bytes, line, copied, state = {});
  }
  if (bytes.size() > room_) {
    room_ = std::max(chunk_bytes, bytes.size());
    chunks_.emplace_back(new char[room_]);
    next_ = chunks_.back().get();
  }
  if (begins) {
    blocks_.push_back({size_, next_});
    in_block_ = 0;
  }
  std::memcpy(next_, bytes.data(), bytes.size());
  next_ += bytes.size();
  room_ -= bytes.size();
  last_ = state;
  ++in_block_;
  ++size_;
}

void LineStore::append(LineStore&& more) {
  constexpr std::size_t few = 256;
  if (more.size() < few) {
    for (std::size_t block = 0; block < more.blocks_.size(); ++block) {
      const std::size_t end = block + 1 < more.blocks_.size() ? more.blocks_[block + 1].first : more.size();
      const char* at = more.blocks_[block].begin;
      State state;
      for (std::size_t i = more.blocks_[block].first; i < end; ++i) {
        at = read(at, state);
        push(state.line, state.copied);
      }
    }
    return;
  }
  for (const Block& block : more.blocks_) blocks_.push_back({block.first + size_, block.begin});
  chunks_.insert(chunks_.end(), std::make_move_iterator(more.chunks_.begin()), std::make_move_iterator(more.chunks_.end()));
  size_ += more.size_;
  in_block_ = block_lines;
  more = {};
}

const LineView& LineStore::Iterator::view() const {
  const auto& blocks = store_->blocks_;
  const bool goes_on =
      next_ != nullptr && at_ >= blocks[block_].first + read_ - 1 && (block_ + 1 == blocks.size() || at_ < blocks[block_ + 1].first);
  if (!goes_on) {
    if (next_ != nullptr && block_ + 1 < blocks.size() && at_ == blocks[block_ + 1].first) {
      ++block_;
    } else {
      const auto after =
          std::upper_bound(blocks.begin(), blocks.end(), at_, [](std::size_t line, const Block& block) { return line < block.first; });
      block_ = static_cast<std::size_t>(after - blocks.begin()) - 1;
    }
    next_ = blocks[block_].begin;
    read_ = 0;
    state_ = {};
  }
  for (; blocks[block_].first + read_ <= at_; ++read_) next_ = read(next_, state_);
  return state_.line;
}

}  // namespace cleartext::dialogue
