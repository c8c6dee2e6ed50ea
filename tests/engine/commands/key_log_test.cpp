// `analyze` of captures with TLS inside: the secrets stand in the file, before or behind the packets, or in a key log
// beside it; or nowhere.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/commands/analyze.h"
#include "tests/support/packets.h"
#include "tests/support/tls_session.h"

namespace cleartext::commands {
namespace {

using wire::Side;

std::string number(std::uint32_t value, int octets = 4) {
  std::string bytes;
  for (int i = 0; i < octets; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}
std::string block(std::uint32_t type, std::string body) {
  body.resize((body.size() + 3) / 4 * 4);
  const std::string length = number(static_cast<std::uint32_t>(body.size()) + 12);
  return number(type) + length + body + length;
}
std::string secrets_block(const std::string& key_log) {
  return block(10, number(0x544c534b) + number(static_cast<std::uint32_t>(key_log.size())) + key_log);
}
std::string head() {
  return block(0x0a0d0d0a, number(0x1a2b3c4d) + number(1, 2) + number(0, 2) + std::string(8, '\xff')) +
         block(1, number(1, 2) + number(0, 2) + number(0));
}

class KeyLog : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "cleartext-keylog-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 2, 110, 995));
    talk.open();
    tests::TlsSession session({}, [&](Side from, std::string_view bytes) { talk.say(from, bytes); });
    session.say(Side::server, "+OK <1@x>\r\n");
    session.say(Side::client, "USER bob\r\n");
    session.say(Side::server, "+OK\r\n");
    session.say(Side::client, "PASS hungry\r\n");
    session.say(Side::server, "+OK in\r\n");
    session.close();
    talk.close();
    key_log_ = session.key_log;
    for (const tests::Frame& frame : talk.frames) {
      const auto size = static_cast<std::uint32_t>(frame.size());
      packets_ += block(6, number(0) + number(0) + number(1000) + number(size) + number(size) +
                               std::string(reinterpret_cast<const char*>(frame.data()), frame.size()));
    }
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& bytes) {
    auto path = (folder_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  // What is printed, then "|" and what is said beside it.
  std::string run(const std::string& capture, const std::string& show, const std::string& key_log = {}) {
    AnalyzeOptions options;
    options.file = capture;
    options.show = show;
    options.keylog = key_log;
    options.format = analysis::Format::jsonl;
    std::ostringstream out, err;
    status_ = analyze(options, out, err);
    return out.str() + "|" + err.str();
  }

  std::filesystem::path folder_;
  std::string packets_, key_log_;
  int status_ = -1;
};

TEST_F(KeyLog, secrets_in_the_file_open_its_sessions_wherever_they_stand) {
  const std::string secrets = secrets_block(key_log_);
  const std::string first = run(file("a.pcapng", head() + secrets + packets_), "credentials");
  EXPECT_NE(first.find(R"("secret":"hungry","accepted":true,"decrypted":true})"), std::string::npos) << first;
  EXPECT_EQ(run(file("b.pcapng", head() + packets_ + secrets), "credentials"), first);
  EXPECT_EQ(status_, 0);
}

// As a capture does that is written while the session lasts.
TEST_F(KeyLog, secrets_of_one_session_may_stand_before_and_behind_its_packets) {
  const std::string whole = run(file("a.pcapng", head() + secrets_block(key_log_) + packets_), "credentials");
  ASSERT_NE(whole.find("hungry"), std::string::npos) << whole;
  std::istringstream lines(key_log_);
  int at = 0;
  for (std::string line; std::getline(lines, line); ++at) {
    std::string others = key_log_;
    others.erase(others.find(line), line.size() + 1);
    const std::string parted = head() + secrets_block(others) + packets_ + secrets_block(line + "\n");
    EXPECT_EQ(run(file("b.pcapng", parted), "credentials"), whole) << line;
  }
  EXPECT_GE(at, 4);
}

TEST_F(KeyLog, a_key_log_beside_the_file_does_the_same_with_or_without_a_last_line_end) {
  const std::string capture = file("a.pcapng", head() + packets_);
  const std::string whole = run(capture, "credentials", file("keys", "# a comment\nEXPORTER_SECRET 00 00\n" + key_log_));
  EXPECT_NE(whole.find("hungry"), std::string::npos) << whole;
  key_log_.pop_back();
  EXPECT_EQ(run(capture, "credentials", file("keys", key_log_)), whole);
}

TEST_F(KeyLog, without_it_the_dialogue_is_handshake_and_sizes) {
  const std::string told = run(file("a.pcapng", head() + packets_), "dialogue");
  EXPECT_EQ(told.find("hungry"), std::string::npos);
  EXPECT_EQ(told.find("decrypted"), std::string::npos);
  EXPECT_NE(told.find(R"("kind":"command","verb":"ClientHello","text":"ClientHello: up to TLS 1.3, for mail.hamburger.edu)"),
            std::string::npos)
      << told;
  EXPECT_NE(told.find(R"("kind":"data","text":"encrypted, 30 bytes"})"), std::string::npos) << told;
  EXPECT_TRUE(run(file("a.pcapng", head() + packets_), "credentials").starts_with("|"));
}

TEST_F(KeyLog, what_stays_closed_is_counted) {
  const std::string told = run(file("a.pcapng", head() + packets_), "credentials", file("keys", ""));
  EXPECT_TRUE(told.ends_with(" bytes inside TLS stayed closed: the secrets of their sessions are not known.\n")) << told;
  EXPECT_EQ(status_, 0);
}

TEST_F(KeyLog, a_key_log_that_cannot_be_read_is_refused_with_a_sentence) {
  const std::string told = run(file("a.pcapng", head() + packets_), "credentials", (folder_ / "none").string());
  EXPECT_EQ(status_, 1);
  EXPECT_NE(told.find("cannot be read: No such file or directory."), std::string::npos) << told;
}

TEST_F(KeyLog, a_certificate_that_signs_itself_is_a_weakness) {
  const std::string told = run(file("a.pcapng", head() + packets_ + secrets_block(key_log_)), "weaknesses");
  EXPECT_NE(
      told.find(
          R"("rule":"self-signed-certificate","severity":"medium","text":"The certificate of mail.hamburger.edu is signed by itself)"),
      std::string::npos)
      << told;
}

TEST_F(KeyLog, secrets_longer_than_their_block_are_damage) {
  std::string secrets = secrets_block(key_log_);
  secrets.replace(12, 4, number(1'000'000));
  const std::string told = run(file("a.pcapng", head() + packets_ + secrets), "credentials");
  EXPECT_EQ(status_, 1);
  EXPECT_NE(told.find("The secrets here should have 1000000 bytes"), std::string::npos) << told;
}

}  // namespace
}  // namespace cleartext::commands
