// The window by hand and by key, on a recording made by hand. With CLEARTEXT_PICTURES=folder it leaves pictures there.
#include "gui/window/main_window.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTest>

#include "gui/bench/bench.h"
#include "gui/freelab/free_lab.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/notebook/notebook.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/window/sample.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Window : testing::Test {
  Theme theme;
  analysis::Recording recording;
  sample::Wire wire{recording};
  std::unique_ptr<MainWindow> window;
  sample::Part* part = nullptr;

  void SetUp() override {
    QSettings().clear();
    theme.set_dark(false);
  }
  void open(bool with_lesson = true, QSize size = {1440, 900}) {
    window = std::make_unique<MainWindow>(theme, recording, nullptr, wire::NetworkMode::private_network);
    window->resize(size);
    if (with_lesson) {
      auto script = std::make_unique<sample::Part>();
      part = script.get();
      window->show_script(std::move(script));
    }
    window->show();
    window->activateWindow();
    QApplication::processEvents();
  }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::keyClick(QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get(), key, modifiers);
  }
  void picture(const QString& name) {
    const QString folder = qEnvironmentVariable("CLEARTEXT_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(400);
    window->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
  }
  void expect_nothing_cut() {
    for (int i = 0; i < 20; ++i) QApplication::processEvents();  // layouts settle from the outside in
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
      if (!widget->isVisible() ||
          (qobject_cast<const QAbstractButton*>(widget) == nullptr && qobject_cast<const QLabel*>(widget) == nullptr))
        continue;
      if (qobject_cast<const QTabBar*>(widget->parentWidget()) != nullptr) continue;  // the arrows that scroll the tabs have no words
      const auto* label = qobject_cast<const QLabel*>(widget);
      const std::string what = label != nullptr ? label->text().toStdString() : widget->accessibleName().toStdString();
      if (label != nullptr && label->wordWrap()) {
        EXPECT_GE(widget->height() + 1, widget->heightForWidth(widget->width())) << what;
      } else {
        EXPECT_GE(widget->width() + 1, widget->minimumSizeHint().width())
            << what << ' ' << widget->metaObject()->className() << " in " << widget->parentWidget()->metaObject()->className() << ' '
            << widget->geometry().x();
      }
    }
  }
};

}  // namespace

TEST_F(Window, made_smaller_it_takes_from_its_sides_and_not_from_what_is_said) {
  open(true, {1440, 900});
  window->resize(1024, 700);
  QApplication::processEvents();
  EXPECT_EQ(window->width(), 1024);
  EXPECT_GE(window->wire().width(), 470);
  EXPECT_GE(window->notebook().width(), 200);
  window->resize(1440, 900);
  QApplication::processEvents();
  EXPECT_GE(window->wire().width(), 640);
}

TEST_F(Window, its_layout_is_remembered_though_it_is_never_closed) {
  open();
  window->resize(1300, 850);
  theme.set_scale(1.2);
  EXPECT_TRUE(QTest::qWaitFor([] { return QSettings().value(QStringLiteral("look/scale")).toDouble() > 1.1; }));
  MainWindow next(theme, recording, nullptr, wire::NetworkMode::private_network);
  EXPECT_EQ(next.size(), QSize(1300, 850));
  theme.set_scale(1.0);
}

TEST_F(Window, the_room_that_console_and_mail_were_given_is_not_the_maps_next_time) {
  open();
  QApplication::processEvents();
  const int map = window->bench().height();
  window->bench().show_page(1);
  QApplication::processEvents();
  ASSERT_GT(window->bench().height(), map + 40);
  window->close();
  MainWindow next(theme, recording, nullptr, wire::NetworkMode::private_network);
  next.show();
  QApplication::processEvents();
  EXPECT_NEAR(next.bench().height(), map, 40);
}

TEST_F(Window, what_was_looked_for_in_one_lesson_does_not_hide_the_lines_of_the_next) {
  struct NextLesson : sample::Part {
    NextLesson() : other(sample::Part::lesson()) { other.id = "the-next-one"; }
    const lesson::Lesson& lesson() const override { return other; }
    lesson::Lesson other;
  };
  open();
  window->wire().set_filter(QStringLiteral("pop3 and host bob"));
  window->show_script(std::make_unique<sample::Part>());
  EXPECT_EQ(window->wire().filter().text(), QStringLiteral("pop3 and host bob")) << "the same lesson, begun again";
  window->show_script(std::make_unique<NextLesson>());
  EXPECT_EQ(window->wire().filter().text(), QString());
}

TEST_F(Window, space_and_arrows_drive_the_lesson) {
  open();
  press(Qt::Key_Space);
  window->bottom_bar().stride()->set_current(1);
  press(Qt::Key_Space);
  press(Qt::Key_Right);
  window->bottom_bar().stride()->set_current(0);
  press(Qt::Key_Left);
  press(Qt::Key_P, Qt::ControlModifier);
  EXPECT_EQ(part->asked, "act command act back play800 ");
}

