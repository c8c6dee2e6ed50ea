// Reads numbers out of a frame and never beyond its end: a read that does not fit is zero, has() tells
// beforehand.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace cleartext::packet {

class Bytes {
 public:
  explicit Bytes(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size(); }
  bool has(std::size_t offset, std::size_t count) const {
    return offset <= size() && count <= size() - offset;
  }
  std::uint8_t u8(std::size_t offset) const {
    return has(offset, 1) ? std::to_integer<std::uint8_t>(bytes_[offset]) : std::uint8_t{0};
  }
  std::uint16_t u16(std::size_t offset) const {  // network byte order
    return static_cast<std::uint16_t>(u8(offset) << 8 | u8(offset + 1));
  }
  std::uint32_t u32(std::size_t offset) const {
    return static_cast<std::uint32_t>(u16(offset)) << 16 | u16(offset + 2);
  }
  std::uint32_t u32_little(std::size_t offset) const {
    return static_cast<std::uint32_t>(u8(offset + 3)) << 24 |
           static_cast<std::uint32_t>(u8(offset + 2)) << 16 |
           static_cast<std::uint32_t>(u8(offset + 1)) << 8 | u8(offset);
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace cleartext::packet
