// What is taken out of a recording is read back as it was.
#include "engine/analysis/writing.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "engine/analysis/batch_sink.h"
#include "engine/capture/packet_source.h"
#include "tests/support/analysis.h"

namespace cleartext::analysis {
namespace {

constexpr int patience_ms = 10'000;

using tests::endpoint;
using tests::Talk;

Batch batch_of(const std::vector<tests::Frame>& frames) {
  BatchSink sink;
  Analyzer analyzer(sink);
  for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(tests::raw_packet(frames[i], i));
  analyzer.finish();
  return sink.take();
}

std::size_t packets_in(const QString& path) {
  auto source = capture::open_file(path.toStdString());
  if (!source) return 0;
  packet::RawPacket raw;
  std::size_t count = 0;
  while ((*source)->next(raw)) ++count;
  return (*source)->damage() ? 0 : count;
}

struct Written : ::testing::Test {
  QTemporaryDir folder;
  Recording recording;
  Writing writing;
  QSignalSpy packets_written{&writing, &Writing::packets_written};
  QSignalSpy pieces_written{&writing, &Writing::pieces_written};
  QSignalSpy failed{&writing, &Writing::failed};
  QString path = folder.filePath(QStringLiteral("out.pcapng"));
};

TEST_F(Written, packets_that_are_wanted_are_written_though_the_recording_is_cleared) {
  Talk talk(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 25));
  talk.open();
  for (int i = 0; i < 100; ++i) talk.client("NOOP\r\n");
  recording.apply(batch_of(talk.frames));
  writing.packets(recording, path, [](const packet::Packet& packet) { return packet.number > 3; });
  EXPECT_TRUE(writing.busy());
  recording.clear();
  ASSERT_TRUE(packets_written.wait(patience_ms));
  EXPECT_EQ(packets_written[0][1].toInt(), 100);
  EXPECT_EQ(packets_in(path), 100u);
  EXPECT_FALSE(writing.busy());
}

TEST_F(Written, a_conversation_of_ftp_takes_its_data_connections_along) {
  Talk control(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 21));
  control.open();
  control.server("220 ready\r\n");
  control.client("PASV\r\n");
  control.server("227 Entering Passive Mode (10,0,0,2,156,64)\r\n");
  control.client("RETR menu.txt\r\n");
  Talk data(endpoint(10, 0, 0, 1, 40001), endpoint(10, 0, 0, 2, 40000));
  data.open();
  data.server("crepes\r\n");
  Talk other(endpoint(10, 0, 0, 9, 40002), endpoint(10, 0, 0, 2, 25));
  other.open();
  std::vector<tests::Frame> frames = control.frames;
  frames.insert(frames.end(), data.frames.begin(), data.frames.end());
  frames.insert(frames.end(), other.frames.begin(), other.frames.end());
  recording.apply(batch_of(frames));
  ASSERT_EQ(recording.streams().size(), 3u);
  EXPECT_EQ(recording.conversation(0), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(recording.conversation(1), (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(recording.conversation(2), (std::vector<std::uint32_t>{2}));
  EXPECT_TRUE(recording.conversation(9).empty());
  writing.packets(recording, path, Writing::conversation(recording, 1));
  ASSERT_TRUE(packets_written.wait(patience_ms));
  EXPECT_EQ(packets_in(path), control.frames.size() + data.frames.size());
}

TEST_F(Written, a_folder_that_is_not_there_is_told) {
  writing.packets(recording, folder.filePath(QStringLiteral("no/such/out.pcapng")), [](const packet::Packet&) { return true; });
  ASSERT_TRUE(failed.wait(patience_ms));
  EXPECT_TRUE(failed[0][0].toString().contains(QStringLiteral("cannot be written")));
  EXPECT_FALSE(failed[0][1].toString().isEmpty());
  writing.pieces({{folder.filePath(QStringLiteral("no/such/letter.eml")).toStdString(), "x"}});
  ASSERT_TRUE(failed.wait(patience_ms));
}

TEST_F(Written, pieces_are_written_byte_for_byte) {
  const QString first = folder.filePath(QStringLiteral("a.bin")), second = folder.filePath(QStringLiteral("b.bin"));
  const std::string content("\0\r\n\xff", 4);
  writing.pieces({{first.toStdString(), content}, {second.toStdString(), ""}});
  ASSERT_TRUE(pieces_written.wait(patience_ms));
  EXPECT_EQ(pieces_written[0][0].toStringList(), (QStringList{first, second}));
  QFile file(first);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_EQ(file.readAll().toStdString(), content);
}

}  // namespace
}  // namespace cleartext::analysis
