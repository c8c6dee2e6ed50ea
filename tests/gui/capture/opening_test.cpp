// Captures are opened, stopped, refused and replaced, as a hand at the window does it.
#include <gtest/gtest.h>

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gui/capture/captures.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/notebook/notebook.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/loading_bar.h"
#include "gui/window/problem_bar.h"
#include "gui/window/recent_files.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"
#include "tests/support/capture_file.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 20'000); }

struct Opening : testing::Test {
  QTemporaryDir folder;
  Theme theme;
  CaptureWindow capture{theme};
  MainWindow& window = capture.window();

  void SetUp() override {
    QSettings().clear();
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  }
  QString path(const char* name) { return folder.filePath(QString::fromLatin1(name)); }
  QString talk(const char* name, int commands) {
    tests::write_capture(path(name).toStdString(), tests::long_talk(commands));
    return path(name);
  }
  QString text(const char* name, const char* content) {
    QFile file(path(name));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(content);
    return path(name);
  }
  void open(const QString& file) {
    window.open_capture(file);
    ASSERT_TRUE(until([&] { return !capture.reading(); }));
  }
  void expect_problem(const char* word) {
    EXPECT_TRUE(window.problem_bar().isVisible());
    EXPECT_TRUE(window.problem_bar().sentence().contains(QString::fromLatin1(word))) << window.problem_bar().sentence().toStdString();
    EXPECT_FALSE(window.problem_bar().advice().isEmpty());
  }
};

}  // namespace

TEST_F(Opening, a_capture_fills_the_window_and_another_takes_its_place) {
  open(talk("first.pcapng", 20));
  EXPECT_EQ(capture.recording().packets().size(), 24U);
  EXPECT_EQ(window.windowTitle(), QStringLiteral("first.pcapng · Cleartext"));
  EXPECT_EQ(window.bottom_bar().state(), QStringLiteral("From a file"));
  EXPECT_FALSE(window.loading_bar().isVisible());
  open(talk("second.pcapng", 10));
  EXPECT_EQ(capture.recording().packets().size(), 14U);
  EXPECT_EQ(window.windowTitle(), QStringLiteral("second.pcapng · Cleartext"));
}

TEST_F(Opening, a_capture_is_shown_once_more_by_key_from_its_start_and_at_a_pace) {
  open(talk("talk.pcapng", 3));  // a handshake of three, a greeting, three commands
  const auto shown = [this] { return window.selection().packets_shown(); };
  const auto press = [this](int key, Qt::KeyboardModifiers with = Qt::NoModifier) {
    QTest::keyClick(&window, static_cast<Qt::Key>(key), with);
  };
  EXPECT_TRUE(window.bottom_bar().stride()->isVisible());
  EXPECT_FALSE(window.bottom_bar().stride()->segment(0)->isVisible()) << "a capture has no acts";
  EXPECT_EQ(window.lesson_pane().next_button()->text(), QStringLiteral("From the start"));
  press(Qt::Key_Space);
  EXPECT_EQ(shown(), 4U);
  EXPECT_EQ(window.bottom_bar().state(), QStringLiteral("As it was at packet 4"));
  press(Qt::Key_Right);
  EXPECT_EQ(shown(), 5U);
  EXPECT_EQ(window.selection().place().packet, 5U);
  press(Qt::Key_Left);
  EXPECT_EQ(shown(), 4U);
  window.bottom_bar().stride()->set_current(2);
  press(Qt::Key_Left);
  EXPECT_EQ(shown(), 3U);
  window.bottom_bar().pace()->setCurrentIndex(0);
  press(Qt::Key_P, Qt::ControlModifier);
  EXPECT_TRUE(until([&] { return !window.selection().held(); }));
  EXPECT_EQ(shown(), 7U);
  EXPECT_EQ(window.lesson_pane().play_button()->text(), QStringLiteral("Play"));
}

