// The finder and the tour by key.
#include "gui/finder/finder.h"

#include "gui/tour/tour.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/window/stage_window.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Finding : sample::StageWindow {
  void type(const char* words) {
    QTest::keyClicks(&window->finder().field(), QString::fromLatin1(words));
    ASSERT_TRUE(QTest::qWaitFor([&] { return !window->finder().looking(); }));
  }
  QString first() { return window->finder().model().index(0).data().toString(); }
};

}  // namespace

TEST_F(Finding, ctrl_k_finds_a_command_and_enter_does_it) {
  press(Qt::Key_K, Qt::ControlModifier);
  ASSERT_TRUE(window->finder().isVisible());
  EXPECT_TRUE(window->finder().field().hasFocus());
  type("dark light");
  EXPECT_EQ(first(), QStringLiteral("Light or dark"));
  press(Qt::Key_Return);
  EXPECT_TRUE(theme.dark());
  EXPECT_FALSE(window->finder().isVisible());
}

TEST_F(Finding, ctrl_f_finds_what_was_said_and_selects_it) {
  press(Qt::Key_F, Qt::ControlModifier);
  type("rcpt bob");
  ASSERT_TRUE(first().startsWith(QStringLiteral("RCPT TO:"))) << first().toStdString();
  picture(QStringLiteral("finder"));
  press(Qt::Key_Return);
  const int line = window->selection().line();
  ASSERT_GE(line, 0);
  EXPECT_EQ(recording.lines()[static_cast<std::size_t>(line)].verb, "RCPT");
}

TEST_F(Finding, letters_that_are_keys_elsewhere_are_letters_here) {
  press(Qt::Key_K, Qt::ControlModifier);
  QTest::keyClicks(&window->finder().field(), QStringLiteral("r "));
  EXPECT_EQ(window->finder().field().text(), QStringLiteral("r "));
  EXPECT_EQ(part->asked, "");
}

TEST_F(Finding, escape_leaves_and_nothing_is_said_when_nothing_fits) {
  press(Qt::Key_K, Qt::ControlModifier);
  type("no such thing anywhere");
  EXPECT_EQ(window->finder().model().rowCount(), 0);
  press(Qt::Key_Escape);
  EXPECT_FALSE(window->finder().isVisible());
}

TEST_F(Finding, arrows_walk_through_the_list_while_the_field_keeps_the_focus) {
  press(Qt::Key_K, Qt::ControlModifier);
  QTest::qWait(0);
  press(Qt::Key_Down);
  EXPECT_EQ(window->finder().list().currentIndex().row(), 1);
  EXPECT_TRUE(window->finder().field().hasFocus());
}

TEST_F(Finding, a_newcomer_is_shown_around_once) {
  window->greet_newcomer();
  ASSERT_TRUE(window->tour().on());
  const QString first = window->tour().words();
  picture(QStringLiteral("tour"));
  press(Qt::Key_Return);
  EXPECT_NE(window->tour().words(), first);
  press(Qt::Key_Left);
  EXPECT_EQ(window->tour().words(), first);
  press(Qt::Key_Escape);
  EXPECT_FALSE(window->tour().on());
  window->greet_newcomer();
  EXPECT_FALSE(window->tour().on());
  EXPECT_EQ(part->asked, "");
}

TEST_F(Finding, the_tour_ends_with_its_last_stop) {
  window->show_around();
  for (int i = 0; i < 20 && window->tour().on(); ++i) QTest::mouseClick(&window->tour().next_button(), Qt::LeftButton);
  EXPECT_FALSE(window->tour().on());
}
