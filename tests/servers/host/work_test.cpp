// Work on which an answer waits: nothing is said before it, nobody else waits for it.
#include <future>

#include "servers/host/workers.h"
#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

// Ends when it is let go.
class HeldWork final : public wire::Work {
 public:
  void run() override { gate.get_future().wait(); }
  std::string answer() override {
    ++answered;
    return "kept\r\n";
  }
  std::promise<void> gate;
  std::atomic<int> answered = 0;
};

class WorkTest : public HostTest {
 protected:
  wire::Endpoint serve_with(Workers* workers) {
    script.answer = [this](std::string_view line) {
      if (line != "keep\r\n") return wire::Output{"heard " + std::string(line), {}, {}};
      return wire::Output{"begin\r\n", {wire::SayAfter{work}}, {}, std::make_shared<wire::Output>(wire::Output{"end\r\n", {}, {}})};
    };
    listener = std::make_unique<Listener>(clock, Limits{}, nullptr, Shared{workers, nullptr});
    EXPECT_TRUE(listener->listen({here, 0}, [this](auto, auto) { return std::make_unique<ScriptedSession>(script); }));
    return listener->endpoint();
  }
  std::shared_ptr<HeldWork> work = std::make_shared<HeldWork>();
};

TEST_F(WorkTest, an_answer_waits_for_its_work_and_what_follows_waits_for_both) {
  Workers workers(2);
  Caller caller(serve_with(&workers));
  caller.say("keep\r\nnext\r\n");
  EXPECT_TRUE(caller.hears("begin\r\n"));
  Caller other(listener->endpoint());
  other.say("one\r\n");
  EXPECT_TRUE(other.hears("heard one\r\n")) << "nobody else waits";
  EXPECT_EQ(caller.heard, "hello\r\nbegin\r\n");
  work->gate.set_value();
  EXPECT_TRUE(caller.hears("heard next\r\n"));
  EXPECT_EQ(caller.heard, "hello\r\nbegin\r\nkept\r\nend\r\nheard next\r\n");
}

TEST_F(WorkTest, silence_is_not_counted_while_work_is_done) {
  Workers workers(1);
  Caller caller(serve_with(&workers));
  caller.say("keep\r\n");
  EXPECT_TRUE(caller.hears("begin\r\n"));
  clock.advance(Limits{}.idle * 3);
  work->gate.set_value();
  EXPECT_TRUE(caller.hears("end\r\n"));
  clock.advance(Limits{}.idle);
  EXPECT_TRUE(caller.hears("too long\r\n"));
}

TEST_F(WorkTest, work_is_brought_to_its_end_though_the_caller_went_away) {
  Workers workers(1);
  {
    Caller caller(serve_with(&workers));
    caller.say("keep\r\n");
    EXPECT_TRUE(caller.hears("begin\r\n"));
    caller.socket.abort();
  }
  work->gate.set_value();
  EXPECT_TRUE(comes_true([this] { return work->answered == 1 && listener->open_connections() == 0; }));
}

TEST_F(WorkTest, without_workers_it_is_done_on_the_spot) {
  Caller caller(serve_with(nullptr));
  work->gate.set_value();
  caller.say("keep\r\nnext\r\n");
  EXPECT_TRUE(caller.hears("heard next\r\n"));
  EXPECT_EQ(caller.heard, "hello\r\nbegin\r\nkept\r\nend\r\nheard next\r\n");
}

TEST_F(WorkTest, what_is_said_ahead_of_work_is_bounded) {
  Workers workers(1);
  Caller caller(serve_with(&workers));
  caller.say("keep\r\n");
  EXPECT_TRUE(caller.hears("begin\r\n"));
  const std::string line(1000, 'x');
  for (int count = 0; count < 40'000; ++count) caller.say(line);
  EXPECT_FALSE(QTest::qWaitFor([&] { return caller.socket.bytesToWrite() == 0; }, 200)) << "all of it was read";
  work->gate.set_value();
  EXPECT_TRUE(caller.hears("end\r\n"));
}

}  // namespace
}  // namespace cleartext::host
