// How much of what a direction says is readable, and how even its bytes are: letters stay under about 5 bits a
// byte, what is compressed or encrypted comes close to 8. Told over time, a bucket of a second or 64 KiB at
// once, and for the whole.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace cleartext::findings {

struct Share {
  std::int64_t time_ns = 0;  // of the first byte in it
  std::uint64_t bytes = 0;
  std::uint64_t readable = 0;  // printable ASCII, white space, and whole UTF-8 letters
  double entropy = 0;          // bits a byte, 0 to 8 (Shannon)
};

class ShareMeter {
 public:
  static constexpr std::int64_t bucket_ns = 1'000'000'000;
  static constexpr std::uint64_t bucket_bytes = 64 * 1024;
  // The bucket that these bytes completed; they themselves are counted in the next one.
  std::optional<Share> add(std::span<const std::byte> bytes, std::int64_t time_ns);
  std::optional<Share> last();  // what is left in the open bucket
  Share whole() const;

 private:
  using Counts = std::array<std::uint64_t, 256>;
  static double entropy(const Counts& counts, std::uint64_t bytes);
  void count(std::span<const std::byte> bytes);
  void count_letters(std::uint64_t word, std::uint64_t before, std::uint64_t counted);
  Share open(Counts& counts) const;

  // Bytes at even and at odd places: one that comes twice in a row need not wait for itself.
  std::array<std::array<std::uint32_t, 256>, 2> counts_{};
  Counts all_{};
  Share open_, whole_;        // `readable` is of letters that are not ASCII; `counts_` knows the others
  std::uint64_t before_ = 0;  // the last eight bytes, the last one highest: letters may begin in them
};

}  // namespace cleartext::findings
