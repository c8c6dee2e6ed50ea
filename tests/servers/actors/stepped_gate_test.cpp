#include "servers/actors/stepped_gate.h"

#include <gtest/gtest.h>

#include <vector>

namespace cleartext::actors {
namespace {

// Time that a test moves by hand.
class HandClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return {}; }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()> call) override {
    due = std::move(call);
    return std::make_unique<wire::Timer>();
  }
  std::function<void()> due;
};

struct GateTest : ::testing::Test {
  void ask(const std::string& actor, const std::string& verb) {
    gate.ask({actor, verb, verb}, [this, verb] { said.push_back(verb); });
  }
  HandClock clock;
  std::vector<std::string> said, stood;
  bool stopped = false;
  SteppedGate gate{clock, {[this](const Passage& p) { stood.push_back(p.verb); }, {}, [this](bool stop) { stopped = stop; }}};
};

TEST_F(GateTest, an_open_gate_lets_everyone_pass) {
  ask("alice", "HELO");
  EXPECT_EQ(said, std::vector<std::string>{"HELO"});
  EXPECT_FALSE(stopped);
}

TEST_F(GateTest, at_a_shut_gate_a_line_waits_and_the_clock_stands_still) {
  gate.shut();
  ask("alice", "HELO");
  EXPECT_TRUE(said.empty());
  EXPECT_EQ(stood, std::vector<std::string>{"HELO"});
  EXPECT_TRUE(stopped);
  gate.open();
  EXPECT_EQ(said.size(), 1U);
  EXPECT_FALSE(stopped);
}

TEST_F(GateTest, an_allowance_ends_with_its_verb) {
  gate.shut();
  gate.allow("relay", "letter");
  for (const auto* verb : {"connect", "HELO", "letter", "dot"}) ask("relay", verb);
  EXPECT_EQ(said, (std::vector<std::string>{"connect", "HELO", "letter"}));
}

TEST_F(GateTest, an_allowance_is_for_its_actor_alone) {
  gate.shut();
  gate.allow("alice", "");
  ask("relay", "connect");
  ask("alice", "HELO");
  EXPECT_EQ(said, std::vector<std::string>{"HELO"});
}

TEST_F(GateTest, stepping_lets_one_line_pass_for_each_call) {
  gate.shut();
  gate.set_stepping(true);
  gate.allow("alice", "");
  ask("alice", "HELO");
  ask("alice", "MAIL");
  EXPECT_TRUE(said.empty());
  gate.let_one();
  EXPECT_EQ(said, std::vector<std::string>{"HELO"});
  gate.let_one();
  EXPECT_EQ(said.back(), "MAIL");
}

TEST_F(GateTest, a_line_allowed_beforehand_passes_when_it_comes) {
  gate.shut();
  gate.set_stepping(true);
  gate.allow("alice", "");
  gate.let_one();
  ask("alice", "HELO");
  EXPECT_EQ(said.size(), 1U);
}

TEST_F(GateTest, at_a_pace_the_next_line_waits_for_its_time) {
  gate.set_pace(wire::Milliseconds(800));
  ask("alice", "HELO");
  ask("alice", "MAIL");
  EXPECT_EQ(said.size(), 1U);
  clock.due();
  EXPECT_EQ(said.size(), 2U);
}

TEST_F(GateTest, who_acts_beside_the_lesson_is_not_held_up_by_it) {
  gate.shut();
  ask("you", "USER");
  EXPECT_EQ(said, std::vector<std::string>{"USER"});
}

TEST_F(GateTest, what_waited_before_a_reset_is_never_said) {
  gate.shut();
  ask("alice", "HELO");
  gate.forget();
  gate.open();
  EXPECT_TRUE(said.empty());
  EXPECT_FALSE(stopped);
}

}  // namespace
}  // namespace cleartext::actors
