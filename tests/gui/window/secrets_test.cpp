// A fault that was drawn in secret is not shown; one that the lesson orders before everybody is.
#include "gui/window/secrets.h"

#include <gtest/gtest.h>

#include "servers/faults/fault_text.h"

namespace cleartext::gui {
namespace {

faults::Fault fault(const char* text) { return *faults::parse(text); }

lesson::Lesson broken_lesson() {
  lesson::Lesson lesson;
  lesson.broken = "door";
  lesson::Task task;
  task.opening.push_back({lesson::Action::Kind::order, {}, {}, fault("off pop3@mail.hamburger.edu")});
  lesson.tasks.push_back(task);
  return lesson;
}

lab::Snapshot snapshot() {
  using Door = lab::Snapshot::Entrance::Door;
  lab::Snapshot snapshot;
  snapshot.entrances = {{wire::Role::hamburger, wire::Service::pop3, Door::off}};
  snapshot.faults = {{1, fault("off pop3@mail.hamburger.edu")}, {2, fault("slow 2kB/s")}};
  return snapshot;
}

TEST(Secrets, what_was_drawn_is_not_told_and_what_was_ordered_before_all_is) {
  const auto told = without_secrets(snapshot(), broken_lesson());
  ASSERT_EQ(told.faults.size(), 1U);
  EXPECT_EQ(told.faults.front().id, 2);
  EXPECT_EQ(told.entrances.front().door, lab::Snapshot::Entrance::Door::open);
}

TEST(Secrets, what_no_step_and_no_task_orders_was_ordered_by_hand) {
  auto lesson = broken_lesson();
  lesson::Step step;
  step.actions.push_back({lesson::Action::Kind::order, {}, {}, fault("reply ftp STOR \"452 Disk full\"")});
  lesson.steps.push_back(step);
  EXPECT_FALSE(is_by_hand(lesson, fault("off pop3@mail.hamburger.edu")));
  EXPECT_FALSE(is_by_hand(lesson, fault("reply ftp STOR \"452 Disk full\"")));
  EXPECT_TRUE(is_by_hand(lesson, fault("reply pop3 PASS \"+OK\"")));
}

TEST(Secrets, a_lesson_without_any_hides_nothing) {
  auto lesson = broken_lesson();
  lesson.broken.clear();
  EXPECT_EQ(without_secrets(snapshot(), lesson).faults.size(), 2U);
  EXPECT_EQ(without_secrets(snapshot(), lesson).entrances.front().door, lab::Snapshot::Entrance::Door::off);
}

}  // namespace
}  // namespace cleartext::gui
