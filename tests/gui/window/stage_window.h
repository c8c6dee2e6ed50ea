// A window on a recording made by hand, for the tests of what lies over it: presenter, finder, tour.
#pragma once
#include <gtest/gtest.h>

#include <QApplication>
#include <QSettings>
#include <QTest>

#include "gui/window/main_window.h"
#include "tests/gui/window/sample.h"

namespace cleartext::sample {

struct StageWindow : testing::Test {
  gui::Theme theme;
  analysis::Recording recording;
  Wire wire{recording};
  std::unique_ptr<gui::MainWindow> window;
  Part* part = nullptr;

  void SetUp() override {
    QSettings().clear();
    theme.set_dark(false);
    window = std::make_unique<gui::MainWindow>(theme, recording, nullptr, wire::NetworkMode::private_network);
    window->resize(1280, 800);
    auto script = std::make_unique<Part>();
    part = script.get();
    window->show_script(std::move(script));
    alice_sends_bob(wire);
    window->show();
    window->activateWindow();
    QApplication::processEvents();
  }
  void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWidget* focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : window.get(), static_cast<Qt::Key>(key), modifiers);
  }
  // With CLEARTEXT_PICTURES=folder a picture is left there.
  void picture(const QString& name) {
    const QString folder = qEnvironmentVariable("CLEARTEXT_PICTURES");
    if (folder.isEmpty()) return;
    QTest::qWait(300);
    window->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
  }
};

}  // namespace cleartext::sample
