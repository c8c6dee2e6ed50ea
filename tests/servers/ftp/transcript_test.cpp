// Every golden conversation, line by line, byte by byte and all at once.
#include "tests/servers/ftp/player.h"

namespace cleartext::ftp {
namespace {

class FtpTranscript : public testing::TestWithParam<std::filesystem::path> {};

// A guard's name lifts it.
SessionSettings settings_of(const std::filesystem::path& file, Site& site) {
  auto settings = Site::settings();
  for (const auto& word : transcripts::wishes(file)) {
    if (word == "tls")
      settings.tls_possible = true;
    else if (word == "secure")
      settings.secure = true;
    else if (word == "refusal")
      settings.refuses_tls = true;
    else if (word == "room-for-five")
      site.files.room().limit(site.files.room().used() + 5);
    else if (word == "no-room")
      site.files.room().limit(site.files.room().used());
    else
      EXPECT_TRUE(settings.guards.lift(word)) << word;
  }
  return settings;
}

TEST_P(FtpTranscript, is_played_as_written) {
  transcripts::expect_golden(GetParam(), [] {
    auto site = std::make_unique<Site>();
    auto settings = settings_of(GetParam(), *site);
    return std::make_unique<FtpPlayer>(std::move(site), std::move(settings));
  });
}

INSTANTIATE_TEST_SUITE_P(Ftp, FtpTranscript, testing::ValuesIn(transcripts::golden_files("ftp")), transcripts::test_name);

TEST(FtpRows, every_command_is_said_in_a_transcript_and_explained) {
  std::string all;
  for (const auto& file : transcripts::golden_files("ftp")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& info : commands()) {
    EXPECT_NE(all.find("C: " + std::string(info.verb)), std::string::npos) << info.verb;
    EXPECT_TRUE(info.syntax.starts_with(info.verb) && info.meaning.ends_with('.')) << info.verb;
    EXPECT_TRUE(info.source.starts_with("RFC ")) << info.verb;
  }
}

TEST(FtpRows, every_number_of_the_transcripts_is_explained) {
  for (const auto& file : transcripts::golden_files("ftp")) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
      if (!line.starts_with("S: ") || line.size() < 7 || (line[6] != ' ' && line[6] != '-')) continue;
      const auto code = line.substr(3, 3);
      if (code.find_first_not_of("0123456789") != std::string::npos) continue;
      EXPECT_TRUE(std::any_of(replies().begin(), replies().end(), [&](const auto& row) { return row.code == code; })) << line;
    }
  }
}

TEST(FtpRows, help_lists_them_all) {
  Site site;
  const auto help = site.session()->receive("HELP\r\n").bytes;
  for (const auto& info : commands()) EXPECT_NE(help.find(std::string(info.syntax)), std::string::npos) << info.verb;
}

}  // namespace
}  // namespace cleartext::ftp
