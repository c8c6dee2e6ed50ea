// Time in the window: frozen, scrubbed, and stepped by the packet; what is shown is the wire as it was.
#include <gtest/gtest.h>

#include <QLabel>
#include <QScrollBar>

#include "gui/lesson/lesson_pane.h"
#include "gui/presenter/presenter.h"
#include "gui/window/bottom_bar.h"
#include "gui/wire/dialogue_view.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/window/stage_window.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Stepping : sample::StageWindow {
  std::uint32_t shown() const { return window->selection().packets_shown(); }
  std::uint32_t all() const { return static_cast<std::uint32_t>(recording.packets().size()); }
  BottomBar& bar() const { return window->bottom_bar(); }
  // From where the head stands now to the tick of a packet.
  void drag_head_to(double x) {
    Timeline* line = bar().timeline();
    const double head = line->x_of(shown()) + theme.px(12);
    const auto at = [&](double place) { return QPoint(static_cast<int>(place), line->height() / 2); };
    QTest::mousePress(line, Qt::LeftButton, {}, at(head));
    QMouseEvent move(QEvent::MouseMove, QPointF(at(x)), line->mapToGlobal(QPointF(at(x))), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(line, &move);
    QTest::mouseRelease(line, Qt::LeftButton, {}, at(x));
  }
};

}  // namespace

TEST_F(Stepping, a_frozen_view_stays_while_the_capture_goes_on) {
  QTest::mouseClick(bar().freeze(), Qt::LeftButton);
  const std::uint32_t then = all();
  wire.client("NOOP");
  wire.send();
  EXPECT_GT(all(), then);
  EXPECT_EQ(shown(), then);
  EXPECT_EQ(bar().state(), QStringLiteral("As it was at packet %1").arg(then));
  QTest::mouseClick(bar().freeze(), Qt::LeftButton);
  EXPECT_EQ(shown(), all());
  EXPECT_EQ(bar().freeze()->text(), QStringLiteral("Freeze"));
  press(Qt::Key_Space, Qt::ControlModifier);
  EXPECT_TRUE(window->selection().held()) << "by key";
}

TEST_F(Stepping, the_head_of_the_time_line_is_dragged_to_how_it_was_and_back) {
  drag_head_to(bar().timeline()->x_of(7) + theme.px(12));
  EXPECT_EQ(shown(), 7u);
  EXPECT_EQ(window->selection().place().packet, 0u) << "what is dragged selects nothing";
  picture(QStringLiteral("scrubbed"));
  drag_head_to(bar().timeline()->x_of(all()) + theme.px(40));
  EXPECT_FALSE(window->selection().held());
  EXPECT_EQ(shown(), all());
}

TEST_F(Stepping, a_packet_at_a_time_goes_back_and_on_and_is_selected) {
  bar().stride()->set_current(2);
  const std::uint32_t last = all();
  press(Qt::Key_Left);
  press(Qt::Key_Left);
  EXPECT_EQ(shown(), last - 2);
  EXPECT_EQ(window->selection().place().packet, last - 2);
  press(Qt::Key_Space);
  EXPECT_EQ(shown(), last - 1);
  EXPECT_EQ(window->selection().place().packet, last - 1);
  EXPECT_EQ(part->asked, "") << "nothing new was needed";
  press(Qt::Key_Left, Qt::AltModifier);
  EXPECT_EQ(shown(), last - 2) << "whatever the stride is";
}

TEST_F(Stepping, where_nothing_is_left_one_command_is_let_through_and_its_first_packet_shown) {
  bar().stride()->set_current(2);
  const std::uint32_t last = all();
  press(Qt::Key_Space);
  EXPECT_EQ(part->asked, "command ");
  EXPECT_EQ(shown(), last);
  wire.client("DATA");
  wire.server("354 go on");
  wire.send();
  EXPECT_EQ(shown(), last + 1);
  press(Qt::Key_Space);
  EXPECT_EQ(shown(), last + 2);
  EXPECT_EQ(part->asked, "command ");
}

