// The start page, lessons and the free lab in one window, with a real lab behind it; and a student's work, to the file that
// is handed in.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine/grading/grade.h"
#include "engine/grading/opened.h"
#include "gui/bench/bench.h"
#include "gui/course/course.h"
#include "gui/ladder/ladder_area.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {
namespace {

using Left = TopBar::Place;

struct Classroom {
  enum class Settings { fresh, kept };
  explicit Classroom(const QString& progress_folder = {}, Settings settings = Settings::fresh) : live({network_of_this_run, {}}) {
    if (settings == Settings::fresh) QSettings().clear();
    const auto started = live.start();
    EXPECT_TRUE(started) << started.error().sentence;
    const QString progress = progress_folder.isEmpty() ? folder.path() : progress_folder;
    course = std::make_unique<Course>(
        theme, live, CourseSettings{network_of_this_run, QStringLiteral("en"), progress, QStringLiteral("cleartext test")});
    course->show_start();
    window().resize(1280, 800);
    window().show();
    window().activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(&window()));
    EXPECT_TRUE(until([&] { return !course->start_page().rows().isEmpty(); }));
  }
  static bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 20000); }
  MainWindow& window() { return course->window(); }
  void open_alice() { open(QStringLiteral("alice-sends-bob")); }
  void open(const QString& lesson) {
    QSignalSpy began(course.get(), &Course::began);
    course->open_lesson(lesson);
    ASSERT_TRUE(until([&] { return began.count() == 1; }));
  }
  bool seen(int step) { return course->player()->state(step) == lesson::StepState::seen; }
  void play_all() { play(static_cast<int>(course->player()->lesson().steps.size())); }
  void play(int steps) {
    for (int step = 0; step < steps; ++step) {
      QTest::keyClick(&window(), Qt::Key_Right);
      ASSERT_TRUE(until([&] { return seen(step); })) << step << course->player()->failure(step);
    }
  }
  CheckRow* check(const char* id) {
    for (CheckRow* row : course->your_turn().checks())
      if (row->id() == QLatin1String(id)) return row;
    return nullptr;
  }
  void be(const QString& id) {
    QSignalSpy began(course.get(), &Course::began);
    window().top_bar().place()->set_current(Left::your_turn);
    course->your_turn().student().ask();
    QTest::keyClicks(course->your_turn().student().id(), id);
    QTest::keyClick(course->your_turn().student().id(), Qt::Key_Return);
    ASSERT_TRUE(until([&] { return began.count() == 1; }));
  }

  QTemporaryDir folder;
  Theme theme;
  session::LiveLab live;
  std::unique_ptr<Course> course;
};

}  // namespace

TEST(Course, the_next_start_offers_to_go_on_where_one_was) {
  {
    Classroom room;
    EXPECT_FALSE(room.course->start_page().go_on()->isVisible());
    room.open_alice();
    room.play(2);
    room.window().bench().show_page(2);
    room.window().wire().show_tab(WireTabs::Tab::ladder);
    room.window().close();
  }
  Classroom room({}, Classroom::Settings::kept);
  StartPage& start = room.course->start_page();
  ASSERT_TRUE(start.go_on()->isVisible());
  EXPECT_TRUE(start.last_words().contains(QStringLiteral("2 of 6"))) << start.last_words().toStdString();
  QTest::mouseClick(start.go_on(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return room.course->player() != nullptr && room.seen(1); }));
  EXPECT_EQ(room.course->player()->lesson().id, "alice-sends-bob");
  EXPECT_FALSE(room.seen(2));
  EXPECT_EQ(room.window().page(), nullptr);
  EXPECT_EQ(room.window().bench().currentIndex(), 2);
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::ladder);
}

TEST(Course, the_free_lab_is_gone_on_with_too_with_the_view_that_was_open) {
  {
    Classroom room;
    QSignalSpy began(room.course.get(), &Course::began);
    QTest::mouseClick(room.course->start_page().free_lab(), Qt::LeftButton);
    ASSERT_TRUE(room.until([&] { return began.count() == 1; }));
    room.window().wire().show_tab(WireTabs::Tab::packets);
  }
  Classroom room({}, Classroom::Settings::kept);
  QTest::mouseClick(room.course->start_page().go_on(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return room.window().page() == nullptr; }));
  EXPECT_EQ(room.window().top_bar().place()->current(), Left::free_lab);
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::packets);
}

