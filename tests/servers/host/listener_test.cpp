// A server's side: who is let in, what is read when, and that last words arrive.
#include <sys/socket.h>

#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

TEST_F(HostTest, a_caller_is_greeted_and_answered) {
  Caller caller(serve());
  EXPECT_TRUE(caller.hears("hello\r\n"));
  caller.say("one\r\n");
  EXPECT_TRUE(caller.hears("you said one\r\n"));
  EXPECT_EQ(listener->open_connections(), 1);
}

TEST_F(HostTest, nothing_outside_the_lab_is_bound) {
  for (const std::uint32_t address : {0x00000000u, 0x0a000001u, 0xc0a80001u, 0x08080808u}) {
    EXPECT_FALSE(allowed({address, 25}));
    Listener outside(clock, {});
    const auto refused = outside.listen({address, 0}, {});
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().sentence.ends_with('.'));
  }
  for (const auto& host : wire::hosts()) EXPECT_TRUE(allowed({host.address, 25}));
}

TEST_F(HostTest, a_port_that_is_taken_is_named) {
  const auto at = serve();
  Listener second(clock, {});
  const auto refused = second.listen(at, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().sentence.find(std::to_string(at.port)), std::string::npos) << refused.error().sentence;
  EXPECT_FALSE(refused.error().advice.empty());
}

TEST_F(HostTest, a_port_is_free_again_after_a_stop) {
  const auto at = serve();
  Caller caller(at);
  caller.hears("hello");
  listener->stop();
  EXPECT_TRUE(caller.is_closed());
  EXPECT_EQ(script.closed, 1);
  EXPECT_TRUE(listener->listen(at, [this](auto, auto) { return std::make_unique<ScriptedSession>(script); }));
}

TEST_F(HostTest, a_session_hears_once_that_its_caller_went_away) {
  {
    Caller caller(serve());
    caller.hears("hello");
    caller.say("half a li");
    EXPECT_TRUE(comes_true([this] { return script.heard == "half a li"; }));
  }
  EXPECT_TRUE(comes_true([this] { return script.closed == 1 && listener->open_connections() == 0; }));
}

TEST_F(HostTest, silence_is_told_to_the_session_and_speech_puts_it_off) {
  Caller caller(serve({wire::Milliseconds(1000), wire::Milliseconds(1000), 10}));
  EXPECT_TRUE(caller.hears("hello"));
  clock.advance(wire::Milliseconds(900));
  caller.say("still here\r\n");
  EXPECT_TRUE(caller.hears("still here\r\n"));
  clock.advance(wire::Milliseconds(900));
  EXPECT_EQ(caller.heard.find("too long"), std::string::npos);
  clock.advance(wire::Milliseconds(200));
  EXPECT_TRUE(caller.hears("too long\r\n"));
  EXPECT_TRUE(caller.is_closed());
}

TEST_F(HostTest, a_full_house_lets_nobody_in_until_somebody_leaves) {
  const auto at = serve({wire::Milliseconds(1000), wire::Milliseconds(1000), 1});
  {
    Caller first(at);
    EXPECT_TRUE(first.hears("hello"));
    Caller second(at);
    EXPECT_TRUE(second.is_closed());
    EXPECT_EQ(second.heard, "");
  }
  EXPECT_TRUE(comes_true([this] { return listener->open_connections() == 0; }));
  Caller third(at);
  EXPECT_TRUE(third.hears("hello"));
}

TEST_F(HostTest, the_last_words_arrive_though_the_caller_said_more) {
  script.answer = [](std::string_view) { return wire::Output{"goodbye\r\n", {wire::Close{}}, {}}; };
  for (int round = 0; round < 20; ++round) {
    Caller caller(serve());
    caller.hears("hello");
    caller.say("QUIT\r\n" + std::string(300'000, 'x'));
    EXPECT_TRUE(caller.hears("goodbye\r\n")) << "round " << round;
    EXPECT_TRUE(caller.is_closed());
  }
}

TEST_F(HostTest, a_caller_who_ends_his_side_still_gets_the_whole_answer) {
  const std::string long_answer(8'000'000, 'y');
  script.answer = [&](std::string_view) { return wire::Output{long_answer, {}, {}}; };
  Caller caller(serve());
  caller.hears("hello");
  caller.say("all of it\r\n");
  caller.socket.flush();
  ::shutdown(static_cast<int>(caller.socket.socketDescriptor()), SHUT_WR);
  EXPECT_TRUE(caller.is_closed());
  EXPECT_EQ(caller.heard.size(), std::string("hello\r\n").size() + long_answer.size());
}

TEST_F(HostTest, a_caller_who_does_not_read_is_not_read) {
  int answered = 0;
  script.answer = [&](std::string_view bytes) {
    answered += static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n'));
    return wire::Output{std::string(100'000 * static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')), 'z'), {}, {}};
  };
  Caller caller(serve());
  caller.hears("hello");
  caller.socket.setReadBufferSize(1);
  caller.reading = false;
  std::string all;
  for (int count = 0; count < 10'000; ++count) all += "more\r\n";
  caller.say(all);
  EXPECT_TRUE(comes_true([&] { return answered > 0; }));
  QTest::qWait(50);  // gives a wrong server the time to go wrong; a right one stands still
  EXPECT_LT(answered, 200) << "about 100 kB each; the kernel takes a few MB, we keep 256 KiB";
}

TEST_F(HostTest, who_says_much_at_once_does_not_keep_others_waiting) {
  int lines = 0, lines_before_the_other = 0;
  script.answer = [&](std::string_view line) {
    if (line == "mine\r\n") lines_before_the_other = lines;
    ++lines;
    return wire::Output{line == "mine\r\n" ? "yours\r\n" : "", {}, {}};
  };
  Caller flood(serve()), other(listener->endpoint());
  EXPECT_TRUE(flood.hears("hello") && other.hears("hello"));
  std::string all;
  for (int count = 0; count < 20'000; ++count) all += "x\r\n";
  flood.say(all);
  other.say("mine\r\n");
  flood.socket.flush();
  other.socket.flush();
  EXPECT_TRUE(other.hears("yours"));
  EXPECT_LT(lines_before_the_other, 10'000);
  EXPECT_TRUE(comes_true([&] { return lines == 20'001; })) << lines;
}

TEST_F(HostTest, bytes_reach_the_session_in_order_and_whole) {
  script.answer = [](std::string_view) { return wire::Output{}; };
  Caller caller(serve());
  std::string all;
  for (int count = 0; count < 20'000; ++count) all += std::to_string(count) + (count % 3 == 0 ? "\r\n" : " ");
  caller.say(all);
  EXPECT_TRUE(comes_true([&] { return script.heard.size() == all.size(); }));
  EXPECT_EQ(script.heard, all);
}

}  // namespace
}  // namespace cleartext::host