TEST_F(Window, space_in_a_field_is_a_space) {
  open();
  QLineEdit* field = window->lesson_pane().questions().front()->field();
  field->setFocus();
  press(Qt::Key_Space);
  press(Qt::Key_Left);
  EXPECT_EQ(part->asked, "");
  EXPECT_EQ(field->text(), QStringLiteral(" "));
}

TEST_F(Window, space_presses_the_button_that_has_the_focus) {
  open();
  window->lesson_pane().back_button()->setFocus();
  press(Qt::Key_Space);
  EXPECT_EQ(part->asked, "back ");
}

TEST_F(Window, a_step_back_shows_the_wire_as_it_was) {
  open();
  sample::alice_sends_bob(wire);
  part->until = 10;
  part->say_changed();
  EXPECT_EQ(window->selection().shown_until(), 10U);
  EXPECT_EQ(window->bottom_bar().state(), QStringLiteral("As it was at packet 10"));
  part->until = Script::no_packet;
  part->say_changed();
  EXPECT_FALSE(window->selection().shows(1));
  EXPECT_EQ(window->notebook().model()->rowCount(), 0);
  part->until = 0;
  part->say_changed();
  EXPECT_TRUE(window->selection().shows(1));
}

TEST_F(Window, r_reveals_the_passwords_and_hides_them_again) {
  open();
  sample::alice_sends_bob(wire);
  const auto secret = [this] { return window->notebook().model()->index(0).data(NotebookModel::secret_role).toString(); };
  EXPECT_EQ(secret(), mask());
  press(Qt::Key_R);
  EXPECT_EQ(secret(), QStringLiteral("hungry"));
  press(Qt::Key_R);
  EXPECT_EQ(secret(), mask());
}

