// A capture with TLS inside: closed at first, opened with a key log, and open wherever it is saved.
#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "engine/analysis/writing.h"
#include "gui/capture/capture_window.h"
#include "tests/support/capture_file.h"
#include "tests/support/tls_session.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 20'000); }

TEST(KeyLogs, a_capture_is_opened_with_a_key_log_and_saved_with_its_secrets) {
  const QTemporaryDir folder;
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 2, 110, 995));
  talk.open();
  tests::TlsSession session({}, [&](wire::Side from, std::string_view bytes) { talk.say(from, bytes); });
  session.say(wire::Side::server, "+OK <1@x>\r\n");
  session.say(wire::Side::client, "USER bob\r\n");
  session.say(wire::Side::server, "+OK\r\n");
  session.say(wire::Side::client, "PASS hungry\r\n");
  session.say(wire::Side::server, "+OK in\r\n");
  talk.close();
  tests::write_capture(folder.filePath(QStringLiteral("a.pcapng")).toStdString(), talk.frames);
  QFile keys(folder.filePath(QStringLiteral("keys.log")));
  ASSERT_TRUE(keys.open(QIODevice::WriteOnly));
  keys.write(session.key_log.c_str());
  keys.close();

  Theme theme;
  CaptureWindow capture(theme);
  capture.window().show();
  QSignalSpy ended(&capture, &CaptureWindow::ended);
  capture.open(folder.filePath(QStringLiteral("a.pcapng")));
  ASSERT_TRUE(until([&] { return ended.count() == 1; }));
  EXPECT_TRUE(capture.recording().credentials().empty());
  EXPECT_FALSE(capture.recording().lines().empty());
  Q_EMIT capture.window().key_log_wanted(keys.fileName());
  ASSERT_TRUE(until([&] { return ended.count() == 2; }));
  ASSERT_EQ(capture.recording().credentials().size(), 1u);
  EXPECT_EQ(capture.recording().credentials()[0].secret, "hungry");
  EXPECT_TRUE(capture.recording().credentials()[0].decrypted);

  const QString saved = folder.filePath(QStringLiteral("b.pcapng"));
  analysis::Writing writing;
  QSignalSpy written(&writing, &analysis::Writing::packets_written);
  writing.packets(capture.recording(), saved, [](const packet::Packet&) { return true; });
  ASSERT_TRUE(until([&] { return written.count() == 1; }));
  capture.open(saved);
  ASSERT_TRUE(until([&] { return ended.count() == 3; }));
  EXPECT_EQ(capture.recording().credentials().size(), 1u);
}

}  // namespace
