// Numbers of a capture file, in the byte order that the file announces, and the damage found so far.
#pragma once
#include <optional>
#include <span>

#include "engine/capture/packet_source.h"

namespace cleartext::capture {

class FileCursor {
 public:
  explicit FileCursor(std::span<const std::byte> bytes) : bytes_(bytes) {}
  bool has(std::uint64_t at, std::uint64_t count) const {
    return at <= bytes_.size() && count <= bytes_.size() - at;
  }
  std::uint64_t size() const { return bytes_.size(); }
  std::uint16_t u16(std::uint64_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::uint64_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::uint64_t at) const { return number(at, 8); }
  std::uint8_t u8(std::uint64_t at) const { return static_cast<std::uint8_t>(number(at, 1)); }
  std::span<const std::byte> part(std::uint64_t at, std::uint64_t count) const {
    return bytes_.subspan(at, count);
  }
  bool big_endian = false;

 private:
  // The caller has asked has().
  std::uint64_t number(std::uint64_t at, unsigned count) const {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i) {
      const unsigned shift = 8 * (big_endian ? count - 1 - i : i);
      value |= std::to_integer<std::uint64_t>(bytes_[at + i]) << shift;
    }
    return value;
  }
  std::span<const std::byte> bytes_;
};

packet::LinkType link_type(std::uint32_t number);

}  // namespace cleartext::capture
