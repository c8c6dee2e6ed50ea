// Golden conversations: line by line, byte by byte, and all at once.
#include "tests/servers/imap/room.h"
#include "tests/transcripts/replay.h"

namespace cleartext::imap {
namespace {

class ImapPlayer final : public transcripts::Player {
 public:
  explicit ImapPlayer(std::unique_ptr<BobsRoom> room)
      : Player(make_session({"mail.hamburger.edu", "<1896.697170952@mail.hamburger.edu>", true}, *room)), room_(std::move(room)) {}
  ~ImapPlayer() override { session_.reset(); }

 private:
  std::unique_ptr<BobsRoom> room_;
};

class ImapTranscript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(ImapTranscript, is_played_as_written) {
  transcripts::expect_golden(GetParam(), [] { return std::make_unique<ImapPlayer>(std::make_unique<BobsRoom>()); });
}

INSTANTIATE_TEST_SUITE_P(Imap, ImapTranscript, testing::ValuesIn(transcripts::golden_files("imap")), transcripts::test_name);

TEST(ImapRows, every_command_is_said_in_a_transcript_and_explained) {
  std::string all;
  for (const auto& file : transcripts::golden_files("imap")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& info : commands()) {
    EXPECT_NE(all.find(" " + std::string(info.verb)), std::string::npos) << info.verb;
    EXPECT_TRUE(info.syntax.starts_with(info.verb) && info.meaning.ends_with('.')) << info.verb;
    EXPECT_TRUE(info.eve_learns.empty() || info.eve_learns.ends_with('.')) << info.verb;
  }
}

}  // namespace
}  // namespace cleartext::imap
