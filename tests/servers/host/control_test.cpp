// The control socket: one question, one answer, and nothing that a hostile client does holds it up.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <future>

#include "servers/host/control_port.h"
#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

class ControlTest : public testing::Test {
 protected:
  ControlTest() {
    std::string pattern = testing::TempDir() + "control-XXXXXX";
    folder = ::mkdtemp(pattern.data());
    port = std::make_unique<ControlPort>(path(), clock, [this](std::string_view line) {
      asked.emplace_back(line);
      return answer;
    });
    EXPECT_TRUE(port->listen());
  }
  ~ControlTest() override {
    port.reset();
    ::rmdir(folder.c_str());
  }
  std::string path() const { return folder + "/control"; }
  // Asked from another thread, while this one serves.
  tl::expected<std::string, wire::Problem> asking(const std::string& request) {
    auto asked_beside = std::async(std::launch::async, [&] { return ask(path(), request); });
    EXPECT_TRUE(comes_true([&] { return asked_beside.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }));
    return asked_beside.get();
  }
  int connected() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path().copy(address.sun_path, sizeof address.sun_path - 1);
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
    EXPECT_EQ(::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return made;
  }
  static bool is_closed(int socket) {
    char byte = 0;
    const auto got = ::recv(socket, &byte, 1, MSG_PEEK);
    return got == 0 || (got < 0 && errno != EAGAIN);
  }

  HandClock clock;
  std::string folder, answer = "yes\n";
  std::vector<std::string> asked;
  std::unique_ptr<ControlPort> port;
};

TEST_F(ControlTest, a_question_gets_its_answer_however_long) {
  EXPECT_EQ(asking("list"), "yes\n");
  EXPECT_EQ(asked, std::vector<std::string>{"list"});
  answer = std::string(3'000'000, 'x');
  EXPECT_EQ(asking("list")->size(), answer.size());
}

TEST_F(ControlTest, the_socket_is_this_users_alone_and_goes_with_the_lab) {
  struct stat about {};
  ASSERT_EQ(::stat(path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  port.reset();
  EXPECT_NE(::stat(path().c_str(), &about), 0);
  EXPECT_FALSE(ask(path(), "list"));
}

TEST_F(ControlTest, who_never_ends_his_line_is_sent_away_and_not_answered) {
  const int talker = connected();
  const std::string endless(3000, 'x');
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(::send(talker, endless.data(), endless.size(), MSG_NOSIGNAL), static_cast<ssize_t>(endless.size()));
    QTest::qWait(0);
  }
  EXPECT_TRUE(comes_true([&] { return is_closed(talker); }));
  EXPECT_TRUE(asked.empty());
  ::close(talker);
  EXPECT_EQ(asking("list"), "yes\n");
}

TEST_F(ControlTest, who_says_nothing_is_sent_away_in_time) {
  const int mute = connected();
  EXPECT_EQ(asking("list"), "yes\n");  // by now he was let in
  EXPECT_FALSE(is_closed(mute));
  clock.advance(wire::Milliseconds(6000));
  EXPECT_TRUE(comes_true([&] { return is_closed(mute); }));
  ::close(mute);
}

TEST_F(ControlTest, a_crowd_is_bounded_and_goes_away_again) {
  std::vector<int> crowd;
  for (int i = 0; i < 8; ++i) crowd.push_back(connected());
  QTest::qWait(0);
  for (int i = 0; i < 8; ++i) crowd.push_back(connected());
  QTest::qWait(0);
  const int one_too_many = connected();
  EXPECT_TRUE(comes_true([&] { return is_closed(one_too_many); }));
  for (const int each : crowd) ::close(each);
  ::close(one_too_many);
  EXPECT_TRUE(comes_true([&] { return asking("list") == "yes\n"; }));  // when their going was noticed
}

TEST_F(ControlTest, what_comes_after_the_line_is_not_heard_and_zeros_are_bytes_like_others) {
  const int talker = connected();
  const std::string bytes("a\0b\nsecond\nthird\n", 17);
  EXPECT_EQ(::send(talker, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  EXPECT_TRUE(comes_true([&] { return asked.size() == 1; }));
  EXPECT_EQ(asked[0], std::string("a\0b", 3));
  EXPECT_TRUE(comes_true([&] {
    std::array<char, 16> room{};
    return ::recv(talker, room.data(), room.size(), 0) == 4;
  }));
  ::close(talker);
}

TEST_F(ControlTest, who_hangs_up_early_does_no_harm) {
  answer = std::string(3'000'000, 'x');
  const int rude = connected();
  EXPECT_EQ(::send(rude, "list\n", 5, MSG_NOSIGNAL), 5);
  EXPECT_TRUE(comes_true([&] { return asked.size() == 1; }));
  ::close(rude);
  answer = "yes\n";
  EXPECT_EQ(asking("list"), "yes\n");
}

}  // namespace
}  // namespace cleartext::host
