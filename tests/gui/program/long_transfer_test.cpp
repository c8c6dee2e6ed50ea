// A transfer that takes long can be cancelled while bytes are on their way; the client is free again, and the next one arrives whole.
#include <QTemporaryDir>

#include "tests/gui/program/handwork.h"

namespace cleartext::gui {
namespace {

using LongTransfer = Bench_;

std::uint64_t bytes_on(session::LiveLab& live, packet::Protocol protocol) {
  std::uint64_t bytes = 0;
  for (const auto& stream : live.recording().streams())
    if (stream.protocol == protocol) bytes += stream.bytes_client + stream.bytes_server;
  return bytes;
}

}  // namespace

TEST_F(LongTransfer, an_upload_is_cancelled_under_way_and_the_next_one_arrives) {
  const QTemporaryDir folder;
  QFile large(folder.filePath(QStringLiteral("large.bin")));
  ASSERT_TRUE(large.open(QIODevice::WriteOnly));
  large.write(QByteArray(3'000'000, 'x'));
  large.close();
  open_page(Qt::Key_4);
  auto& files = window->files();
  const auto rest = [&] { ASSERT_TRUE(until([&] { return !files.busy(); })) << files.answer().sentence().toStdString(); };
  click(files.go_button());
  rest();
  Q_EMIT window->servers()->fault_wanted(*faults::parse("slow 40kB/s"));  // 75 seconds
  files.upload(large.fileName());
  ASSERT_TRUE(until([&] { return bytes_on(live, packet::Protocol::ftp_data) > 20'000; })) << files.answer().sentence().toStdString();
  EXPECT_TRUE(files.busy());
  ASSERT_TRUE(until([&] { return files.answer().cancel_button().isVisible(); })) << "offered when it takes over a second";
  click(files.answer().cancel_button());
  ASSERT_TRUE(until([&] { return !files.busy(); }));
  EXPECT_EQ(files.answer().sentence(), QStringLiteral("Cancelled."));
  EXPECT_LT(bytes_on(live, packet::Protocol::ftp_data), 3'000'000U);
  QTest::keyClick(window.get(), Qt::Key_Z, Qt::ControlModifier);  // the fault goes
  click(files.go_button());
  rest();
  files.upload(QStringLiteral(SOURCE_DIR "/LICENSE"));
  rest();
  bool there = false;
  for (int row = 0; row < files.files().rowCount(); ++row) there = there || files.files().file(row).name == "LICENSE";
  EXPECT_TRUE(there) << files.answer().sentence().toStdString();
}

}  // namespace cleartext::gui
