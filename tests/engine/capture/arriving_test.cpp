// A capture is the same whether it lies in a file, comes through a pipe piece by piece, or is compressed.
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "engine/capture/file_bytes.h"
#include "engine/capture/readers.h"

namespace cleartext::capture {
namespace {

std::string u32(std::uint32_t value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

std::string packet_of(std::uint32_t second, std::size_t size) {
  const auto length = static_cast<std::uint32_t>(size);
  return u32(second) + u32(0) + u32(length) + u32(length) + std::string(size, static_cast<char>('a' + second % 26));
}

std::string capture_of(std::uint32_t packets, std::size_t size) {
  std::string file = u32(0xa1b2c3d4) + u32(0x00040002) + u32(0) + u32(0) + u32(65535) + u32(1);
  for (std::uint32_t i = 0; i < packets; ++i) file += packet_of(i, size);
  return file;
}

std::string gzip(const std::string& plain) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(plain.size() + 100, '\0');
  zlib.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(plain.data()));
  zlib.avail_in = static_cast<unsigned>(plain.size());
  zlib.next_out = reinterpret_cast<unsigned char*>(packed.data());
  zlib.avail_out = static_cast<unsigned>(packed.size());
  EXPECT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
  packed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return packed;
}

struct Came {
  std::uint32_t packets = 0;
  std::uint64_t bytes = 0;
  std::optional<Damage> damage;
};

// Through a pipe, in pieces of `piece` bytes.
Came through_a_pipe(const std::string& content, std::size_t piece) {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  std::thread writer([&] {
    for (std::size_t at = 0; at < content.size(); at += piece)
      if (write(ends[1], content.data() + at, std::min(piece, content.size() - at)) < 0) break;
    close(ends[1]);
  });
  auto source = read_capture(arriving_bytes(ends[0]));
  Came came;
  packet::RawPacket packet;
  while (source->next(packet)) {
    ++came.packets;
    came.bytes += packet.bytes.size();
    const auto expected = std::byte('a' + packet.time_ns / 1'000'000'000 % 26);
    EXPECT_TRUE(packet.bytes.empty() || packet.bytes.back() == expected);
    source->let_go(source->place() - packet.bytes.size());
  }
  came.damage = source->damage();
  writer.join();
  return came;
}

TEST(Arriving, a_pipe_gives_what_the_file_holds_whatever_its_pieces) {
  const std::string file = capture_of(50, 100);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
    const Came came = through_a_pipe(file, piece);
    EXPECT_EQ(came.packets, 50u);
    EXPECT_FALSE(came.damage);
  }
}

TEST(Arriving, a_packet_is_handed_out_before_the_next_one_comes) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const std::string file = capture_of(1, 20);
  ASSERT_EQ(write(ends[1], file.data(), file.size()), static_cast<ssize_t>(file.size()));
  auto source = read_capture(arriving_bytes(ends[0]));
  packet::RawPacket packet;
  EXPECT_TRUE(source->next(packet));  // the pipe is still open
  close(ends[1]);
  EXPECT_FALSE(source->next(packet));
}

TEST(Arriving, gzip_is_unpacked_and_several_members_are_one_file) {
  const std::string file = capture_of(3000, 1000);
  const std::string two = gzip(file.substr(0, 100'001)) + gzip(file.substr(100'001));
  for (const std::string& packed : {gzip(file), two}) {
    const Came came = through_a_pipe(packed, 5000);
    EXPECT_EQ(came.packets, 3000u);
    EXPECT_EQ(came.bytes, 3'000'000u);
    EXPECT_FALSE(came.damage);
  }
}

TEST(Arriving, a_cut_gzip_file_keeps_what_came_before_and_names_the_byte) {
  std::string packed = gzip(capture_of(3000, 1000));
  packed.resize(packed.size() * 2 / 3);
  const Came came = through_a_pipe(packed, 5000);
  EXPECT_GT(came.packets, 100u);
  ASSERT_TRUE(came.damage);
  EXPECT_EQ(came.damage->byte, packed.size());
  EXPECT_NE(came.damage->sentence.find("gzip"), std::string::npos);
}

TEST(Arriving, broken_compression_is_damage) {
  std::string packed = gzip(capture_of(3000, 1000));
  for (std::size_t at = packed.size() / 2; at < packed.size() / 2 + 40; ++at) packed[at] = '\x55';
  const Came came = through_a_pipe(packed, 5000);
  EXPECT_LT(came.packets, 3000u);
  EXPECT_TRUE(came.damage);
}

TEST(Arriving, a_file_that_lies_on_the_disk_compressed_is_opened_like_any_other) {
  const std::filesystem::path path = std::filesystem::path(::testing::TempDir()) / ("arriving-" + std::to_string(getpid()) + ".pcap.gz");
  std::ofstream(path, std::ios::binary) << gzip(capture_of(10, 10));
  auto source = open_file(path);
  ASSERT_TRUE(source.has_value());
  packet::RawPacket packet;
  int packets = 0;
  while ((*source)->next(packet)) ++packets;
  EXPECT_EQ(packets, 10);
  EXPECT_FALSE((*source)->damage());
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace cleartext::capture
