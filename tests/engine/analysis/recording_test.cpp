// The recording answers "what is here" from every side: a packet, a byte, a line.
#include <gtest/gtest.h>

#include <QSignalSpy>

#include "engine/analysis/batch_sink.h"
#include "tests/support/analysis.h"

namespace cleartext::analysis {
namespace {

using tests::endpoint;
using tests::Talk;
using wire::Side;

Batch batch_of(const std::vector<tests::Frame>& frames) {
  BatchSink sink;
  Analyzer analyzer(sink);
  for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(tests::raw_packet(frames[i], i));
  return sink.take();
}

Talk short_mail() {
  Talk talk(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 x\r\n");
  talk.client("EHLO y\r\nNO");
  talk.client("OP\r\n");
  talk.server("250 ok\r\n250 ok\r\n");
  return talk;
}

TEST(Recording, lines_are_found_by_packet_and_by_byte) {
  const Talk talk = short_mail();
  Recording recording;
  recording.apply(batch_of(talk.frames));
  ASSERT_EQ(recording.lines().size(), 5u);
  EXPECT_EQ(recording.line_of_packet(1), -1);  // nothing said
  EXPECT_EQ(recording.line_of_packet(4), 0);
  EXPECT_EQ(recording.line_of_packet(5), 1);
  EXPECT_EQ(recording.line_of_packet(6), 2);  // NOOP began in packet 5
  EXPECT_EQ(recording.line_of_packet(7), 3);
  EXPECT_EQ(recording.line_of_packet(99), -1);
  EXPECT_EQ(recording.line_at(0, Side::client, 0), 1);
  EXPECT_EQ(recording.line_at(0, Side::client, 7), 1);
  EXPECT_EQ(recording.line_at(0, Side::client, 8), 2);
  EXPECT_EQ(recording.line_at(0, Side::client, 14), -1);
  EXPECT_EQ(recording.line_at(0, Side::server, 15), 4);
  EXPECT_EQ(recording.line_at(7, Side::server, 0), -1);
  EXPECT_EQ(recording.packet(4)->number, 4u);
  EXPECT_EQ(recording.packet(0), nullptr);
  EXPECT_EQ(recording.packet(8), nullptr);
}

TEST(Recording, each_batch_is_announced_once_and_clear_forgets_everything) {
  const Talk talk = short_mail();
  Recording recording;
  QSignalSpy grew(&recording, &Recording::grew), cleared(&recording, &Recording::cleared);
  recording.apply(batch_of(talk.frames));
  EXPECT_EQ(grew.count(), 1);
  recording.clear();
  EXPECT_EQ(cleared.count(), 1);
  EXPECT_TRUE(recording.packets().empty());
  EXPECT_EQ(recording.line_at(0, Side::client, 0), -1);
}

TEST(Recording, an_answered_credential_replaces_the_one_that_waited) {
  Recording recording;
  Batch first, second;
  findings::Credential credential;
  credential.packet = 5;
  credential.secret = "hungry";
  first.credentials = {credential};
  credential.accepted = true;
  second.credentials = {credential};
  recording.apply(std::move(first));
  recording.apply(std::move(second));
  ASSERT_EQ(recording.credentials().size(), 1u);
  EXPECT_EQ(recording.credentials()[0].accepted, true);
}

TEST(BatchSink, a_stream_that_changed_often_is_in_a_batch_once) {
  const Talk talk = short_mail();
  const Batch batch = batch_of(talk.frames);
  ASSERT_EQ(batch.streams.size(), 1u);
  EXPECT_EQ(batch.streams[0].packets, talk.frames.size());
  EXPECT_FALSE(batch.empty());
  EXPECT_TRUE(Batch{}.empty());
}

TEST(Analyzer, a_packet_with_words_has_the_protocol_of_its_stream) {
  const Talk talk = short_mail();
  const tests::Found found = tests::analyze(talk.frames);
  EXPECT_EQ(found.packets[0].protocol, packet::Protocol::tcp);
  EXPECT_EQ(found.packets[3].protocol, packet::Protocol::smtp);
  EXPECT_EQ(packet::info(found.packets[3]), "S: 220 x");
}

}  // namespace
}  // namespace cleartext::analysis
