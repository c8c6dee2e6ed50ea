// Every golden conversation, line by line, byte by byte and all at once.
#include "tests/servers/smtp/desk.h"
#include "tests/transcripts/replay.h"

namespace cleartext::smtp {
namespace {

class SmtpPlayer final : public transcripts::Player {
 public:
  explicit SmtpPlayer(std::unique_ptr<WritingDesk> desk) : Player(make_session(small_server(), *desk)), desk_(std::move(desk)) {}
  ~SmtpPlayer() override { session_.reset(); }

 private:
  std::unique_ptr<WritingDesk> desk_;
};

class SmtpTranscript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(SmtpTranscript, is_played_as_written) {
  transcripts::expect_golden(GetParam(), [] { return std::make_unique<SmtpPlayer>(std::make_unique<WritingDesk>()); });
}

INSTANTIATE_TEST_SUITE_P(Smtp, SmtpTranscript, testing::ValuesIn(transcripts::golden_files("smtp")), transcripts::test_name);

TEST(SmtpTranscripts, every_command_is_said_in_one_of_them) {
  std::string all;
  for (const auto& file : transcripts::golden_files("smtp")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& info : commands()) {
    EXPECT_NE(all.find("C: " + std::string(info.verb)), std::string::npos) << info.verb;
  }
}

}  // namespace
}  // namespace cleartext::smtp
