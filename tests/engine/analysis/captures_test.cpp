// Real captures that nobody here made, with another program's reading beside them. They lie outside the
// project and are read where they are; without them this test is skipped. Differences that are known and
// judged stand in the table.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/digest.h"
#include "engine/capture/packet_source.h"
#include "tests/support/analysis.h"

namespace cleartext::analysis {
namespace {

const std::filesystem::path captures = std::filesystem::path(SOURCE_DIR) / "../shared/captures";

// The other program counts streams with a list of conversations that leaves out what is malformed; its own numbers,
// tcp.stream, count it.
struct Judged {
  std::string_view file;
  std::size_t streams;
  std::string_view reason;
};
constexpr Judged judged[] = {
    {"nDPI-fuzz-2006-09-29-28586.pcap", 38, "one has a broken header only"},
    {"nDPI-ip_fragmented_garbage.pcap", 4, "the headers of two are broken"},
    {"tcpdump-heapoverflow-tcp_print.pcap", 1, "its header was cut by the capture"},
};

struct Digested final : tests::Found {
  void bytes(std::uint32_t stream, wire::Side from, std::span<const std::byte> each) override {
    digests.add(stream, from, each);
  }
  Digests digests;
};

std::string number_after(const std::string& truth, const std::string& key) {
  std::smatch match;
  return std::regex_search(truth, match, std::regex(key + ": (\\S+)")) ? match[1].str() : "";
}

void compare_streams(const std::string& truth, Digested& found, const std::string& name) {
  const std::regex row("(\\d+)\t(\\S+)\t(\\S+)\t(\\d+)\t([0-9a-f]{16})\t(\\d+)\t([0-9a-f]{16})");
  for (auto match = std::sregex_iterator(truth.begin(), truth.end(), row); match != std::sregex_iterator();
       ++match) {
    const auto number = static_cast<std::uint32_t>(std::stoul((*match)[1]));
    ASSERT_LT(number, found.streams.size()) << name;
    if ((*match)[2] == ":0") continue;             // not in its list
    if (found.streams[number].gaps > 0) continue;  // tshark writes words of its own where bytes are missing
    const stream::StreamInfo& info = found.streams[number];
    std::string client = found.digests.hex(number, wire::Side::client).substr(0, 16),
                server = found.digests.hex(number, wire::Side::server).substr(0, 16);
    if (packet::text(info.client) != (*match)[2].str()) std::swap(client, server);
    EXPECT_EQ(client, (*match)[5].str()) << name << " stream " << number;
    EXPECT_EQ(server, (*match)[7].str()) << name << " stream " << number;
  }
}

void compare(const std::filesystem::path& path) {
  std::ifstream file(path.string() + ".truth");
  const std::string truth((std::istreambuf_iterator<char>(file)), {});
  auto source = capture::open_file(path.string());
  ASSERT_TRUE(source);
  Digested found;
  AnalyzerSettings settings;
  settings.bytes = true;
  Analyzer analyzer(found, settings);
  packet::RawPacket raw;
  while ((*source)->next(raw)) analyzer.feed(raw);
  analyzer.finish();
  const std::string packets = number_after(truth, "packets");
  if (packets == "None") {
    EXPECT_TRUE((*source)->damage()) << path;
    return;
  }
  EXPECT_EQ(std::to_string(found.packets.size()), packets) << path;
  const std::string name = path.filename();
  const auto known = std::find_if(std::begin(judged), std::end(judged),
                                  [&](const Judged& each) { return each.file == name; });
  const std::string streams = known == std::end(judged) ? number_after(truth, "tcp_streams") : std::to_string(known->streams);
  EXPECT_EQ(std::to_string(found.streams.size()), streams) << path;
  compare_streams(truth, found, name);
}

TEST(Captures, all_read_as_another_program_reads_them) {
  if (!std::filesystem::exists(captures)) GTEST_SKIP() << "no captures beside the project";
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(captures)) {
    if (!entry.path().extension().string().starts_with(".pcap")) continue;
    compare(entry.path());
    ++count;
  }
  std::cout << count << " captures\n";
}

}  // namespace
}  // namespace cleartext::analysis
