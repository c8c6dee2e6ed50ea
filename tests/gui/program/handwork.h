// The window with a real lab behind it, as hands find it: for tests of what is done by hand.
#pragma once
#include <gtest/gtest.h>

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "engine/session/live_lab.h"
#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/files/files_view.h"
#include "gui/mail/mail_view.h"
#include "gui/servers/servers_view.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/wire/wire_tabs.h"
#include "servers/faults/fault_text.h"
#include "servers/lab/site_folder.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {

struct Bench_ : testing::Test {
  Bench_() : live({network_of_this_run, {}}) {
    const auto started = live.start();
    EXPECT_TRUE(started) << started.error().sentence;
    window = std::make_unique<MainWindow>(theme, live.recording(), &live.lab(), network_of_this_run);
    window->show_free_lab();
    window->resize(1440, 900);
    window->show();
    window->activateWindow();
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
  }
  static bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 15000); }
  bool wire_says(std::string_view words) {
    for (const auto& line : live.recording().lines())
      if (line.text.find(words) != std::string::npos) return true;
    return false;
  }
  // As the window system does it.
  static void drop(QWidget& on, const QString& path) {
    QMimeData what;
    what.setUrls({QUrl::fromLocalFile(path)});
    const QPoint middle = on.rect().center();
    QDragEnterEvent enters(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &enters);
    EXPECT_TRUE(enters.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&on, &dropped);
  }
  static void click(QWidget& button) { QTest::mouseClick(&button, Qt::LeftButton); }
  void open_page(Qt::Key digit) { QTest::keyClick(window.get(), digit, Qt::AltModifier); }
  void type(const char* line) {
    QTest::keyClicks(&window->console().input(), QString::fromLatin1(line));
    QTest::keyClick(&window->console().input(), Qt::Key_Return);
  }
  QString state() const { return window->console().picture().lit(); }

  Theme theme;
  session::LiveLab live;
  std::unique_ptr<MainWindow> window;
};

}  // namespace cleartext::gui