TEST_F(Window, size_and_light_follow_their_keys) {
  open();
  press(Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_DOUBLE_EQ(theme.scale(), 1.1);
  press(Qt::Key_0, Qt::ControlModifier);
  EXPECT_DOUBLE_EQ(theme.scale(), 1.0);
  press(Qt::Key_D, Qt::ControlModifier);
  EXPECT_TRUE(theme.dark());
}

TEST_F(Window, a_capture_from_a_file_fills_the_views_without_a_lab) {
  open(false);
  window->show_capture(QStringLiteral("homework.pcapng"));
  sample::alice_sends_bob(wire);
  EXPECT_EQ(window->top_bar().pill()->words(), QStringLiteral("Recorded · nothing is sent"));
  EXPECT_GT(window->notebook().model()->rowCount(), 3);
  EXPECT_EQ(window->lesson_pane().next_button()->text(), QStringLiteral("From the start"));
  EXPECT_EQ(window->bottom_bar().state(), QStringLiteral("From a file"));
  expect_nothing_cut();
  picture(QStringLiteral("capture"));
}

TEST_F(Window, a_problem_says_what_and_what_to_do) {
  open();
  window->show_problem(QStringLiteral("The capture stopped."), QStringLiteral("Reset the lab to start it again."));
  EXPECT_TRUE(window->problem_bar().isVisible());
  EXPECT_EQ(window->problem_bar().advice(), QStringLiteral("Reset the lab to start it again."));
  picture(QStringLiteral("problem"));
  recording.clear();
  EXPECT_FALSE(window->problem_bar().isVisible());
}

TEST_F(Window, packets_that_were_missed_are_told_once_a_capture) {
  open();
  const auto lose = [this](std::uint64_t packets) {
    analysis::Batch batch;
    batch.dropped = packets;
    recording.apply(std::move(batch));
  };
  lose(3);
  EXPECT_TRUE(window->problem_bar().isVisible());
  EXPECT_TRUE(window->problem_bar().sentence().contains(QStringLiteral("3 packets were missed")))
      << window->problem_bar().sentence().toStdString();
  window->problem_bar().hide();
  lose(9);
  EXPECT_FALSE(window->problem_bar().isVisible());
  recording.clear();
  lose(1);
  EXPECT_TRUE(window->problem_bar().sentence().contains(QStringLiteral("1 packet was missed")));
}

TEST_F(Window, what_one_place_selects_the_timeline_and_the_notebook_show) {
  open();
  sample::alice_sends_bob(wire);
  const auto& pass = recording.credentials().front();
  Timeline* timeline = window->bottom_bar().timeline();
  QTest::mouseClick(timeline, Qt::LeftButton, {}, QPoint(static_cast<int>(timeline->x_of(pass.packet)), timeline->height() / 2));
  EXPECT_EQ(window->selection().place().packet, pass.packet);
  EXPECT_EQ(window->notebook().model()->selected_row(), 0);
  EXPECT_EQ(recording.lines()[static_cast<std::size_t>(window->selection().line())].text, "PASS hungry");
}

TEST_F(Window, everything_that_can_be_pressed_has_a_name) {
  open();
  for (const QAbstractButton* button : window->findChildren<QAbstractButton*>()) {
    const bool named = !button->accessibleName().isEmpty() || !button->text().isEmpty();
    EXPECT_TRUE(named || !button->isVisible()) << button->metaObject()->className();
  }
}

TEST_F(Window, nothing_is_cut_off_at_the_smallest_promised_size) {
  sample::alice_sends_bob(wire);
  open(true, {1280, 800});
  window->selection().select_line(static_cast<int>(recording.lines().size()) - 2);
  QApplication::processEvents();
  expect_nothing_cut();
  const auto* pages = window->centralWidget()->findChild<QStackedWidget*>();
  const auto* desk = qobject_cast<QScrollArea*>(pages->widget(0));
  ASSERT_NE(desk, nullptr);
  EXPECT_EQ(desk->horizontalScrollBar()->maximum(), 0);
  EXPECT_EQ(desk->verticalScrollBar()->maximum(), 0);
  picture(QStringLiteral("small"));
}

TEST_F(Window, at_twice_the_size_what_has_no_room_is_scrolled_to_not_cut) {
  sample::alice_sends_bob(wire);
  open(true, {1280, 800});
  theme.set_scale(2.0);
  QApplication::processEvents();
  expect_nothing_cut();
  EXPECT_LE(window->minimumSizeHint().width(), 1280);
  for (const QTabBar* tabs : window->findChildren<QTabBar*>())
    EXPECT_GE(tabs->font().pointSizeF(), theme.words_px(12).pointSizeF()) << tabs->accessibleName().toStdString();
  picture(QStringLiteral("twice"));
}

TEST_F(Window, pictures_of_light_dark_and_free_lab) {
  sample::alice_sends_bob(wire);
  open();
  window->selection().select_line(static_cast<int>(recording.lines().size()) - 2);
  picture(QStringLiteral("light"));
  theme.set_dark(true);
  picture(QStringLiteral("dark"));
  theme.set_dark(false);
  window->show_free_lab();
  picture(QStringLiteral("freelab"));
  part->states[3] = lesson::StepState::failed;
  part->failure_sentence = "2 of 3 things were seen on the wire in 15 seconds.";
  window->top_bar().place()->set_current(0);
  part->say_changed();
  picture(QStringLiteral("failed"));
}

TEST_F(Window, pictures_of_what_was_opened_with_keys) {
  sample::alice_sends_bob(wire);
  open(false);
  window->show_capture(QStringLiteral("homework.pcapng"));
  analysis::Batch batch;
  std::vector<dialogue::Line> lines{recording.lines().front(), recording.lines().front(), recording.lines().back()};
  lines[0].stream = lines[1].stream = 1;
  lines[0].text = "AUTH PLAIN AGJvYgBodW5ncnk=";
  lines[0].from = wire::Side::client;
  lines[1].text = "235 Welcome bob";
  for (dialogue::Line& line : lines) {
    line.decrypted = true;
    batch.lines.push_back(line);
  }
  batch.credentials = {recording.credentials().front()};
  batch.credentials[0].packet += 1;
  batch.credentials[0].decrypted = true;
  batch.messages = {recording.messages().front()};
  batch.messages[0].decrypted = true;
  recording.apply(std::move(batch));
  window->wire().dialogue().scrollToBottom();
  expect_nothing_cut();
  picture(QStringLiteral("opened"));
  theme.set_dark(true);
  picture(QStringLiteral("opened-dark"));
}

TEST_F(Window, an_empty_window_says_what_will_appear) {
  open();
  part->current_step = -1;
  part->states.assign(6, lesson::StepState::waiting);
  part->say_changed();
  picture(QStringLiteral("empty"));
  EXPECT_EQ(window->lesson_pane().next_button()->text(), QStringLiteral("Start"));
  EXPECT_FALSE(window->lesson_pane().back_button()->isEnabled());
}

TEST_F(Window, a_notice_lies_over_the_foot_and_moves_nothing) {
  open();
  const QRect before = window->bench().geometry();
  const QPoint next = window->lesson_pane().next_button()->mapTo(window.get(), QPoint());
  window->show_problem(QStringLiteral("The printer is out of paper."), QStringLiteral("Fill it, then press Print."));
  QApplication::processEvents();
  const ProblemBar& bar = window->problem_bar();
  ASSERT_TRUE(bar.isVisible());
  EXPECT_EQ(window->bench().geometry(), before);
  EXPECT_EQ(window->lesson_pane().next_button()->mapTo(window.get(), QPoint()), next);
  const QRect over(bar.mapTo(window.get(), QPoint()), bar.size());
  EXPECT_TRUE(window->rect().contains(over));
  EXPECT_LE(over.bottom(), window->bottom_bar().mapTo(window.get(), QPoint()).y());
  const auto* play = window->lesson_pane().play_button();
  EXPECT_FALSE(over.intersects(QRect(next, window->lesson_pane().next_button()->size()))) << "the next thing to do stays free";
  EXPECT_FALSE(over.intersects(QRect(play->mapTo(window.get(), QPoint()), play->size())));
  window->resize(1280, 800);
  QApplication::processEvents();
  EXPECT_TRUE(window->rect().contains(QRect(bar.mapTo(window.get(), QPoint()), bar.size())));
  picture(QStringLiteral("notice"));
}
