// A fault that the lesson orders, in a step or with a task, was not ordered by hand.
#include "gui/window/by_hand.h"

#include <gtest/gtest.h>

#include "servers/faults/fault_text.h"

namespace cleartext::gui {
namespace {

lesson::Action order(const char* text) { return {lesson::Action::Kind::order, {}, {}, *faults::parse(text)}; }

TEST(ByHand, what_no_step_and_no_task_orders_was_ordered_by_hand) {
  lesson::Lesson lesson;
  lesson.opening.push_back(order("full-disk"));
  lesson::Step step;
  step.actions.push_back(order("reply ftp STOR \"452 Disk full\""));
  lesson.steps.push_back(step);
  lesson::Task task;
  task.opening.push_back(order("off pop3@mail.hamburger.edu"));
  lesson.tasks.push_back(task);
  for (const auto* text : {"full-disk", "reply ftp STOR \"452 Disk full\"", "off pop3@mail.hamburger.edu"})
    EXPECT_FALSE(is_by_hand(lesson, *faults::parse(text))) << text;
  EXPECT_TRUE(is_by_hand(lesson, *faults::parse("reply pop3 PASS \"+OK\"")));
}

}  // namespace
}  // namespace cleartext::gui
