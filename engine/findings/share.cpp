// A UTF-8 letter counts when its last byte is here, so that a letter cut by a packet is not lost (RFC 3629, 4).
#include "engine/findings/share.h"

#include <cmath>
#include <cstring>

namespace cleartext::findings {

namespace {

constexpr bool readable_ascii(unsigned byte) { return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d); }

constexpr unsigned letter_length(unsigned first) {
  return first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

// How much of a letter has come, in order: of one of two bytes the first; of one of three the first, the second; of one of four
// the first, the second, the third.
enum Letter : std::uint8_t { none, one_of_two, one_of_three, two_of_three, one_of_four, two_of_four, three_of_four, letters };

// Where each byte leads from there, and how many readable bytes are whole with it, times 8. Without a branch: in what is
// compressed none can be foreseen.
constexpr auto steps = [] {
  constexpr std::array<std::uint8_t, letters> goes_on = {none,        none | 2 << 3, two_of_three, none | 3 << 3,
                                                         two_of_four, three_of_four, none | 4 << 3};
  constexpr std::array<std::uint8_t, 5> begins = {none, none, one_of_two, one_of_three, one_of_four};
  std::array<std::array<std::uint8_t, 256>, letters> table{};
  for (unsigned letter = 0; letter < letters; ++letter)
    for (unsigned byte = 0; byte < 256; ++byte)
      table[letter][byte] = (byte & 0xc0) == 0x80 ? goes_on[letter] : readable_ascii(byte) ? 1 << 3 : begins[letter_length(byte)];
  return table;
}();

}  // namespace

double ShareMeter::entropy(const Counts& counts, std::uint64_t bytes) {
  if (bytes == 0) return 0;
  double bits = 0;
  for (const std::uint64_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(bytes);
    bits -= share * std::log2(share);
  }
  return bits;
}

// Eight bytes of ASCII at once, as long as there are such; the rest one after the other.
std::uint64_t ShareMeter::count_readable(std::span<const std::byte> bytes) {
  static constexpr auto readable_bytes = [] {
    std::array<std::uint8_t, 128> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) table[byte] = readable_ascii(byte) ? 1 : 0;
    return table;
  }();
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  std::uint64_t readable = 0;
  for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data(), sizeof word);
    if ((word & high_bits) != 0) {
      readable += count_each(bytes.first(8));
      continue;
    }
    letter_ = 0;
    for (unsigned i = 0; i < 8; ++i, word >>= 8) {
      ++counts_[word & 0xff];
      readable += readable_bytes[word & 0x7f];
    }
  }
  return readable + count_each(bytes);
}

std::uint64_t ShareMeter::count_each(std::span<const std::byte> bytes) {
  std::uint64_t readable = 0;
  unsigned letter = letter_;
  for (const std::byte each : bytes) {
    const auto byte = std::to_integer<unsigned>(each);
    ++counts_[byte];
    const unsigned step = steps[letter][byte];
    readable += step >> 3;
    letter = step & 7;
  }
  letter_ = static_cast<std::uint8_t>(letter);
  return readable;
}

std::optional<Share> ShareMeter::add(std::span<const std::byte> bytes, std::int64_t time_ns) {
  std::optional<Share> completed;
  if (open_.bytes > 0 && (time_ns - open_.time_ns >= bucket_ns || open_.bytes >= bucket_bytes)) completed = last();
  if (bytes.empty()) return completed;
  if (open_.bytes == 0) open_.time_ns = time_ns;
  if (whole_.bytes == 0) whole_.time_ns = time_ns;
  open_.bytes += bytes.size();
  open_.readable += count_readable(bytes);
  return completed;
}

std::optional<Share> ShareMeter::last() {
  if (open_.bytes == 0) return {};
  Counts counts{};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = counts_[i];
    all_[i] += counts_[i];
  }
  Share share = open_;
  share.entropy = entropy(counts, share.bytes);
  whole_.bytes += share.bytes;
  whole_.readable += share.readable;
  counts_ = {};
  open_ = {};
  return share;
}

Share ShareMeter::whole() const {
  Share share = whole_;
  Counts counts = all_;
  for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += counts_[i];
  share.bytes += open_.bytes;
  share.readable += open_.readable;
  share.entropy = entropy(counts, share.bytes);
  return share;
}

}  // namespace cleartext::findings
