// These tests run a whole lab inside themselves: the private network is entered before Qt makes a thread. The thread
// sanitizer brings a thread of its own, and no namespace can be entered then; loopback serves instead.
#include <gtest/gtest.h>

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <iostream>

#include "engine/session/live_lab.h"

#include "tests/gui/program/network.h"

cleartext::wire::NetworkMode cleartext::network_of_this_run = cleartext::wire::NetworkMode::private_network;

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (::testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS();
  // No screen is needed, and where there is one the tests do not flicker over it.
  if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  if (const auto mode = cleartext::session::choose_network(std::nullopt, cleartext::session::Need::capture); mode) {
    cleartext::network_of_this_run = mode->mode;
  } else {
    std::cerr << mode.error().sentence << ' ' << mode.error().advice << '\n';
    return 1;
  }
  QStandardPaths::setTestModeEnabled(true);
  const QTemporaryDir settings;  // of this run alone: others run beside it
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  QApplication application(argc, argv);
  QApplication::setOrganizationName(QStringLiteral("cleartext-test"));
  return RUN_ALL_TESTS();
}
