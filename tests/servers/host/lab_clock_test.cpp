// The lab's clock stands still when told, and goes on where it stood.
#include <QElapsedTimer>

#include "servers/host/lab_clock.h"
#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

using wire::Milliseconds;

TEST(LabClock, a_timer_calls_once_and_in_order) {
  LabClock clock;
  std::string order;
  const auto late = clock.after(Milliseconds(20), [&] { order += "late "; });
  const auto soon = clock.after(Milliseconds(1), [&] { order += "soon "; });
  EXPECT_TRUE(comes_true([&] { return order == "soon late "; }));
}

TEST(LabClock, a_timer_that_is_dropped_is_silent) {
  LabClock clock;
  bool called = false, other = false;
  auto dropped = clock.after(Milliseconds(1), [&] { called = true; });
  dropped.reset();
  const auto kept = clock.after(Milliseconds(5), [&] { other = true; });
  EXPECT_TRUE(comes_true([&] { return other; }));
  EXPECT_FALSE(called);
}

TEST(LabClock, nothing_is_due_while_it_stands_still) {
  LabClock clock, other;
  bool called = false, meanwhile = false;
  const auto before = clock.after(Milliseconds(1), [&] { called = true; });
  clock.pause();
  clock.pause();
  bool later_called = false;
  const auto during = clock.after(Milliseconds(1), [&] { later_called = true; });
  const auto measure = other.after(Milliseconds(30), [&] { meanwhile = true; });
  EXPECT_TRUE(comes_true([&] { return meanwhile; }));
  EXPECT_FALSE(called || later_called);
  clock.resume();
  EXPECT_TRUE(comes_true([&] { return called && later_called; }));
}

TEST(LabClock, a_timer_may_drop_itself_or_another_in_its_call) {
  LabClock clock;
  std::unique_ptr<wire::Timer> self, other;
  bool called = false, other_called = false;
  self = clock.after(Milliseconds(1), [&] {
    self.reset();
    other.reset();
    called = true;
  });
  other = clock.after(Milliseconds(2), [&] { other_called = true; });
  EXPECT_TRUE(comes_true([&] { return called; }));
  clock.pause();
  clock.resume();
  EXPECT_FALSE(other_called);
}

TEST(LabClock, a_timer_that_has_fired_does_not_fire_again_after_a_pause) {
  LabClock clock;
  int calls = 0;
  bool later = false;
  const auto once = clock.after(Milliseconds(1), [&] { ++calls; });
  EXPECT_TRUE(comes_true([&] { return calls == 1; }));
  clock.pause();
  clock.resume();
  const auto after = clock.after(Milliseconds(10), [&] { later = true; });
  EXPECT_TRUE(comes_true([&] { return later; }));
  EXPECT_EQ(calls, 1);
}

TEST(LabClock, timers_may_outlive_their_clock) {
  auto clock = std::make_unique<LabClock>();
  auto timer = clock->after(Milliseconds(1), [] {});
  clock.reset();
  timer.reset();
}

}  // namespace
}  // namespace cleartext::host
