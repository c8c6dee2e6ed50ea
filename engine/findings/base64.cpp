// Thirty-two characters at once where the processor can (AVX2), four elsewhere. The wide way is Wojciech Muła's: two
// tables of sixteen, asked by the halves of a character, tell whether it belongs to the alphabet; a third one tells how
// far it is from its value.
#include "engine/findings/base64.h"

#include <array>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cleartext::findings {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t no_value = 0x80000000;

// What a character means at each of the four places.
using Table = std::array<std::array<std::uint32_t, 256>, 4>;
constexpr Table make_table() {
  Table table{};
  for (auto& place : table)
    for (std::uint32_t& value : place) value = no_value;
  for (std::uint32_t value = 0; value < alphabet.size(); ++value)
    for (std::size_t place = 0; place < table.size(); ++place)
      table[place][static_cast<unsigned char>(alphabet[value])] = value << (18 - 6 * place);
  return table;
}
constexpr Table table = make_table();

Groups four_by_four(std::string_view text, char* out) {
  Groups done;
  const auto at = [&](std::size_t place) { return table[place][static_cast<unsigned char>(text[done.taken + place])]; };
  for (; text.size() - done.taken >= 4; done.taken += 4, done.written += 3) {
    const std::uint32_t group = at(0) | at(1) | at(2) | at(3);
    if ((group & no_value) != 0) break;
    const char bytes[] = {static_cast<char>(group >> 16), static_cast<char>(group >> 8), static_cast<char>(group)};
    std::memcpy(out + done.written, bytes, sizeof bytes);
  }
  return done;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) Groups by_thirty_two(std::string_view text, char* out) {
  const __m256i low_half = _mm256_setr_epi8(0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a,
                                            0x15, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x13, 0x1a, 0x1b, 0x1b, 0x1b, 0x1a);
  const __m256i high_half =
      _mm256_setr_epi8(0x10, 0x10, 0x01, 0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x01,
                       0x02, 0x04, 0x08, 0x04, 0x08, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10);
  const __m256i distance =
      _mm256_setr_epi8(0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16, 19, 4, -65, -65, -71, -71, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i slash = _mm256_set1_epi8('/');
  const __m256i packed =
      _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  const __m256i joined = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, -1, -1);
  Groups done;
  for (; text.size() - done.taken >= 32; done.taken += 32, done.written += 24) {
    const __m256i in = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + done.taken));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi32(in, 4), slash);
    const __m256i low = _mm256_and_si256(in, slash);
    if (_mm256_testz_si256(_mm256_shuffle_epi8(low_half, low), _mm256_shuffle_epi8(high_half, high)) == 0) break;
    const __m256i values = _mm256_add_epi8(in, _mm256_shuffle_epi8(distance, _mm256_add_epi8(_mm256_cmpeq_epi8(in, slash), high)));
    const __m256i pairs = _mm256_maddubs_epi16(values, _mm256_set1_epi32(0x01400140));
    const __m256i groups = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00011000));
    const __m256i bytes = _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, packed), joined);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + done.written), bytes);
  }
  return done;
}
#endif

}  // namespace

int base64_value(char c) {
  const std::uint32_t value = table[3][static_cast<unsigned char>(c)];
  return value == no_value ? -1 : static_cast<int>(value);
}

Groups decode_groups(std::string_view text, char* out) {
  Groups done;
#if defined(__x86_64__)
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  if (wide) done = by_thirty_two(text, out);
#endif
  const Groups rest = four_by_four(text.substr(done.taken), out + done.written);
  return {done.taken + rest.taken, done.written + rest.written};
}

}  // namespace cleartext::findings
