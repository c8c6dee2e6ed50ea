// The window where no lab can run: a lesson plays from its own recording, act by act and command by command, and every view
// fills from it.
#include <gtest/gtest.h>

#include <QSettings>
#include <QTest>

#include "gui/course/recorded_course.h"
#include "gui/notebook/notebook.h"
#include "gui/start/start_page.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

struct Recorded {
  Recorded() {
    course.show_start();
    course.window().resize(1280, 800);
    course.window().show();
    course.open_lesson(QStringLiteral(SOURCE_DIR "/lessons/alice-sends-bob"));
    EXPECT_TRUE(until([&] { return course.player() != nullptr && course.window().page() == nullptr; }));
  }
  bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 15'000); }
  bool seen(int step) { return course.player()->state(step) == lesson::StepState::seen; }
  const analysis::Recording& recording() { return course.window().selection().recording(); }
  Theme theme;
  RecordedCourse course{theme, QStringLiteral("en")};
};

TEST(RecordedCourse, a_lesson_plays_act_by_act_from_its_recording) {
  Recorded here;
  ASSERT_NE(here.course.player(), nullptr);
  std::size_t before = 0;
  for (int step = 0; step < 6; ++step) {
    here.course.player()->next_act();
    ASSERT_TRUE(here.until([&] { return here.seen(step); })) << step << here.course.player()->failure(step);
    if (step > 0) {
      EXPECT_GT(here.recording().packets().size(), before) << step;
    }
    before = here.recording().packets().size();
  }
  EXPECT_TRUE(here.course.player()->finished());
  EXPECT_EQ(here.recording().messages().size(), 3U);
  EXPECT_EQ(here.recording().credentials().size(), 1U);
}

TEST(RecordedCourse, the_next_start_goes_on_at_the_step_where_one_stopped) {
  QSettings().remove(QStringLiteral("session"));
  {
    Recorded here;
    for (int step = 0; step < 3; ++step) {
      here.course.player()->next_act();
      ASSERT_TRUE(here.until([&] { return here.seen(step); }));
    }
    here.course.window().wire().show_tab(WireTabs::Tab::packets);
  }
  Theme theme;
  RecordedCourse next(theme, QStringLiteral("en"));
  next.window().show();
  next.show_start();
  auto* start = next.window().findChild<StartPage*>();
  ASSERT_TRUE(QTest::qWaitFor([&] { return start->go_on()->isVisible(); }, 15'000));
  QTest::mouseClick(start->go_on(), Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor([&] { return next.player() != nullptr && next.player()->current() == 2; }, 15'000));
  ASSERT_TRUE(QTest::qWaitFor([&] { return next.player()->state(2) == lesson::StepState::seen; }, 15'000));
  EXPECT_EQ(next.window().wire().tab_now(), WireTabs::Tab::packets);
  QSettings().remove(QStringLiteral("session"));
}

TEST(RecordedCourse, one_command_at_a_time_lets_one_line_cross) {
  Recorded here;
  auto& player = *here.course.player();
  player.next_act();
  ASSERT_TRUE(here.until([&] { return here.seen(0); }));
  EXPECT_EQ(here.recording().packets().size(), 0U);
  player.next_command();  // connect
  ASSERT_TRUE(here.until([&] { return player.next_line().starts_with("HELO"); })) << player.next_line();
  player.next_command();
  ASSERT_TRUE(here.until([&] { return player.next_line().starts_with("MAIL"); })) << player.next_line();
  ASSERT_TRUE(here.until([&] { return here.recording().lines().size() == 3; }));  // 220, HELO, 250
  player.next_act();
  ASSERT_TRUE(here.until([&] { return here.seen(1); }));
}

TEST(RecordedCourse, it_begins_anew_and_the_word_recorded_stays_in_sight) {
  Recorded here;
  auto& window = here.course.window();
  here.course.player()->play(0);
  ASSERT_TRUE(here.until([&] { return here.course.player()->finished(); }));
  EXPECT_TRUE(window.top_bar().pill()->isVisible());
  EXPECT_TRUE(window.top_bar().pill()->accessibleName().contains(QStringLiteral("Recorded")));
  Q_EMIT window.reset_wanted();
  EXPECT_EQ(here.course.player()->current(), -1);
  ASSERT_TRUE(here.until([&] { return here.recording().packets().size() == 0; }));
  here.course.player()->play(0);
  ASSERT_TRUE(here.until([&] { return here.course.player()->finished(); }));
  here.course.show_start();
  EXPECT_TRUE(window.top_bar().pill()->isVisible());
}

}  // namespace
}  // namespace cleartext::gui
