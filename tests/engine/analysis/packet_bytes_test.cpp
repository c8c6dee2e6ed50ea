// Bytes that were kept stay what they were, in memory and beyond it, as long as somebody holds their piece.
#include "engine/analysis/packet_bytes.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace cleartext::analysis {
namespace {

std::vector<std::byte> packet(std::size_t number) {
  return std::vector<std::byte>(60'000 + number % 100, static_cast<std::byte>(number * 7));
}

struct Kept {
  std::vector<std::shared_ptr<const void>> held;
  std::vector<std::span<const std::byte>> packets;
  explicit Kept(std::size_t count) {
    PacketBytes bytes;  // it may go before what it kept
    for (std::size_t i = 0; i < count; ++i) {
      packets.push_back(bytes.keep(packet(i)));
      bytes.hold(held);
    }
  }
  bool is_whole() const {
    for (std::size_t i = 0; i < packets.size(); ++i)
      if (const auto made = packet(i); !std::equal(made.begin(), made.end(), packets[i].begin(), packets[i].end())) return false;
    return true;
  }
};

constexpr std::size_t many = 2'500;  // 150 MB

TEST(PacketBytes, what_goes_beyond_memory_stays_what_it_was) {
  const Kept kept(many);
  EXPECT_TRUE(kept.is_whole());
  EXPECT_LT(kept.held.size(), 120u);  // large pieces, each once
}

TEST(PacketBytes, where_no_file_can_be_memory_is_taken) {
  const char* before = std::getenv("TMPDIR");
  const std::string was = before == nullptr ? "" : before;
  setenv("TMPDIR", "/no/such/folder", 1);
  const Kept kept(many);
  EXPECT_TRUE(kept.is_whole());
  if (before == nullptr)
    unsetenv("TMPDIR");
  else
    setenv("TMPDIR", was.c_str(), 1);
}

TEST(PacketBytes, a_packet_larger_than_a_piece_has_one_of_its_own) {
  PacketBytes bytes;
  const std::vector<std::byte> large(9'000'000, std::byte{5});
  const auto kept = bytes.keep(large);
  EXPECT_TRUE(std::equal(kept.begin(), kept.end(), large.begin(), large.end()));
}

}  // namespace
}  // namespace cleartext::analysis
