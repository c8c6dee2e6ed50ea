// What is taken out of a recording is read back as it was.
#include "engine/analysis/writing.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <fstream>

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

// Blocks as a stranger writes them, of either byte order.
struct Stranger {
  explicit Stranger(bool big) : big_endian(big) {
    block(0x0a0d0d0a, number(0x1a2b3c4d) + half(1) + half(0) + std::string(8, '\xff') + option(1, "of the section") + number(0));
    block(1, half(1) + half(0) + number(65535) + option(2, "eth-one") + option(3, "the first") + number(0));
    block(1, half(101) + half(0) + number(0) + option(2, "raw-two") + number(0));
    block(4, half(1) + half(12) + std::string("\x0a\0\0\2mx.host\0", 12) + number(0));
    block(0x0bad, "nobody knows it.");
    for (std::uint32_t i = 0; i < 3; ++i)
      block(6, number(i % 2) + number(0) + number(i) + number(4) + number(4) + "abcd" + option(1, "packet " + std::to_string(i + 1)) +
                   number(0));
  }
  std::string number(std::uint32_t value) const { return digits(value, 4); }
  std::string half(std::uint32_t value) const { return digits(value, 2); }
  std::string digits(std::uint32_t value, int count) const {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>(value >> (big_endian ? 8 * (count - 1 - i) : 8 * i) & 0xff);
    return out;
  }
  std::string option(std::uint32_t code, std::string text) const {
    const auto length = static_cast<std::uint32_t>(text.size());
    text.resize((text.size() + 3) / 4 * 4);
    return half(code) + half(length) + text;
  }
  void block(std::uint32_t type, const std::string& body) {
    const auto length = number(static_cast<std::uint32_t>(body.size() + 12));
    blocks.push_back(number(type) + length + body + length);
  }
  std::string bytes(std::size_t without = SIZE_MAX) const {
    std::string all;
    for (std::size_t i = 0; i < blocks.size(); ++i) all += i == without ? "" : blocks[i];
    return all;
  }
  bool big_endian;
  std::vector<std::string> blocks;
};

TEST_F(Written, a_pcapng_that_was_opened_is_written_as_it_was) {
  for (const bool big_endian : {false, true}) {
    const Stranger stranger(big_endian);
    const std::string from = folder.filePath(QStringLiteral("in.pcapng")).toStdString();
    std::ofstream(from, std::ios::binary) << stranger.bytes();
    const auto read = [&](const std::string& key_log) {
      std::shared_ptr<capture::PacketSource> source = std::move(*capture::open_file(from));
      BatchSink sink;
      Analyzer analyzer(sink);
      for (packet::RawPacket raw; source->next(raw);) analyzer.feed(raw);
      analyzer.finish();
      Batch batch = sink.take();
      batch.bytes.push_back(source);
      batch.file = source;
      batch.from_file = true;
      batch.key_log = key_log;
      recording.clear();
      recording.apply(std::move(batch));
    };
    const auto saved = [&](const Writing::Wanted& wanted) {
      packets_written.clear();
      writing.packets(recording, path, wanted);
      EXPECT_TRUE(packets_written.wait(patience_ms));
      QFile file(path);
      EXPECT_TRUE(file.open(QIODevice::ReadOnly));
      return file.readAll().toStdString();
    };
    read({});
    EXPECT_EQ(saved([](const packet::Packet&) { return true; }), stranger.bytes());
    EXPECT_EQ(packets_written[0][1].toInt(), 3);
    EXPECT_EQ(saved([](const packet::Packet& each) { return each.number != 2; }), stranger.bytes(6));
    EXPECT_EQ(packets_written[0][1].toInt(), 2);
    read("CLIENT_RANDOM 00 11\n");
    const std::string with = saved([](const packet::Packet&) { return true; });
    EXPECT_EQ(with.substr(0, stranger.blocks[0].size()), stranger.blocks[0]);
    EXPECT_NE(with.find("CLIENT_RANDOM 00 11\n"), std::string::npos);
    EXPECT_EQ(with.substr(with.size() - stranger.blocks[7].size()), stranger.blocks[7]);
    EXPECT_EQ(packets_in(path), 3u);
  }
}

TEST_F(Written, of_a_strangers_packets_nothing_is_claimed) {
  Talk talk(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 25));
  talk.open();
  Batch batch = batch_of(talk.frames);
  batch.from_file = true;
  recording.apply(std::move(batch));
  writing.packets(recording, path, [](const packet::Packet&) { return true; });
  ASSERT_TRUE(packets_written.wait(patience_ms));
  QFile file(path);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const QByteArray bytes = file.readAll();
  EXPECT_FALSE(bytes.contains("lab"));
  EXPECT_FALSE(bytes.contains("crepes.fr"));
}

}  // namespace
}  // namespace cleartext::analysis
