// How many of one address are let in, and what comes of trying passwords.
#include "servers/host/door.h"
#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

constexpr std::uint32_t elsewhere = 0x7f000606;

class DoorTest : public HostTest {
 protected:
  wire::Endpoint serve_behind(DoorRules rules) {
    door = std::make_unique<Door>(clock, rules);
    script.answer = [](std::string_view line) {
      return wire::Output{
          "heard\r\n", line == "guess\r\n" ? std::vector<wire::Effect>{wire::WrongPassword{}} : std::vector<wire::Effect>{}, {}};
    };
    listener = std::make_unique<Listener>(clock, Limits{}, nullptr, Shared{nullptr, door.get()});
    EXPECT_TRUE(listener->listen({here, 0}, [this](auto, auto) { return std::make_unique<ScriptedSession>(script); }));
    return listener->endpoint();
  }
  void TearDown() override { listener.reset(); }  // its connections leave by the door
  std::unique_ptr<Door> door;
};

TEST_F(DoorTest, who_has_too_many_connections_is_told_and_others_are_let_in) {
  const auto at = serve_behind({2, 100, wire::Milliseconds(1000)});
  {
    Caller first(at), second(at);
    EXPECT_TRUE(first.hears("hello") && second.hears("hello"));
    Caller third(at);
    EXPECT_TRUE(third.hears("no: Too many connections"));
    EXPECT_TRUE(third.is_closed());
    EXPECT_TRUE(Caller(at, elsewhere).hears("hello"));
  }
  EXPECT_TRUE(comes_true([this] { return listener->open_connections() == 0; }));
  Caller again(at);
  EXPECT_TRUE(again.hears("hello")) << "they have left";
}

TEST_F(DoorTest, who_tried_too_many_passwords_waits_and_others_do_not) {
  const auto at = serve_behind({100, 3, wire::Milliseconds(60'000)});
  Caller eve(at, elsewhere);
  eve.say("guess\r\nguess\r\n");
  EXPECT_TRUE(eve.hears("heard\r\nheard\r\n"));
  EXPECT_TRUE(Caller(at, elsewhere).hears("hello")) << "two are few";
  eve.say("guess\r\nNOOP\r\n");
  EXPECT_TRUE(eve.hears("heard\r\nheard\r\nheard\r\nheard\r\n")) << "who is in stays in";
  EXPECT_TRUE(Caller(at, elsewhere).hears("no: Too many wrong passwords"));
  EXPECT_TRUE(Caller(at).hears("hello"));
  clock.advance(wire::Milliseconds(60'001));
  EXPECT_TRUE(Caller(at, elsewhere).hears("hello")) << "it is forgotten";
}

TEST_F(DoorTest, a_door_remembers_a_bounded_number_of_tries) {
  Door behind(clock, {100, 5, wire::Milliseconds(1000)});
  for (int tries = 0; tries < 100'000; ++tries) behind.wrong_password(elsewhere);
  EXPECT_FALSE(behind.refusal(elsewhere).empty());
  clock.advance(wire::Milliseconds(1001));
  EXPECT_TRUE(behind.refusal(elsewhere).empty());
}

}  // namespace
}  // namespace cleartext::host