TEST(Course, the_start_page_opens_a_lesson_and_there_is_a_way_back) {
  Classroom room;
  EXPECT_EQ(room.window().page(), &room.course->start_page());
  QSignalSpy began(room.course.get(), &Course::began);
  QTest::mouseClick(room.course->start_page().rows().first(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return began.count() == 1; }));
  EXPECT_EQ(room.window().page(), nullptr);
  EXPECT_EQ(room.course->player()->lesson().id, "alice-sends-bob");
  QTest::keyClick(&room.window(), Qt::Key_Right);
  ASSERT_TRUE(room.until([&] { return room.seen(0); }));
  QTest::keyClick(&room.window(), Qt::Key_Home, Qt::AltModifier);
  EXPECT_EQ(room.window().page(), &room.course->start_page());
  EXPECT_TRUE(room.until(
      [&] { return room.course->start_page().rows().first()->accessibleDescription().contains(QStringLiteral("1 of 6 steps")); }));
  QTest::keyClick(&room.window(), Qt::Key_Right);  // plays nothing that is out of sight
  QTest::mouseClick(room.course->start_page().rows().first(), Qt::LeftButton);
  EXPECT_EQ(room.window().page(), nullptr);
  EXPECT_EQ(room.course->player()->current(), 0);  // it is as it was
}

TEST(Course, the_free_lab_and_the_next_lesson_find_nothing_of_the_one_before) {
  Classroom room;
  room.open_alice();
  room.play_all();
  EXPECT_GT(room.live.recording().packets().size(), 40U);
  QSignalSpy began(room.course.get(), &Course::began);
  room.course->show_start();
  QTest::mouseClick(room.course->start_page().free_lab(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return began.count() == 1; }));
  EXPECT_EQ(room.live.recording().packets().size(), 0U);
  EXPECT_EQ(room.window().top_bar().place()->current(), Left::free_lab);
  EXPECT_EQ(room.course->player(), nullptr);
  room.course->open_lesson(QStringLiteral("alice-sends-bob"));
  ASSERT_TRUE(room.until([&] { return began.count() == 2; }));
  EXPECT_EQ(room.course->player()->current(), -1);
  room.play_all();
  EXPECT_EQ(room.live.recording().streams().size(), 3U);
}

TEST(Course, a_lesson_being_written_is_read_again_when_it_is_saved_and_its_faults_are_told_with_their_line) {
  Classroom room;
  const QTemporaryDir folder;
  const QString mine = folder.filePath(QStringLiteral("alice-sends-bob"));
  ASSERT_TRUE(QDir().mkpath(mine));
  for (const QFileInfo& file : QDir(QStringLiteral(SOURCE_DIR "/lessons/alice-sends-bob")).entryInfoList(QDir::Files))
    QFile::copy(file.filePath(), mine + QLatin1Char('/') + file.fileName());
  const auto rewrite = [&](const QByteArray& from, const QByteArray& to) {
    QFile file(mine + QStringLiteral("/lesson.yaml"));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    QByteArray text = file.readAll();
    file.close();
    ASSERT_TRUE(text.contains(from));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text.replace(from, to));
  };
  QSignalSpy began(room.course.get(), &Course::began);
  room.course->open(mine);
  ASSERT_TRUE(room.until([&] { return began.count() == 1; }));
  QTest::keyClick(&room.window(), Qt::Key_Right);
  QTest::keyClick(&room.window(), Qt::Key_Right);
  ASSERT_TRUE(room.until([&] { return room.seen(1) || room.course->player()->current() == 1; }));
  rewrite("en: Alice sends Bob a message", "en: A title of my own");
  ASSERT_TRUE(room.until([&] { return began.count() == 2; }));
  EXPECT_EQ(lesson::text(room.course->player()->lesson().title, "en"), "A title of my own");
  EXPECT_TRUE(room.until([&] { return room.course->player()->current() == 1 && room.seen(1); }));
  rewrite("en: A title of my own", "en A title of my own");
  ASSERT_TRUE(room.until([&] { return room.window().problem_bar().isVisible(); }));
  EXPECT_EQ(lesson::text(room.course->player()->lesson().title, "en"), "A title of my own");
}

