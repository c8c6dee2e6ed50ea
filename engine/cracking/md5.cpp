#include "engine/cracking/md5.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cleartext::cracking {
namespace {

// RFC 1321, 3.4: 2^32 times the sine of the step's number.
constexpr std::array<std::uint32_t, 64> sines{
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1,
    0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453,
    0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942,
    0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05,
    0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d,
    0x85845dd1, 0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
constexpr int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

// One of the four rounds, unrolled by the compiler.
template <int Round>
inline void round(Md5Digest& s, const std::uint32_t (&words)[16]) {
#pragma GCC unroll 16
  for (int i = 0; i < 16; ++i) {
    const auto [a, b, c, d] = s;
    std::uint32_t mixed;
    int word;
    if constexpr (Round == 0)
      mixed = d ^ (b & (c ^ d)), word = i;
    else if constexpr (Round == 1)
      mixed = c ^ (d & (b ^ c)), word = (5 * i + 1) % 16;
    else if constexpr (Round == 2)
      mixed = b ^ c ^ d, word = (3 * i + 5) % 16;
    else
      mixed = c ^ (b | ~d), word = (7 * i) % 16;
    s = {d, b + std::rotl(a + mixed + sines[static_cast<std::size_t>(16 * Round + i)] + words[word], turns[Round][i % 4]), b, c};
  }
}

}  // namespace

void Md5::block(const unsigned char* bytes) {
  std::uint32_t words[16];
  for (int i = 0; i < 16; ++i, bytes += 4)
    words[i] = static_cast<std::uint32_t>(bytes[0]) | static_cast<std::uint32_t>(bytes[1]) << 8 |
               static_cast<std::uint32_t>(bytes[2]) << 16 | static_cast<std::uint32_t>(bytes[3]) << 24;
  auto mixed = state_;
  round<0>(mixed, words);
  round<1>(mixed, words);
  round<2>(mixed, words);
  round<3>(mixed, words);
  for (std::size_t i = 0; i < 4; ++i) state_[i] += mixed[i];
}

void Md5::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t used = length_ % 64, taken = std::min(bytes.size(), 64 - used);
    std::memcpy(waiting_.data() + used, bytes.data(), taken);
    length_ += taken;
    bytes.remove_prefix(taken);
    if (length_ % 64 == 0) block(waiting_.data());
  }
}

// RFC 1321, 3.1 and 3.2: a one, zeroes, and the length in bits.
Md5Digest Md5::finish() {
  const std::uint64_t bits = length_ * 8;
  std::size_t used = length_ % 64;
  waiting_[used++] = 0x80;
  if (used > 56) {
    std::memset(waiting_.data() + used, 0, 64 - used);
    block(waiting_.data());
    used = 0;
  }
  std::memset(waiting_.data() + used, 0, 56 - used);
  for (std::size_t i = 0; i < 8; ++i) waiting_[56 + i] = static_cast<unsigned char>(bits >> (8 * i));
  block(waiting_.data());
  return state_;
}

// RFC 2104, 2
Md5Digest hmac_md5(std::string_view key, std::string_view text) {
  std::array<char, 64> inner{}, outer{};
  if (key.size() > 64) {
    Md5 shortened;
    shortened.add(key);
    const auto digest = shortened.finish();
    std::memcpy(inner.data(), digest.data(), 16);
  } else {
    std::memcpy(inner.data(), key.data(), key.size());
  }
  for (std::size_t i = 0; i < 64; ++i) {
    outer[i] = static_cast<char>(inner[i] ^ 0x5c);
    inner[i] = static_cast<char>(inner[i] ^ 0x36);
  }
  Md5 first, second;
  first.add({inner.data(), 64});
  first.add(text);
  const auto middle = first.finish();
  second.add({outer.data(), 64});
  second.add({reinterpret_cast<const char*>(middle.data()), 16});
  return second.finish();
}

std::string hex(const Md5Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto word : digest) {
    for (int shift = 0; shift < 32; shift += 8) {
      text += digits[word >> (shift + 4) & 15];
      text += digits[word >> shift & 15];
    }
  }
  return text;
}

bool read_hex(std::string_view digits, Md5Digest& digest) {
  if (digits.size() != 32) return false;
  digest = {};
  for (std::size_t i = 0; i < 32; ++i) {
    const char c = digits[i];
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    if (value < 0) return false;
    digest[i / 8] |= static_cast<std::uint32_t>(value) << (8 * (i % 8 / 2) + (i % 2 == 0 ? 4 : 0));
  }
  return true;
}

}  // namespace cleartext::cracking
