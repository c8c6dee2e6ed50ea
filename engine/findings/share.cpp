// A UTF-8 letter counts when its last byte is here, so that a letter cut by a packet is not lost (RFC 3629, 4).
#include "engine/findings/share.h"

#include <cmath>
#include <cstring>

namespace cleartext::findings {

namespace {

constexpr bool readable_ascii(unsigned byte) { return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d); }

// Of eight bytes at once, each told by its highest bit: what it may be of a letter.
constexpr std::uint64_t highest = 0x8080808080808080;
struct Places {
  explicit constexpr Places(std::uint64_t word)
      : goes_on(highest & word & ~(word << 1)),
        of_two(highest & word & word << 1 & ~(word << 2) & (word << 3 | word << 4 | word << 5 | word << 6)),  // not C0, C1
        of_three(highest & word & word << 1 & word << 2 & ~(word << 3)),
        of_four(highest & word & word << 1 & word << 2 & word << 3 & ~(word << 4) & ~(word << 5 & (word << 6 | word << 7))) {}  // to F4
  std::uint64_t goes_on, of_two, of_three, of_four;
};

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

// Eight bytes at once and without a branch: in what is compressed none can be foreseen. The rest stands at the word's end, behind
// the bytes that came before it.
void ShareMeter::count(std::span<const std::byte> bytes) {
  auto& [even, odd] = counts_;
  std::uint64_t word = 0;
  for (; bytes.size() >= sizeof word; bytes = bytes.subspan(sizeof word)) {
    std::memcpy(&word, bytes.data(), sizeof word);
    for (unsigned i = 0; i < sizeof word; i += 2) {
      ++even[word >> 8 * i & 0xff];
      ++odd[word >> 8 * (i + 1) & 0xff];
    }
    if ((word & highest) != 0) count_letters(word, before_, highest);
    before_ = word;
  }
  if (bytes.empty()) return;
  word = 0;
  std::memcpy(&word, bytes.data(), bytes.size());
  for (const std::byte each : bytes) ++even[std::to_integer<unsigned>(each)];
  const auto rest = 8 * static_cast<unsigned>(sizeof word - bytes.size());
  word = word << rest | before_ >> 8 * bytes.size();
  if ((word & highest) != 0) count_letters(word, before_ << rest, highest << rest);
  before_ = word;
}

// A letter counts with its last byte, where `counted` has one.
void ShareMeter::count_letters(std::uint64_t word, std::uint64_t before, std::uint64_t counted) {
  const Places here(word), there(before);
  const auto earlier = [](std::uint64_t now, std::uint64_t then, unsigned by) { return now << 8 * by | then >> 8 * (8 - by); };
  const std::uint64_t second = counted & here.goes_on;
  const std::uint64_t third = second & earlier(here.goes_on, there.goes_on, 1);
  const std::uint64_t fourth = third & earlier(here.goes_on, there.goes_on, 2);
  const std::uint64_t bytes = 2 * ((second & earlier(here.of_two, there.of_two, 1)) >> 7) +
                              3 * ((third & earlier(here.of_three, there.of_three, 2)) >> 7) +
                              4 * ((fourth & earlier(here.of_four, there.of_four, 3)) >> 7);
  open_.readable += bytes * 0x0101010101010101 >> 56;  // the sum of its bytes
}

std::optional<Share> ShareMeter::add(std::span<const std::byte> bytes, std::int64_t time_ns) {
  std::optional<Share> completed;
  if (open_.bytes > 0 && (time_ns - open_.time_ns >= bucket_ns || open_.bytes >= bucket_bytes)) completed = last();
  if (bytes.empty()) return completed;
  if (open_.bytes == 0) open_.time_ns = time_ns;
  if (whole_.bytes == 0) whole_.time_ns = time_ns;
  open_.bytes += bytes.size();
  count(bytes);
  return completed;
}

// The open bucket, but for its entropy; its bytes are added to `counts`.
Share ShareMeter::open(Counts& counts) const {
  Share share = open_;
  for (unsigned byte = 0; byte < counts.size(); ++byte) {
    const std::uint64_t count = std::uint64_t{counts_[0][byte]} + counts_[1][byte];
    counts[byte] += count;
    if (readable_ascii(byte)) share.readable += count;
  }
  return share;
}

std::optional<Share> ShareMeter::last() {
  if (open_.bytes == 0) return {};
  Counts counts{};
  Share share = open(counts);
  share.entropy = entropy(counts, share.bytes);
  for (std::size_t i = 0; i < counts.size(); ++i) all_[i] += counts[i];
  whole_.bytes += share.bytes;
  whole_.readable += share.readable;
  counts_ = {};
  open_ = {};
  return share;
}

Share ShareMeter::whole() const {
  Share share = whole_;
  Counts counts = all_;
  const Share rest = open(counts);
  share.bytes += rest.bytes;
  share.readable += rest.readable;
  share.entropy = entropy(counts, share.bytes);
  return share;
}

}  // namespace cleartext::findings
