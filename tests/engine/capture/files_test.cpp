// Capture files of every kind are read; a cut one keeps everything before the cut and says where it is cut.
#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/capture/packet_source.h"
#include "engine/capture/pcapng_writer.h"
#include "tests/support/packets.h"

namespace cleartext::capture {
namespace {

// Numbers in either byte order.
class FileWriter {
 public:
  explicit FileWriter(bool big = false) : big_(big) {}
  FileWriter& number(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * (big_ ? count - 1 - i : i)) & 0xff);
    return *this;
  }
  FileWriter& u16(std::uint64_t value) { return number(value, 2); }
  FileWriter& u32(std::uint64_t value) { return number(value, 4); }
  FileWriter& text(std::string_view value) { return bytes += value, *this; }
  FileWriter& block(std::uint32_t type, std::string_view body) {
    const std::uint64_t length = body.size() + 12;
    return u32(type).u32(length).text(body).u32(length);
  }
  FileWriter part() const { return FileWriter(big_); }
  std::string bytes;

 private:
  bool big_;
};

std::string pcap(std::uint32_t magic, bool big, int packets = 3) {
  FileWriter file(big);
  file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(1);
  for (int i = 0; i < packets; ++i) file.u32(1'700'000'000).u32(static_cast<std::uint32_t>(i)).u32(4).u32(60).text("abcd");
  return file.bytes;
}

std::string section(bool big) {
  return FileWriter(big).block(0x0a0d0d0a, FileWriter(big).u32(0x1a2b3c4d).u16(1).u16(0).number(~0ull, 8).bytes).bytes;
}

std::string interface(bool big, unsigned resolution, unsigned link = 1) {
  const FileWriter body = FileWriter(big).u16(link).u16(0).u32(0).u16(9).u16(1).number(resolution, 1).text(std::string(3, '\0')).u32(0);
  return FileWriter(big).block(1, body.bytes).bytes;
}

std::string enhanced(bool big, unsigned interface, std::uint64_t ticks, std::string_view data = "abcd") {
  return FileWriter(big)
      .block(6, FileWriter(big).u32(interface).u32(ticks >> 32).u32(ticks & 0xffffffff).u32(data.size()).u32(60).text(data).bytes)
      .bytes;
}

struct Read {
  std::vector<packet::RawPacket> packets;
  std::vector<int> digits;
  std::optional<Damage> damage;
  std::unique_ptr<PacketSource> source;
};

class CaptureFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("capture-" + std::to_string(getpid()) + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path() const { return folder_ / "file"; }

  Read read(const std::string& content) {
    std::ofstream(path(), std::ios::binary) << content;
    return read_file();
  }
  Read read_file() {
    Read result;
    auto source = open_file(path());
    EXPECT_TRUE(source.has_value());
    if (!source) return result;
    packet::RawPacket packet;
    while ((*source)->next(packet)) {
      result.packets.push_back(packet);
      result.digits.push_back((*source)->digits());
    }
    result.damage = (*source)->damage();
    result.source = std::move(*source);
    return result;
  }
  std::filesystem::path folder_;
};

TEST_F(CaptureFile, pcap_is_read_in_both_byte_orders_and_both_precisions) {
  for (const bool big : {false, true})
    for (const bool nano : {false, true}) {
      const Read file = read(pcap(nano ? 0xa1b23c4d : 0xa1b2c3d4, big));
      ASSERT_EQ(file.packets.size(), 3u);
      EXPECT_FALSE(file.damage);
      EXPECT_EQ(file.packets[2].time_ns, 1'700'000'000'000'000'000 + (nano ? 2 : 2000));
      EXPECT_EQ(file.packets[2].length, 60u);
      EXPECT_EQ(file.packets[2].bytes.size(), 4u);
      EXPECT_EQ(file.digits[0], nano ? 9 : 6);
    }
}

TEST_F(CaptureFile, pcapng_sections_may_differ_in_byte_order) {
  const Read file = read(section(false) + interface(false, 6) + enhanced(false, 0, 1'000'001) + section(true) + interface(true, 9) +
                         enhanced(true, 0, 5));
  ASSERT_EQ(file.packets.size(), 2u);
  EXPECT_FALSE(file.damage);
  EXPECT_EQ(file.packets[0].time_ns, 1'000'001'000);
  EXPECT_EQ(file.packets[1].time_ns, 5);
}

TEST_F(CaptureFile, pcapng_interfaces_have_their_own_clock_and_link) {
  const Read file =
      read(section(false) + interface(false, 3) + interface(false, 0x8a, 113) + enhanced(false, 0, 1500) + enhanced(false, 1, 1536));
  ASSERT_EQ(file.packets.size(), 2u);
  EXPECT_EQ(file.packets[0].time_ns, 1'500'000'000);
  EXPECT_EQ(file.digits[0], 3);
  EXPECT_EQ(file.packets[1].time_ns, 1'500'000'000);  // 1536 / 2^10
  EXPECT_EQ(file.packets[1].link, packet::LinkType::linux_sll);
}

TEST_F(CaptureFile, link_types_that_are_not_read_are_named) {
  const Read file = read(section(false) + interface(false, 6) + interface(false, 6, 105) + enhanced(false, 1, 1));
  EXPECT_EQ(file.packets.size(), 1u);
  EXPECT_FALSE(file.damage);
  EXPECT_EQ(file.source->facts().unread_links, std::set<std::uint32_t>{105});
}

TEST_F(CaptureFile, pcapng_simple_and_old_packets_are_read_and_unknown_blocks_skipped) {
  const std::string simple = FileWriter().block(3, FileWriter().u32(4).text("abcd").bytes).bytes;
  const std::string old = FileWriter().block(2, FileWriter().u16(0).u16(0).u32(0).u32(7).u32(4).u32(4).text("wxyz").bytes).bytes;
  const Read file = read(section(false) + interface(false, 6) + FileWriter().block(0x0bad, "12345678").bytes + simple + old);
  ASSERT_EQ(file.packets.size(), 2u);
  EXPECT_EQ(file.packets[1].time_ns, 7000);
  EXPECT_FALSE(file.damage);
}

// A block of so many bytes, all but its ends a hole in the file.
void append_hollow(const std::string& path, std::uint32_t type, std::uint32_t length, std::string_view head = {}) {
  std::ofstream file(path, std::ios::binary | std::ios::in | std::ios::ate);
  const auto at = static_cast<std::streamoff>(file.tellp());
  file << FileWriter().u32(type).u32(length).text(head).bytes;
  file.seekp(at + length - 4);
  file << FileWriter().u32(length).bytes;
}

TEST_F(CaptureFile, blocks_without_a_packet_are_read_to_a_bound) {
  const std::uint32_t megabytes_100 = 100 * 1024 * 1024;
  const std::string start = section(false) + interface(false, 6);
  EXPECT_FALSE(read(start).damage);
  for (int i = 0; i < 2; ++i) append_hollow(path(), 0x0bad, megabytes_100);
  std::ofstream(path(), std::ios::binary | std::ios::app) << enhanced(false, 0, 1);
  for (int i = 0; i < 2; ++i) append_hollow(path(), 0x0bad, megabytes_100);
  std::ofstream(path(), std::ios::binary | std::ios::app) << enhanced(false, 0, 2);
  Read file = read_file();
  EXPECT_EQ(file.packets.size(), 2u);
  EXPECT_FALSE(file.damage);
  for (int i = 0; i < 3; ++i) append_hollow(path(), 0x0bad, megabytes_100);
  file = read_file();
  EXPECT_EQ(file.packets.size(), 2u);
  ASSERT_TRUE(file.damage);
  EXPECT_EQ(file.damage->sentence, "For more than 256 MiB there is no packet here, which no capture does. What follows is not read.");
}

TEST_F(CaptureFile, interfaces_secrets_and_names_are_taken_to_a_bound) {
  std::string many = section(false);
  for (int i = 0; i < 65'536; ++i) many += interface(false, 6);
  const std::string packet = enhanced(false, 0, 1);
  EXPECT_EQ(read(std::string(many).append(packet)).packets.size(), 1u);
  const Read more = read(many.append(interface(false, 6)).append(packet));
  EXPECT_TRUE(more.packets.empty());
  ASSERT_TRUE(more.damage);
  EXPECT_EQ(more.damage->sentence, "The section describes more than 65536 interfaces, which no capture has.");

  const auto name = [](std::size_t letters) {
    const std::string text(letters, 'n');
    return FileWriter()
        .block(4, FileWriter()
                      .u16(1)
                      .u16(letters + 5)
                      .text("\x7f")
                      .text(std::string(3, '\1'))
                      .text(text)
                      .number(0, 1)
                      .text(std::string((4 - (letters + 5) % 4) % 4, '\0'))
                      .u32(0)
                      .bytes)
        .bytes;
  };
  std::ofstream(path(), std::ios::binary) << section(false) + name(255) + name(256);
  const std::uint32_t secrets = 65 * 1024 * 1024;
  append_hollow(path(), 10, secrets + 20, FileWriter().u32(0x544c534b).u32(secrets).bytes);
  auto source = open_file(path());
  ASSERT_TRUE(source.has_value());
  std::size_t told = 0;
  std::vector<std::size_t> names;
  (*source)->tell_secrets([&told](std::string_view lines) { told += lines.size(); });
  (*source)->tell_names([&names](const packet::Endpoint&, std::string_view given) { names.push_back(given.size()); });
  packet::RawPacket raw;
  EXPECT_FALSE((*source)->next(raw));
  EXPECT_EQ(told, 0u);
  EXPECT_EQ(names, std::vector<std::size_t>{255});
  ASSERT_TRUE((*source)->damage());
  EXPECT_EQ((*source)->damage()->sentence, "The secrets in this capture are more than 64 MiB, which no capture needs.");
}

TEST_F(CaptureFile, a_file_cut_at_any_byte_keeps_what_was_before) {
  const std::string head = section(false) + interface(false, 6), one = enhanced(false, 0, 1);
  std::string three = head;
  for (int i = 0; i < 3; ++i) three += one;
  for (const auto& [whole, start, step] :
       {std::tuple{pcap(0xa1b2c3d4, false), std::size_t{24}, std::size_t{20}}, {three, head.size(), one.size()}})
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      const Read file = read(whole.substr(0, size));
      const std::size_t packets = size < start ? 0 : (size - start) / step;
      EXPECT_EQ(file.packets.size(), packets) << size;
      const bool at_an_end = size >= start ? (size - start) % step == 0 : start != 24 && size == section(false).size();
      EXPECT_EQ(file.damage.has_value(), !at_an_end) << size;
      if (file.damage && size > start) {
        EXPECT_EQ(file.damage->byte, start + packets * step);
      }
    }
}

TEST_F(CaptureFile, any_changed_byte_is_survived) {
  const std::string whole = section(false) + interface(false, 6) + enhanced(false, 0, 1) + enhanced(false, 0, 2);
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const char value : {'\0', '\x01', '\x7f', '\xff'}) {
      std::string changed = whole;
      changed[at] = value;
      read(changed);
    }
}

TEST_F(CaptureFile, what_is_no_capture_says_so_in_a_sentence) {
  EXPECT_EQ(read("").damage->sentence, "The file is empty.");
  EXPECT_EQ(read("hello, world").damage->byte, 0u);
  EXPECT_NE(read("\x1f\x8b\x08 and more").damage->sentence.find("gzip"), std::string::npos);
  EXPECT_NE(read(std::string("\xd4\xc3\xb2\xa1\x01\0\x04\0", 8) + std::string(16, '\0')).damage->sentence.find("version 1"),
            std::string::npos);
}

TEST_F(CaptureFile, a_missing_file_and_a_folder_are_refused) {
  EXPECT_FALSE(open_file(path() + "-not-there"));
  EXPECT_FALSE(open_file(folder_.string()));
}

packet::Packet sent(const tests::Frame& frame, std::uint32_t number) {
  packet::Packet packet;
  packet.number = number;
  decode(tests::raw_packet(frame, number), packet);
  return packet;
}

TEST_F(CaptureFile, what_is_written_is_read_back) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 ready\r\n");
  std::vector<packet::Packet> packets;
  for (const tests::Frame& frame : talk.frames) packets.push_back(sent(frame, static_cast<std::uint32_t>(packets.size() + 1)));
  ASSERT_TRUE(write_pcapng(path(), packets, {{4, "Step 1 ended here."}}, "A lesson."));
  const Read file = read_file();
  EXPECT_FALSE(file.damage);
  ASSERT_EQ(file.packets.size(), packets.size());
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(file.packets[i].time_ns, packets[i].time_ns);
    EXPECT_TRUE(std::equal(file.packets[i].bytes.begin(), file.packets[i].bytes.end(), packets[i].bytes.begin(), packets[i].bytes.end()));
  }
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);  // no temporary file is left

  if (std::system("command -v tshark >/dev/null 2>&1") != 0) GTEST_SKIP() << "tshark is not installed";
  const std::string seen = path() + ".txt";
  const std::string command = "tshark -r " + path() +
                              " -N n -T fields -e frame.number -e ip.src_host -e frame.comment -e smtp.response.code > " + seen +
                              " 2>/dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream file_seen(seen);
  const std::string text((std::istreambuf_iterator<char>(file_seen)), {});
  EXPECT_NE(text.find("4\tmail.crepes.fr\tStep 1 ended here.\t220"), std::string::npos) << text;
}

