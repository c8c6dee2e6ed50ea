// MD5 (RFC 1321) and HMAC-MD5 (RFC 2104), written for guessing: short texts, many of them, nothing allocated. MD5 is broken
// as a signature; what makes it bad for passwords is that it is fast.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cleartext::cracking {

using Md5Digest = std::array<std::uint32_t, 4>;

class Md5 {
 public:
  void add(std::string_view bytes);
  Md5Digest finish();

 private:
  void block(const unsigned char* bytes);
  Md5Digest state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  std::uint64_t length_ = 0;
  std::array<unsigned char, 64> waiting_{};
};

Md5Digest hmac_md5(std::string_view key, std::string_view text);
std::string hex(const Md5Digest& digest);
// 32 hexadecimal digits; false: it is none.
bool read_hex(std::string_view digits, Md5Digest& digest);

}  // namespace cleartext::cracking
