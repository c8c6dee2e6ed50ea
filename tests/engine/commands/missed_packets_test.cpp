// `analyze` of a capture that is not whole: whoever reads only the records is told beside them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

#include "engine/capture/pcapng_writer.h"
#include "engine/commands/analyze.h"

namespace cleartext::commands {
namespace {

std::string said_of(std::uint64_t missed) {
  const auto path = (std::filesystem::temp_directory_path() / ("cleartext-missed-" + std::to_string(::getpid()) + ".pcapng")).string();
  EXPECT_TRUE(capture::write_pcapng(path, std::vector<packet::Packet>(), {}, {}, {}, missed));
  AnalyzeOptions options;
  options.file = path;
  options.show = "summary";
  std::ostringstream out, err;
  EXPECT_EQ(analyze(options, out, err), 0);
  std::filesystem::remove(path);
  const std::string said = err.str();
  const auto at = said.find(path);
  return at == std::string::npos ? said : said.substr(0, at) + "FILE" + said.substr(at + path.size());
}

TEST(MissedPackets, analyze_says_how_many) {
  EXPECT_EQ(said_of(7), "cleartext: packets missing from FILE: 7. Whoever captured it could not keep up.\n");
  EXPECT_EQ(said_of(0), "");
}

}  // namespace
}  // namespace cleartext::commands