TEST_F(Opening, a_capture_that_memory_has_no_room_for_is_shown_as_far_as_it_has) {
  capture.allow(1);
  open(talk("bomb.pcapng", 200'000));
  const std::size_t packets = capture.recording().packets().size();
  EXPECT_GT(packets, 0U);
  EXPECT_LT(packets, 200'004U);
  expect_problem("more memory than this machine has to spare");
  EXPECT_TRUE(window.problem_bar().advice().contains(QStringLiteral("cleartext analyze")));
  EXPECT_EQ(window.bottom_bar().state(), QStringLiteral("Part of a file"));
}

TEST_F(Opening, a_dropped_file_is_opened) {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(talk("dropped.pcapng", 5))});
  QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(&window, &drop);
  EXPECT_TRUE(until([&] { return capture.recording().packets().size() == 9U; }));
}

TEST_F(Opening, words_that_are_dropped_are_left_alone) {
  QMimeData data;
  data.setText(QStringLiteral("HELO"));
  QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  enter.ignore();
  QApplication::sendEvent(&window, &enter);
  EXPECT_FALSE(enter.isAccepted());
}

TEST_F(Opening, what_was_read_until_it_is_stopped_stays_and_is_told_to_be_a_part) {
  const QString file = talk("long.pcapng", 200'000);
  QObject::connect(
      &capture, &CaptureWindow::opened, &window, [this] { QTest::keyClick(&window, Qt::Key_Escape); }, Qt::SingleShotConnection);
  open(file);
  const std::size_t packets = capture.recording().packets().size();
  EXPECT_GT(packets, 0U);
  EXPECT_LT(packets, 200'004U);
  expect_problem("only a part");
  EXPECT_EQ(window.bottom_bar().state(), QStringLiteral("Part of a file"));
  EXPECT_FALSE(window.loading_bar().isVisible());
  open(talk("short.pcapng", 3));
  EXPECT_FALSE(window.problem_bar().isVisible());
  EXPECT_EQ(window.bottom_bar().state(), QStringLiteral("From a file"));
}

TEST_F(Opening, the_bar_tells_how_far_it_is) {
  LoadingBar& bar = window.loading_bar();
  bar.begin(QStringLiteral("long.pcapng"), 2'000'000);
  bar.show_progress(0.43, 240'112);
  EXPECT_EQ(bar.words(), QStringLiteral("43 % · 240,112 packets · 860.0 kB of 2.0 MB"));
  EXPECT_FALSE(bar.isVisible());  // not for what is over in a moment
  EXPECT_TRUE(until([&] { return bar.isVisible(); }));
  bar.show_progress(-1, 12);
  EXPECT_EQ(bar.words(), QStringLiteral("12 packets so far"));
  QSignalSpy cancelled(&window, &MainWindow::cancel_wanted);
  QTest::mouseClick(bar.cancel_button(), Qt::LeftButton);
  EXPECT_EQ(cancelled.count(), 1);
  bar.end();
  EXPECT_FALSE(bar.isVisible());
}

TEST_F(Opening, what_cannot_be_shown_is_told_and_the_capture_before_stays) {
  open(talk("first.pcapng", 20));
  open(text("notes.txt", "Dear diary, this is no capture."));
  expect_problem("notes.txt cannot be shown. The file is not a capture");
  open(text("empty.pcapng", ""));
  expect_problem("The file is empty.");
  open(talk("silent.pcapng", 0));
  open(path("not there.pcapng"));
  expect_problem("cannot be read");
  open(folder.path());
  expect_problem("folder");
  tests::write_capture(path("no-packets.pcapng").toStdString(), {});
  open(path("no-packets.pcapng"));
  expect_problem("holds no packets");
  EXPECT_EQ(capture.recording().packets().size(), 4U);
  EXPECT_EQ(window.windowTitle(), QStringLiteral("silent.pcapng · Cleartext"));
}

TEST_F(Opening, a_damaged_capture_is_shown_up_to_the_damage) {
  QFile file(talk("damaged.pcapng", 50));
  ASSERT_TRUE(file.resize(file.size() - 30));
  open(file.fileName());
  EXPECT_EQ(capture.recording().packets().size(), 53U);
  expect_problem("at byte");
}

TEST_F(Opening, the_last_captures_are_in_the_open_buttons_menu) {
  for (int i = 0; i < 10; ++i) open(talk(qPrintable(QStringLiteral("talk %1.pcapng").arg(i)), 1));
  ASSERT_EQ(recent_files().size(), most_recent_files);
  EXPECT_EQ(recent_files().front(), path("talk 9.pcapng"));
  QTest::mouseClick(window.top_bar().open(), Qt::LeftButton);
  QStringList words;
  for (const QAction* action : window.open_menu().actions()) words << action->text();
  EXPECT_TRUE(words[0].startsWith(QStringLiteral("Open a capture…")));
  EXPECT_TRUE(words[4].startsWith(QStringLiteral("talk 8.pcapng")));
  QAction* earlier = window.open_menu().actions()[4];
  window.open_menu().close();
  earlier->trigger();
  ASSERT_TRUE(until([&] { return window.windowTitle().startsWith(QStringLiteral("talk 8")); }));
  EXPECT_EQ(recent_files().front(), path("talk 8.pcapng"));
  QFile::remove(path("talk 8.pcapng"));
  open(path("talk 8.pcapng"));
  EXPECT_FALSE(recent_files().contains(path("talk 8.pcapng")));
  forget_recent_files();
  EXPECT_TRUE(recent_files().isEmpty());
}

TEST_F(Opening, a_file_stays_where_the_reader_looks) {
  open(talk("long.pcapng", 3'000));
  EXPECT_FALSE(window.wire().dialogue().follows());
  QCoreApplication::processEvents();
  EXPECT_EQ(window.wire().dialogue().rowAt(0), 0);
}

// The lab's window stays what it is; the capture comes beside it.
TEST_F(Opening, beside_another_window_a_capture_gets_one_of_its_own) {
  Captures captures(theme);
  captures.open(text("notes.txt", "no capture"), window);
  ASSERT_TRUE(until([&] { return captures.count() == 0; }));
  expect_problem("notes.txt cannot be shown");
  captures.open(talk("beside.pcapng", 7), window);
  ASSERT_TRUE(until([&] { return captures.count() == 1 && captures.newest().window().isVisible(); }));
  ASSERT_TRUE(until([&] { return !captures.newest().reading(); }));
  EXPECT_EQ(captures.newest().recording().packets().size(), 11U);
  EXPECT_EQ(capture.recording().packets().size(), 0U);
  captures.newest().window().close();
  EXPECT_TRUE(until([&] { return captures.count() == 0; }));
}

TEST_F(Opening, packets_are_saved_all_or_selected_or_by_conversation) {
  tests::Talk other(tests::endpoint(10, 0, 0, 1, 1234), tests::endpoint(10, 0, 0, 2, 110));
  other.open();
  std::vector<tests::Frame> frames = tests::long_talk(20);
  frames.insert(frames.end(), other.frames.begin(), other.frames.end());
  tests::write_capture(path("two.pcapng").toStdString(), frames);
  open(path("two.pcapng"));
  const auto saved = [&](const char* name, const QString& sentence) {
    ASSERT_TRUE(until([&] { return window.problem_bar().sentence() == sentence; })) << window.problem_bar().sentence().toStdString();
    open(path(name));
  };
  EXPECT_TRUE(window.top_bar().save()->isVisible());
  window.save_all_packets(path("all.pcapng"));
  saved("all.pcapng", QStringLiteral("27 packets are saved."));
  EXPECT_EQ(capture.recording().packets().size(), 27U);
  window.selection().select_packet(26);
  window.save_conversation(path("conversation.pcapng"));
  saved("conversation.pcapng", QStringLiteral("3 packets are saved."));
  EXPECT_EQ(capture.recording().packets().size(), 3U);
  window.wire().show_tab(WireTabs::Tab::packets);
  window.wire().packets().selectRow(1);
  window.save_selected_packets(path("selected.pcapng"));
  saved("selected.pcapng", QStringLiteral("1 packet is saved."));
  EXPECT_EQ(capture.recording().packets().size(), 1U);
}

TEST_F(Opening, keys_to_export_ask_for_a_selection_first) {
  open(talk("talk.pcapng", 3));
  QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier);
  EXPECT_EQ(window.problem_bar().sentence(), QStringLiteral("No packet is selected."));
  QTest::keyClick(&window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(window.problem_bar().sentence(), QStringLiteral("No conversation is selected."));
}

TEST_F(Opening, findings_are_saved_and_what_is_missing_is_told) {
  ToSave save{{}, {{"a.txt", "crepes"}, {"a.txt", "ketchup"}}, QStringLiteral("It is not complete.")};
  window.save_into(folder.path(), save);
  ASSERT_TRUE(until([&] { return window.problem_bar().sentence() == QStringLiteral("2 files are saved."); }));
  EXPECT_TRUE(window.problem_bar().advice().endsWith(QStringLiteral("It is not complete.")));
  QFile second(path("a (2).txt"));
  ASSERT_TRUE(second.open(QIODevice::ReadOnly));
  EXPECT_EQ(second.readAll(), QByteArray("ketchup"));
  save.pieces.pop_back();
  window.save_as(path("b.txt"), save);
  ASSERT_TRUE(until([&] { return window.problem_bar().sentence() == QStringLiteral("b.txt is saved."); }));
}
