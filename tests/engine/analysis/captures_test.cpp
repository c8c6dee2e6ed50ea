// Real captures that nobody here made, with another program's reading beside them. They lie outside the
// project and are read where they are; without them this test is skipped. Differences that are known and
// judged stand in the table; a second reader's log-ins stand in creds.tsv.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/analysis/digest.h"
#include "engine/analysis/records.h"
#include "engine/capture/packet_source.h"
#include "engine/findings/contents.h"
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
  void bytes(std::uint32_t stream, wire::Side from, std::span<const std::byte> each) override { digests.add(stream, from, each); }
  Digests digests;
};

std::string number_after(const std::string& truth, const std::string& key) {
  std::smatch match;
  return std::regex_search(truth, match, std::regex(key + ": (\\S+)")) ? match[1].str() : "";
}

void compare_streams(const std::string& truth, Digested& found, const std::string& name) {
  const std::regex row("(\\d+)\t(\\S+)\t(\\S+)\t(\\d+)\t([0-9a-f]{16})\t(\\d+)\t([0-9a-f]{16})");
  for (auto match = std::sregex_iterator(truth.begin(), truth.end(), row); match != std::sregex_iterator(); ++match) {
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

// Every command and every answer that the other program saw was heard here, too, in the same stream.
void compare_dialogue(const std::string& truth, const Digested& found, const std::string& name) {
  const std::size_t begin = truth.find("[dialogue]"), end = truth.find("[raw]");
  if (begin == std::string::npos || end == std::string::npos) return;
  static const std::regex said("\\w+\\.(?:req|request|response)\\.(?:command|method|code|status)='([^']*)'");
  std::istringstream rows(truth.substr(begin, end - begin));
  std::uint32_t stream = 0;
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with("-- stream ")) stream = static_cast<std::uint32_t>(std::stoul(row.substr(10)));
    for (auto match = std::sregex_iterator(row.begin(), row.end(), said); match != std::sregex_iterator(); ++match) {
      const std::string word = (*match)[1];
      const bool heard = std::any_of(found.lines.begin(), found.lines.end(), [&](const dialogue::Line& line) {
        return line.stream == stream &&
               (line.verb + " " + line.code + " " + line.text).find(word.substr(0, word.find(','))) != std::string::npos;
      });
      EXPECT_TRUE(heard) << name << ", stream " << stream << ": " << row;
    }
  }
}

// "stream protocol mechanism user secret" of each log-in.
std::multiset<std::string> log_ins_of(const Digested& found) {
  std::multiset<std::string> rows;
  for (const findings::Credential& each : found.credentials)
    if (each.answer_packet == 0)
      rows.insert(std::to_string(each.stream) + " " + protocol_text(each.protocol) + " " + each.mechanism + " " + each.user + " " +
                  each.secret);
  return rows;
}

std::multiset<std::string> second_reading(const std::string& name) {
  std::ifstream table(captures / "creds.tsv");
  std::multiset<std::string> rows;
  for (std::string row; std::getline(table, row);) {
    if (!row.starts_with(name + "\t")) continue;
    row = row.substr(name.size() + 1);
    std::replace(row.begin(), row.end(), '\t', ' ');
    rows.insert(row);
  }
  return rows;
}

// What a recording lets go of is the same when it is read again.
void read_again(const Digested& found, const std::filesystem::path& path) {
  auto source = capture::open_file(path.string());
  ASSERT_TRUE(source);
  BatchSink sink;
  Analyzer analyzer(sink);
  packet::RawPacket raw;
  while ((*source)->next(raw)) {
    sink.expect(raw.bytes);
    analyzer.feed(raw);
  }
  sink.expect({});
  analyzer.finish();
  const Batch batch = sink.take();
  ASSERT_EQ(batch.messages.size(), found.messages.size()) << path;
  for (std::size_t i = 0; i < found.messages.size(); ++i) {
    EXPECT_EQ(batch.messages[i].raw.str(), found.messages[i].raw.str()) << path << ", message " << i;
    const std::vector<findings::Part> parts = findings::parts_of(batch.messages[i]);
    ASSERT_EQ(parts.size(), found.messages[i].parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part) {
      EXPECT_EQ(parts[part].content, found.messages[i].parts[part].content) << path << ", message " << i << ", part " << part;
      EXPECT_EQ(findings::kept_of(batch.messages[i], batch.messages[i].parts[part]), parts[part].content.size());
    }
  }
  ASSERT_EQ(batch.files.size(), found.files.size()) << path;
  for (std::size_t i = 0; i < found.files.size(); ++i) EXPECT_EQ(batch.files[i].content.str(), found.files[i].content.str()) << path;
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
  const auto known = std::find_if(std::begin(judged), std::end(judged), [&](const Judged& each) { return each.file == name; });
  const std::string streams = known == std::end(judged) ? number_after(truth, "tcp_streams") : std::to_string(known->streams);
  EXPECT_EQ(std::to_string(found.streams.size()), streams) << path;
  compare_streams(truth, found, name);
  compare_dialogue(truth, found, name);
  read_again(found, path);
  EXPECT_EQ(log_ins_of(found), second_reading(std::filesystem::relative(path, captures).string())) << path;
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