TEST(Course, a_student_works_hands_in_and_is_graded_from_the_file_alone) {
  Classroom room;
  room.open_alice();
  room.be(QStringLiteral("4711"));
  EXPECT_EQ(room.window().top_bar().place()->current(), Left::your_turn);
  room.window().top_bar().place()->set_current(Left::lesson);
  room.play_all();
  room.window().top_bar().place()->set_current(Left::your_turn);
  YourTurn& work = room.course->your_turn();
  ASSERT_TRUE(room.until([&] { return room.check("servers-talked")->passed(); }));
  EXPECT_FALSE(room.check("recipient-packet")->passed());
  EXPECT_FALSE(room.check("recipient-packet")->note().isEmpty());

  QTest::mouseClick(room.check("recipient-packet")->pick(), Qt::LeftButton);
  const auto& lines = room.live.recording().lines();
  for (int i = static_cast<int>(lines.size()) - 1; i >= 0; --i)
    if (lines[static_cast<std::size_t>(i)].verb == "RCPT") {
      room.window().selection().select_line(i);  // as a click in the dialogue does
      break;
    }
  QTest::keyClicks(room.check("goodbye-code")->field(), QStringLiteral("221"));
  QTest::keyClick(room.check("goodbye-code")->field(), Qt::Key_Return);
  room.check("who-opened")->choices()[1]->click();
  EXPECT_TRUE(room.until([&] { return work.tasks()[0]->done(); }));

  work.show_task(1);
  QTest::keyClicks(room.check("copies")->field(), QStringLiteral("3"));
  QTest::keyClick(room.check("copies")->field(), Qt::Key_Return);
  ASSERT_TRUE(room.until([&] { return room.check("copies")->passed(); }));
  const std::string copies = room.course->player()->lesson().tasks[1].id + "/copies";
  const std::size_t answered_at = room.live.recording().packets().size();

  const QString path = room.folder.filePath(QStringLiteral("mine.pcapng"));
  QTest::mouseClick(work.hand_in(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return work.handing_in(); }));
  EXPECT_TRUE(work.hand_in_page().words().contains(QStringLiteral("4711")));
  EXPECT_TRUE(work.hand_in_page().words().contains(QStringLiteral("bob")));
  room.course->hand_in(path);
  ASSERT_TRUE(room.until([&] { return work.hand_in_page().words().contains(path); }));
  const auto result = grading::grade(path.toStdString(), {});
  EXPECT_EQ(result.student, "4711");
  EXPECT_TRUE(result.contradictions.empty()) << grading::integrity_note(result);
  int passed = 0;
  for (const auto& verdict : result.verdicts) passed += verdict.passed && verdict.task == "the-envelope" ? 1 : 0;
  EXPECT_EQ(passed, 4);
  EXPECT_EQ(grading::open(path.toStdString()).hand_in->answers.at(copies + "@"), std::to_string(answered_at));
}

TEST(Course, an_act_opens_the_view_that_shows_it_best) {
  Classroom room;
  room.open(QStringLiteral("cracking-offline"));
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::plots);
  room.play(1);
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::dialogue);
  room.window().wire().show_tab(WireTabs::Tab::packets);  // whoever looks elsewhere meanwhile is left in peace
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::packets);
  for (const int step : {1, 2}) {
    QTest::keyClick(&room.window(), Qt::Key_Right);
    ASSERT_TRUE(room.until([&] { return room.seen(step); })) << step;
  }
  EXPECT_EQ(room.window().wire().tab_now(), WireTabs::Tab::side_by_side);
}

TEST(Course, a_view_that_an_act_opens_is_at_its_newest) {
  Classroom room;
  room.open(QStringLiteral("bounce"));
  room.play(1);
  auto* ladder = room.window().findChild<LadderArea*>();
  ASSERT_NE(ladder, nullptr);
  ASSERT_TRUE(room.until([&] { return ladder->isVisible() && ladder->verticalScrollBar()->maximum() > 0; }));
  ladder->verticalScrollBar()->setValue(0);
  for (const int step : {1, 2}) {
    QTest::keyClick(&room.window(), Qt::Key_Right);
    ASSERT_TRUE(room.until([&] { return room.seen(step); })) << step;
  }
  EXPECT_TRUE(QTest::qWaitFor([&] { return ladder->verticalScrollBar()->value() == ladder->verticalScrollBar()->maximum(); }, 3000));
}

