// A session that rings is heard: unasked, in its place, and never faster than the connection takes it.
#include <sys/socket.h>

#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

TEST_F(HostTest, a_session_that_rings_speaks_unasked_and_not_from_inside_the_ring) {
  Caller caller(serve());
  ASSERT_TRUE(caller.hears("hello\r\n"));
  int spoken = 0;
  script.woken = [&spoken] { return wire::Output{"news " + std::to_string(++spoken) + "\r\n", {}, {}}; };
  script.wake();
  script.wake();  // once is enough
  EXPECT_EQ(spoken, 0);
  EXPECT_TRUE(caller.hears("news 1\r\n"));
  script.wake();
  EXPECT_TRUE(caller.hears("news 2\r\n"));
  EXPECT_EQ(spoken, 2);
}

TEST_F(HostTest, a_long_answer_is_whole_before_the_next_line_is_fed) {
  Caller caller(serve());
  int left = 0;
  script.answer = [this, &left](std::string_view line) {
    left = 3;
    script.wake();
    return wire::Output{"begin " + std::string(line), {}, {}};
  };
  script.woken = [this, &left] {
    if (--left > 0) script.wake();
    return wire::Output{left > 0 ? "piece\r\n" : "end\r\n", {}, {}};
  };
  caller.say("one\r\ntwo\r\n");
  EXPECT_TRUE(caller.hears("two\r\npiece\r\npiece\r\nend\r\n"));
  EXPECT_NE(caller.heard.find("begin one\r\npiece\r\npiece\r\nend\r\nbegin two\r\n"), std::string::npos) << caller.heard;
}

TEST_F(HostTest, a_long_answer_goes_on_after_the_clients_last_byte) {
  Caller caller(serve());
  int left = 50;
  script.answer = [this](std::string_view) {
    script.wake();
    return wire::Output{};
  };
  script.woken = [this, &left] {
    if (--left > 0) script.wake();
    return wire::Output{std::string(10'000, 'x'), {}, {}};
  };
  caller.say("all of it\r\n");
  EXPECT_TRUE(comes_true([&] { return caller.socket.bytesToWrite() == 0; }));
  ::shutdown(static_cast<int>(caller.socket.socketDescriptor()), SHUT_WR);
  EXPECT_TRUE(comes_true([&] { return caller.heard.size() == 7 + 500'000 && script.closed == 1; }));
}

TEST_F(HostTest, who_does_not_read_is_not_spoken_to_without_end) {
  Caller caller(serve());
  caller.socket.setReadBufferSize(1);
  caller.reading = false;
  std::size_t spoken = 0;
  script.woken = [this, &spoken] {
    spoken += 100'000;
    script.wake();
    return wire::Output{std::string(100'000, 'x'), {}, {}};
  };
  script.wake();
  std::size_t before = 0;
  EXPECT_TRUE(comes_true([&] {
    const bool stands = spoken > 0 && spoken == before;
    before = spoken;
    return stands;
  }));
  EXPECT_LT(spoken, 30'000'000u);
  caller.socket.setReadBufferSize(0);
  caller.reading = true;
  caller.socket.readAll();
  EXPECT_TRUE(comes_true([&] { return spoken > before + 1'000'000; }));
}

TEST_F(HostTest, a_ring_after_the_end_is_not_heard) {
  {
    Caller caller(serve());
    caller.hears("hello");
  }
  EXPECT_TRUE(comes_true([this] { return script.closed == 1 && listener->open_connections() == 0; }));
  script.woken = []() -> wire::Output {
    ADD_FAILURE() << "woken";
    return {};
  };
  script.wake();
  QCoreApplication::processEvents();
}

}  // namespace
}  // namespace cleartext::host
