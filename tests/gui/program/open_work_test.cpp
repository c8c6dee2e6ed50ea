// What a window leaves that ended before it was closed, and how the next one goes on.
#include "gui/course/open_work.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gui/course/course.h"
#include "gui/window/problem_bar.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {
namespace {

struct OpenWorkTest : testing::Test {
  QTemporaryDir folder;
  QStringList files() const { return QDir(folder.path()).entryList(QDir::Files); }

  // A process that opens this and is killed.
  void leave(const QString& lesson, int step) const {
    const pid_t child = fork();
    if (child == 0) {
      OpenWork work(folder.path());
      work.set(lesson, step);
      _exit(0);
    }
    waitpid(child, nullptr, 0);
    QFile::rename(folder.filePath(QStringLiteral("%1.json").arg(QCoreApplication::applicationPid())),
                  folder.filePath(QStringLiteral("%1.json").arg(child)));  // Qt remembers the parent's number
  }
};

}  // namespace

TEST_F(OpenWorkTest, a_process_that_is_gone_is_told_of_once) {
  leave(QStringLiteral("/lessons/pop3"), 3);
  OpenWork work(folder.path());
  const auto left = work.take_left();
  ASSERT_TRUE(left);
  EXPECT_EQ(left->lesson, QStringLiteral("/lessons/pop3"));
  EXPECT_EQ(left->step, 3);
  EXPECT_FALSE(work.take_left());
}

TEST_F(OpenWorkTest, one_that_still_runs_is_let_alone) {
  OpenWork mine(folder.path());
  mine.set(QStringLiteral("/lessons/pop3"), 1);
  QFile::copy(folder.filePath(files().first()), folder.filePath(QStringLiteral("%1.json").arg(getppid())));
  EXPECT_FALSE(OpenWork(folder.path() + QStringLiteral("/")).take_left());
  EXPECT_TRUE(QFile::exists(folder.filePath(QStringLiteral("%1.json").arg(getppid()))));
}

TEST_F(OpenWorkTest, one_that_was_closed_leaves_nothing) {
  {
    OpenWork work(folder.path());
    work.set(QStringLiteral("/lessons/pop3"), 1);
    EXPECT_EQ(files().size(), 1);
  }
  EXPECT_TRUE(files().isEmpty());
}

TEST_F(OpenWorkTest, the_lesson_is_taken_up_where_it_was) {
  QSettings().clear();
  Theme theme;
  session::LiveLab live({network_of_this_run, {}});
  ASSERT_TRUE(live.start());
  Course course(theme, live, CourseSettings{network_of_this_run, QStringLiteral("en"), folder.path(), QStringLiteral("cleartext test")});
  course.show_start();
  course.window().show();
  QSignalSpy stands(&course, &Course::stands);
  course.offer_to_go_on({QStringLiteral(SOURCE_DIR "/lessons/alice-sends-bob"), 1, 12}, QStringLiteral("/home/x/report.txt"));
  ProblemBar& bar = course.window().problem_bar();
  EXPECT_TRUE(bar.sentence().contains(QStringLiteral("alice-sends-bob")) && bar.advice().contains(QStringLiteral("/home/x/report.txt")));
  QTest::mouseClick(&bar.offered(), Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor([&] { return course.player() != nullptr && course.player()->state(1) == lesson::StepState::seen; }, 20000));
  EXPECT_NE(course.player()->state(2), lesson::StepState::seen);
  EXPECT_EQ(stands.last().at(1).toInt(), 1);
  EXPECT_FALSE(bar.isVisible());
}

}  // namespace cleartext::gui