// Kilobytes of this program's memory that are mapped from files.
long mapped_from_files() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssFile:")) return std::stol(line.substr(8));
  return 0;
}

TEST_F(CaptureFile, what_was_read_may_leave_memory_and_is_the_same_when_it_comes_back) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  for (int i = 0; i < 200; ++i) talk.client(std::string(60'000, static_cast<char>('a' + i % 26)));
  std::vector<packet::Packet> packets;
  for (const tests::Frame& frame : talk.frames) packets.push_back(sent(frame, static_cast<std::uint32_t>(packets.size() + 1)));
  ASSERT_TRUE(write_pcapng(path(), packets, {}));
  auto source = open_file(path());
  ASSERT_TRUE(source);
  std::vector<packet::RawPacket> read;
  for (packet::RawPacket packet; (*source)->next(packet);) read.push_back(packet);
  ASSERT_EQ(read.size(), packets.size());
  const auto same = [&] {
    return std::ranges::equal(read, packets, [](const auto& a, const auto& b) { return std::ranges::equal(a.bytes, b.bytes); });
  };
  EXPECT_TRUE(same());
  const long before = mapped_from_files();
  (*source)->rest();
  EXPECT_LT(mapped_from_files(), before - 10'000);
  EXPECT_TRUE(same());
}

TEST_F(CaptureFile, secrets_that_came_late_stand_before_the_packets) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  auto file = PcapngFile::create(path());
  ASSERT_TRUE(file);
  for (const tests::Frame& frame : talk.frames) file->write(sent(frame, 1));
  ASSERT_TRUE(file->keep("CLIENT_RANDOM 00 11\n"));
  auto source = open_file(path());
  ASSERT_TRUE(source);
  std::string secrets;
  (*source)->tell_secrets([&](std::string_view lines) { secrets += lines; });
  std::size_t packets = 0;
  for (packet::RawPacket packet; (*source)->next(packet); ++packets) {
    EXPECT_EQ(secrets, "CLIENT_RANDOM 00 11\n");
    EXPECT_TRUE(std::equal(packet.bytes.begin(), packet.bytes.end(), talk.frames[packets].begin()));
  }
  EXPECT_EQ(packets, talk.frames.size());
  EXPECT_FALSE((*source)->damage());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(CaptureFile, what_the_capture_missed_is_written_where_wireshark_looks_for_it) {
  const std::vector<packet::Packet> none;
  ASSERT_TRUE((write_pcapng(path(), none, {}, {}, {}, 686'224)));
  std::ifstream file(path(), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const std::string count("\x05\0\x08\0\x90\x78\x0a\0\0\0\0\0", 12);  // isb_ifdrop, eight bytes
  EXPECT_NE(bytes.find(count), std::string::npos);
  EXPECT_FALSE(read_file().damage);
  const auto source = open_file(path());
  ASSERT_TRUE(source);
  for (packet::RawPacket packet; (*source)->next(packet);) continue;
  EXPECT_EQ((*source)->facts().missed, 686'224u);
}

TEST_F(CaptureFile, a_capture_that_cannot_be_written_is_refused_with_a_sentence) {
  const auto result = write_pcapng((folder_ / "no" / "such" / "folder").string(), {}, {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().sentence.find("cannot be written"), std::string::npos);
}

}  // namespace
}  // namespace cleartext::capture
