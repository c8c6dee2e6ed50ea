// Reads numbers out of a frame and never beyond its end: a read that does not fit is zero, has() tells
// beforehand. A header of known length is checked once, and its reads when they are compiled.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace cleartext::packet {

inline std::uint8_t in_network_order(std::uint8_t value) { return value; }
inline std::uint16_t in_network_order(std::uint16_t value) { return __builtin_bswap16(value); }
inline std::uint32_t in_network_order(std::uint32_t value) { return __builtin_bswap32(value); }
inline std::uint64_t in_network_order(std::uint64_t value) { return __builtin_bswap64(value); }
static_assert(std::endian::native == std::endian::little);

// `length` bytes that are there.
template <std::size_t length>
class Header {
 public:
  explicit Header(const std::byte* start) : start_(start) {}
  template <std::size_t offset>
  std::uint8_t u8() const {
    return number<std::uint8_t, offset>();
  }
  template <std::size_t offset>
  std::uint16_t u16() const {
    return number<std::uint16_t, offset>();
  }
  template <std::size_t offset>
  std::uint32_t u32() const {
    return number<std::uint32_t, offset>();
  }

 private:
  template <typename Number, std::size_t offset>
  Number number() const {
    static_assert(offset + sizeof(Number) <= length);
    Number value;
    std::memcpy(&value, start_ + offset, sizeof value);
    return in_network_order(value);
  }
  const std::byte* start_;
};

class Bytes {
 public:
  explicit Bytes(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::size_t size() const { return bytes_.size(); }
  bool has(std::size_t offset, std::size_t count) const { return offset <= size() && count <= size() - offset; }
  // The caller has asked has().
  template <std::size_t length>
  Header<length> header(std::size_t offset) const {
    return Header<length>(bytes_.data() + offset);
  }
  std::uint8_t u8(std::size_t offset) const { return has(offset, 1) ? std::to_integer<std::uint8_t>(bytes_[offset]) : std::uint8_t{0}; }
  std::uint16_t u16(std::size_t offset) const {  // network byte order
    if (has(offset, 2)) return header<2>(offset).u16<0>();
    return static_cast<std::uint16_t>(u8(offset) << 8);
  }
  std::uint32_t u32(std::size_t offset) const {
    if (has(offset, 4)) return header<4>(offset).u32<0>();
    return static_cast<std::uint32_t>(u16(offset)) << 16 | u16(offset + 2);
  }
  std::uint32_t u32_little(std::size_t offset) const { return in_network_order(u32(offset)); }
  void copy(std::size_t offset, std::span<std::uint8_t> into) const {
    if (has(offset, into.size())) return void(std::memcpy(into.data(), bytes_.data() + offset, into.size()));
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = u8(offset + i);
  }

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace cleartext::packet