TEST_F(Stepping, going_on_with_the_lesson_lets_a_held_view_go) {
  bar().freeze_or_go_on();
  press(Qt::Key_Space);
  EXPECT_FALSE(window->selection().held());
  bar().freeze_or_go_on();
  press(Qt::Key_Left);
  EXPECT_FALSE(window->selection().held());
  EXPECT_EQ(part->asked, "act back ");
}

TEST_F(Stepping, the_act_shown_is_the_one_that_the_view_is_held_in) {
  drag_head_to(bar().timeline()->x_of(7) + theme.px(12));
  EXPECT_EQ(part->looked, std::optional<std::uint32_t>(7));
  press(Qt::Key_Space);
  EXPECT_FALSE(part->looked);
  EXPECT_EQ(shown(), all()) << "first the rest of the act";
  EXPECT_EQ(part->asked, "");
  press(Qt::Key_Space);
  EXPECT_EQ(part->asked, "act ");
}

TEST_F(Stepping, what_is_known_is_shown_once_more_by_the_command_and_then_the_lesson_goes_on) {
  bar().stride()->set_current(1);
  press(Qt::Key_Left);
  press(Qt::Key_Left);
  const std::uint32_t then = shown();
  EXPECT_LT(then, all());
  EXPECT_EQ(part->asked, "") << "no act back";
  press(Qt::Key_Space);
  EXPECT_GT(shown(), then);
  EXPECT_EQ(part->asked, "");
  press(Qt::Key_Space);
  EXPECT_FALSE(window->selection().held());
  press(Qt::Key_Space);
  EXPECT_EQ(part->asked, "command ");
}

TEST_F(Stepping, play_shows_what_is_known_from_where_the_view_is_and_goes_on_with_the_lesson) {
  bar().stride()->set_current(1);
  bar().pace()->setCurrentIndex(0);
  press(Qt::Key_Left);
  press(Qt::Key_P, Qt::ControlModifier);
  EXPECT_EQ(part->asked, "");
  EXPECT_EQ(window->lesson_pane().play_button()->text(), QStringLiteral("Pause"));
  EXPECT_TRUE(QTest::qWaitFor([&] { return part->asked == "play0 "; }, 5000)) << part->asked;
  EXPECT_EQ(shown(), all());
}

TEST_F(Stepping, the_next_act_before_an_audience_shows_what_is_said_now) {
  press(Qt::Key_F5);
  auto* dialogue = window->findChild<DialogueView*>();
  window->selection().select_packet(4);
  dialogue->verticalScrollBar()->setValue(0);
  dialogue->verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
  QApplication::processEvents();
  ASSERT_FALSE(dialogue->follows());
  press(Qt::Key_PageDown);
  EXPECT_TRUE(dialogue->follows());
  press(Qt::Key_Escape);
}

TEST_F(Stepping, the_sentence_for_the_audience_is_a_whole_thought) {
  press(Qt::Key_F5);
  const auto labels = window->findChildren<QLabel*>();
  const bool told = std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
    return label->isVisible() && label->text() == QLatin1String("The connection is open. Bob's server spoke first: 220, ready.");
  });
  EXPECT_TRUE(told);
  press(Qt::Key_Escape);
}

TEST_F(Stepping, escape_selects_nothing_where_nobody_else_takes_it) {
  for (const WireTabs::Tab tab : {WireTabs::Tab::dialogue, WireTabs::Tab::packets, WireTabs::Tab::ladder}) {
    window->wire().show_tab(tab);
    window->selection().select_packet(4);
    QApplication::processEvents();
    for (QWidget* inside : window->wire().findChildren<QWidget*>())
      if (inside->isVisible() && inside->focusPolicy() != Qt::NoFocus) inside->setFocus();
    press(Qt::Key_Escape);
    EXPECT_EQ(window->selection().place().packet, 0u) << static_cast<int>(tab);
  }
  window->selection().select_packet(4);
  press(Qt::Key_F5);
  press(Qt::Key_Escape);
  EXPECT_EQ(window->selection().place().packet, 4u) << "the presentation ended, and no more";
}
