// Reads numbers and vectors as TLS writes them (RFC 8446, 3): big endian, a length before each vector. What goes
// beyond the end reads as nothing and is remembered.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace cleartext::tls {

using Bytes = std::span<const std::byte>;

class Octets {
 public:
  explicit Octets(Bytes bytes) : left_(bytes) {}
  bool broken() const { return broken_; }
  bool empty() const { return left_.empty(); }
  std::size_t size() const { return left_.size(); }

  std::uint32_t number(std::size_t octets) {
    std::uint32_t value = 0;
    for (const std::byte each : take(octets)) value = value << 8 | std::to_integer<std::uint32_t>(each);
    return value;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  Bytes take(std::size_t count) {
    if (count > left_.size()) {
      broken_ = true;
      left_ = {};
      return {};
    }
    const Bytes taken = left_.first(count);
    left_ = left_.subspan(count);
    return taken;
  }
  Bytes vector(std::size_t length_octets) { return take(number(length_octets)); }

 private:
  Bytes left_;
  bool broken_ = false;
};

}  // namespace cleartext::tls
