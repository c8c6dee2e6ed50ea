// Numbers of a capture file, in the byte order that the file announces.
#pragma once
#include <cstring>
#include <span>

#include "engine/capture/file_bytes.h"
#include "engine/packet/bytes.h"

namespace cleartext::capture {

class FileCursor {
 public:
  explicit FileCursor(FileBytes& bytes) : source_(&bytes), bytes_(bytes.bytes()) {}
  // Waits for them, where bytes arrive one by one.
  bool has(std::uint64_t at, std::uint64_t count) { return (at <= bytes_.size() && count <= bytes_.size() - at) || fetch(at, count); }
  bool over(std::uint64_t at) { return !has(at, 1); }
  std::uint64_t size() const { return bytes_.size(); }  // once has() said no: of the whole file
  std::uint16_t u16(std::uint64_t at) const { return number<std::uint16_t>(at); }
  std::uint32_t u32(std::uint64_t at) const { return number<std::uint32_t>(at); }
  std::uint64_t u64(std::uint64_t at) const { return number<std::uint64_t>(at); }
  std::uint8_t u8(std::uint64_t at) const { return std::to_integer<std::uint8_t>(bytes_[at]); }
  std::span<const std::byte> part(std::uint64_t at, std::uint64_t count) const { return bytes_.subspan(at, count); }
  // Tells the bytes now and then where the reader is.
  void reach(std::uint64_t place) {
    if (place < next_told_) return;
    next_told_ = place + told_every;
    source_->reach(place);
  }
  bool big_endian = false;

 private:
  static constexpr std::uint64_t told_every = 64 * 1024;
  bool fetch(std::uint64_t at, std::uint64_t count) {
    const bool fetched = at + count >= at && source_->fetch(at + count);
    bytes_ = source_->bytes();
    return fetched;
  }
  // The caller has asked has().
  template <typename Number>
  Number number(std::uint64_t at) const {
    Number value;
    std::memcpy(&value, bytes_.data() + at, sizeof value);
    return big_endian ? packet::in_network_order(value) : value;
  }
  FileBytes* source_;
  std::span<const std::byte> bytes_;
  std::uint64_t next_told_ = 0;
};

packet::LinkType link_type(std::uint32_t number);

}  // namespace cleartext::capture
