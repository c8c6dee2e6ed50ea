// Numbers of a capture file, in the byte order that the file announces.
#pragma once
#include <bit>
#include <cstring>
#include <span>

#include "engine/capture/file_bytes.h"

namespace cleartext::capture {

class FileCursor {
 public:
  explicit FileCursor(FileBytes& bytes) : source_(&bytes), bytes_(bytes.bytes()) {}
  // Waits for them, where bytes arrive one by one.
  bool has(std::uint64_t at, std::uint64_t count) {
    return (at <= bytes_.size() && count <= bytes_.size() - at) || fetch(at, count);
  }
  bool over(std::uint64_t at) { return !has(at, 1); }
  std::uint64_t size() const { return bytes_.size(); }  // once has() said no: of the whole file
  std::uint16_t u16(std::uint64_t at) const { return number<std::uint16_t>(at); }
  std::uint32_t u32(std::uint64_t at) const { return number<std::uint32_t>(at); }
  std::uint64_t u64(std::uint64_t at) const { return number<std::uint64_t>(at); }
  std::uint8_t u8(std::uint64_t at) const { return std::to_integer<std::uint8_t>(bytes_[at]); }
  std::span<const std::byte> part(std::uint64_t at, std::uint64_t count) const {
    return bytes_.subspan(at, count);
  }
  bool big_endian = false;

 private:
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
    if (!big_endian) return value;
    Number turned = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) {
      turned = static_cast<Number>(static_cast<std::uint64_t>(turned) << 8 | (value & 0xff));
      value = static_cast<Number>(static_cast<std::uint64_t>(value) >> 8);
    }
    return turned;
  }
  FileBytes* source_;
  std::span<const std::byte> bytes_;
};
static_assert(std::endian::native == std::endian::little);

packet::LinkType link_type(std::uint32_t number);

}  // namespace cleartext::capture