TEST(Course, what_was_chosen_in_one_act_does_not_stay_chosen_in_the_next) {
  Classroom room;
  room.open(QStringLiteral("a-picture-of-a-crepe"));
  room.play(2);
  room.window().selection().select_line(0);
  EXPECT_NE(room.window().selection().place().packet, 0U);
  QTest::keyClick(&room.window(), Qt::Key_Right);
  ASSERT_TRUE(room.until([&] { return room.seen(2); }));
  EXPECT_EQ(room.window().selection().place().packet, 0U);
}

TEST(Course, what_is_broken_for_one_task_does_not_spoil_the_next) {
  Classroom room;
  room.open(QStringLiteral("why-two-steps"));
  room.be(QStringLiteral("anna"));
  room.course->your_turn().show_task(2);
  QTest::mouseClick(room.course->your_turn().begin(), Qt::LeftButton);
  ASSERT_TRUE(room.until([&] { return room.live.lab().faults().size() == 1; }));
  room.live.lab().withdraw_all();  // as "Mend everything" and `cleartext fault clear` do
  EXPECT_EQ(room.live.lab().faults().size(), 1U);
  room.course->your_turn().show_task(3);
  EXPECT_TRUE(room.until([&] { return room.live.lab().faults().empty(); }));
}

TEST(Course, what_eve_found_out_at_home_counts_in_the_run_that_goes_on) {
  Classroom room;
  room.open(QStringLiteral("cracking-offline"));
  room.play(4);  // the fourth tries the words on Bob's digest
  room.window().top_bar().place()->set_current(Left::your_turn);
  QTest::mouseClick(room.course->your_turn().next(), Qt::LeftButton);
  ASSERT_NE(room.check("was-tried"), nullptr);
  EXPECT_TRUE(room.until([&] { return room.check("was-tried")->passed(); }));
}

TEST(Course, who_gives_his_name_late_has_his_steps_played_again_with_his_own_words) {
  Classroom room;
  room.open_alice();
  room.play(3);
  room.be(QStringLiteral("4711"));
  EXPECT_TRUE(room.until([&] { return room.course->player()->current() == 2 && room.seen(2); }));
  EXPECT_TRUE(room.window().problem_bar().isVisible());
}

TEST(Course, work_survives_a_window_that_is_gone_without_a_word) {
  const QTemporaryDir kept;
  {
    Classroom room(kept.path());
    room.open_alice();
    room.be(QStringLiteral("4711"));
    room.window().top_bar().place()->set_current(Left::lesson);
    room.play_all();
    room.window().top_bar().place()->set_current(Left::your_turn);
    QTest::keyClicks(room.check("goodbye-code")->field(), QStringLiteral("221"));
    QTest::keyClick(room.check("goodbye-code")->field(), Qt::Key_Return);
    QTest::mouseClick(room.course->your_turn().hint(), Qt::LeftButton);
    const lesson::ProgressBook book(kept.path().toStdString(), "4711");
    // What is on the disk now is all that a kill would leave.
    ASSERT_TRUE(room.until(
        [&] { return book.read("alice-sends-bob").tally.passed >= 2 && book.read("alice-sends-bob").hints["the-envelope"] == 1; }));
    ASSERT_TRUE(room.until([&] { return QFile::exists(QString::fromStdString(book.run_of("alice-sends-bob"))); }));
    EXPECT_EQ(grading::grade(book.run_of("alice-sends-bob"), {}).student, "4711");
  }
  Classroom room(kept.path());
  QSettings().setValue(QStringLiteral("student/id"), QStringLiteral("4711"));
  room.open_alice();
  room.window().top_bar().place()->set_current(Left::your_turn);
  EXPECT_EQ(room.check("goodbye-code")->field()->text(), QStringLiteral("221"));
  EXPECT_EQ(room.course->your_turn().hints_shown().size(), 1);
  EXPECT_EQ(room.course->your_turn().student().id()->text(), QStringLiteral("4711"));
}

}  // namespace cleartext::gui
