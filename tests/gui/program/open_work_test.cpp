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

#include "engine/capture/packet_source.h"
#include "gui/course/course.h"
#include "gui/course/open_capture.h"
#include "gui/window/problem_bar.h"
#include "gui/window/recent_files.h"
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

// The window that comes after, on its start page.
struct NextStart {
  explicit NextStart(const QString& folder)
      : course(theme, live, CourseSettings{network_of_this_run, QStringLiteral("en"), folder, QStringLiteral("cleartext test")}) {
    QSettings().clear();
    EXPECT_TRUE(started);
    course.show_start();
    course.window().show();
  }
  Theme theme;
  session::LiveLab live{{network_of_this_run, {}}};
  bool started = live.start().has_value();  // before anybody looks at it
  Course course;
};

const std::string frame(60, 'x');

void say(analysis::Recording& recording, int packets) {
  analysis::Batch batch;
  for (int i = 0; i < packets; ++i) {
    packet::Packet packet;
    packet.number = static_cast<std::uint32_t>(recording.packets().size()) + static_cast<std::uint32_t>(i) + 1;
    packet.time_ns = 1'700'000'000'000'000'000 + packet.number;
    packet.bytes = std::as_bytes(std::span(frame));
    packet.length = static_cast<std::uint32_t>(frame.size());
    packet.link = packet::LinkType::ethernet;
    batch.packets.push_back(packet);
  }
  recording.apply(std::move(batch));
}

int packets_in(const QString& path) {
  auto source = capture::open_file(path.toStdString());
  int count = 0;
  for (packet::RawPacket raw; source && (*source)->next(raw);) ++count;
  return count;
}

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

TEST_F(OpenWorkTest, one_that_was_killed_and_that_nobody_asked_for_yet_is_gone) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  OpenWork work(folder.path());
  siginfo_t ended{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT), 0);
  QFile left(folder.filePath(QStringLiteral("%1.json").arg(child)));
  ASSERT_TRUE(left.open(QIODevice::WriteOnly));
  left.write(R"({"lesson":"/lessons/pop3","step":2})");
  left.close();
  EXPECT_TRUE(work.take_left());
  waitpid(child, nullptr, 0);
}

TEST_F(OpenWorkTest, one_that_was_closed_leaves_nothing) {
  {
    OpenWork work(folder.path());
    work.set(QStringLiteral("/lessons/pop3"), 1);
    EXPECT_EQ(files().size(), 1);
  }
  EXPECT_TRUE(files().isEmpty());
}

TEST_F(OpenWorkTest, what_is_captured_lies_on_the_disk_until_it_is_closed) {
  const QString path = folder.filePath(QStringLiteral("open/1.pcapng"));
  analysis::Recording recording;
  {
    OpenCapture captured(recording, path);
    say(recording, 3);
    say(recording, 2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(path); }, 10000));
    captured.wait();
    EXPECT_EQ(packets_in(path), 5);
    EXPECT_EQ(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), 0) << "passwords are in it";
    say(recording, 1);
    ASSERT_TRUE(QTest::qWaitFor([&] { return packets_in(path) == 6; }, 10000)) << "it grows";
    recording.clear();
    captured.wait();
    EXPECT_FALSE(QFile::exists(path));
    say(recording, 2);
    ASSERT_TRUE(QTest::qWaitFor([&] { return QFile::exists(path); }, 10000));
    captured.wait();
    EXPECT_EQ(packets_in(path), 2) << "of the new run alone";
  }
  EXPECT_FALSE(QFile::exists(path));
}

TEST_F(OpenWorkTest, of_what_was_captured_the_last_few_are_kept) {
  for (int i = 0; i < 7; ++i) {
    leave({}, -1);
    const QString number = QFileInfo(folder.filePath(files().first())).completeBaseName();
    QFile::copy(QStringLiteral(SOURCE_DIR "/lessons/pop3/recording.pcapng"), folder.filePath(number + QStringLiteral(".pcapng")));
    const auto left = OpenWork(folder.path()).take_left();
    ASSERT_TRUE(left);
    EXPECT_EQ(left->lesson, QString()) << "the free lab";
    EXPECT_TRUE(QFile::exists(left->capture));
    EXPECT_TRUE(files().isEmpty());
  }
  EXPECT_EQ(QDir(folder.filePath(QStringLiteral("kept"))).entryList(QDir::Files).size(), 5);
}

TEST_F(OpenWorkTest, what_the_free_lab_captured_is_offered_and_opened) {
  NextStart next(folder.path());
  Course& course = next.course;
  const QString capture = QFileInfo(QStringLiteral(SOURCE_DIR "/lessons/pop3/recording.pcapng")).absoluteFilePath();
  course.offer_to_go_on({{}, -1, 12, capture}, QStringLiteral("/home/x/report.txt"));
  ProblemBar& bar = course.window().problem_bar();
  EXPECT_TRUE(bar.isVisible());
  EXPECT_TRUE(bar.sentence().contains(QStringLiteral("free lab"))) << bar.sentence().toStdString();
  EXPECT_TRUE(bar.advice().contains(capture) && bar.advice().contains(QStringLiteral("/home/x/report.txt")));
  EXPECT_EQ(recent_files().value(0), capture);
  QTest::mouseClick(&bar.offered(), Qt::LeftButton);
  EXPECT_TRUE(QTest::qWaitFor([&] { return course.captures().count() == 1; }, 20000));
}

TEST_F(OpenWorkTest, the_lesson_is_taken_up_where_it_was) {
  NextStart next(folder.path());
  Course& course = next.course;
  QSignalSpy stands(&course, &Course::stands);
  course.offer_to_go_on({QStringLiteral(SOURCE_DIR "/lessons/alice-sends-bob"), 1, 12, {}}, QStringLiteral("/home/x/report.txt"));
  ProblemBar& bar = course.window().problem_bar();
  EXPECT_TRUE(bar.sentence().contains(QStringLiteral("alice-sends-bob")) && bar.advice().contains(QStringLiteral("/home/x/report.txt")));
  QTest::mouseClick(&bar.offered(), Qt::LeftButton);
  ASSERT_TRUE(QTest::qWaitFor([&] { return course.player() != nullptr && course.player()->state(1) == lesson::StepState::seen; }, 20000));
  EXPECT_NE(course.player()->state(2), lesson::StepState::seen);
  EXPECT_EQ(stands.last().at(1).toInt(), 1);
  EXPECT_FALSE(bar.isVisible());
}

}  // namespace cleartext::gui
