// The recording answers "what is here" from every side: a packet, a byte, a line.
#include <gtest/gtest.h>

#include <QSignalSpy>

#include "engine/analysis/batch_sink.h"
#include "engine/findings/contents.h"
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

// The same where the packets stay where they are.
Batch kept_batch_of(const std::vector<tests::Frame>& frames) {
  BatchSink sink;
  Analyzer analyzer(sink);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const packet::RawPacket raw = tests::raw_packet(frames[i], i);
    sink.expect(raw.bytes);
    analyzer.feed(raw);
  }
  sink.expect({});
  analyzer.finish();
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
  EXPECT_FALSE(recording.packet(0));
  EXPECT_FALSE(recording.packet(8));
}

// Two conversations at once, told in three batches: the lines of one are found without a look at the other's.
TEST(Recording, the_lines_of_a_stream_are_told_in_order_whoever_spoke_between_them) {
  Recording recording;
  const auto say = [&](std::uint32_t stream, Side from, std::initializer_list<const char*> texts) {
    Batch batch;
    for (const char* text : texts) {
      dialogue::Line line;
      line.stream = stream;
      line.from = from;
      line.text = text;
      batch.lines.push_back(line);
    }
    recording.apply(std::move(batch));
  };
  say(0, Side::server, {"220 a"});
  say(2, Side::client, {"USER b"});
  say(0, Side::client, {"HELO c", "NOOP"});
  say(2, Side::server, {"+OK"});
  say(0, Side::server, {"250 d"});
  const auto said = [&](const std::vector<std::uint32_t>& streams) {
    std::string all;
    for (const LineRun& run : recording.lines_of(streams))
      for (auto at = run.first; at < run.end; ++at) all.append(all.empty() ? "" : "|").append(recording.lines()[at].text);
    return all;
  };
  EXPECT_EQ(said({0}), "220 a|HELO c|NOOP|250 d");
  EXPECT_EQ(said({2}), "USER b|+OK");
  EXPECT_EQ(said({0, 2}), "220 a|USER b|HELO c|NOOP|+OK|250 d");
  EXPECT_EQ(said({1, 9}), "");
  recording.clear();
  EXPECT_EQ(said({0}), "");
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

// Feeds what was said so far, as one frame of the window would, and keeps on where it was.
struct Growing {
  BatchSink sink;
  Analyzer analyzer{sink, [] {
                      AnalyzerSettings settings;
                      settings.wanted.growing = true;
                      return settings;
                    }()};
  Recording recording;
  std::size_t fed = 0;

  void frame(const std::vector<tests::Frame>& frames) {
    for (; fed < frames.size(); ++fed) analyzer.feed(tests::raw_packet(frames[fed], fed));
    recording.apply(sink.take());
  }
};

TEST(Recording, a_picture_of_the_web_grows_until_it_is_whole) {
  Growing growing;
  Talk talk(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 80));
  talk.open();
  talk.client("GET /crepe.png HTTP/1.1\r\nHost: x\r\n\r\n");
  talk.server("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 8\r\n\r\n1234");
  growing.frame(talk.frames);
  ASSERT_EQ(growing.recording.growing().size(), 1U);
  EXPECT_EQ(growing.recording.growing()[0].content, "1234");
  EXPECT_EQ(growing.recording.growing()[0].type, "image/png");
  talk.server("56");
  growing.frame(talk.frames);
  EXPECT_EQ(growing.recording.growing()[0].content, "123456");
  talk.server("78");
  growing.frame(talk.frames);
  EXPECT_TRUE(growing.recording.growing().empty());
  EXPECT_EQ(findings::content_of(growing.recording.messages().at(0), 0), "12345678");
}

TEST(Recording, a_file_of_ftp_grows_until_it_is_whole) {
  Growing growing;
  Talk control(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 21)), data(endpoint(10, 0, 0, 1, 40001), endpoint(10, 0, 0, 2, 2000));
  std::vector<tests::Frame> frames;
  const auto frame = [&] {
    for (Talk* talk : {&control, &data})
      frames.insert(frames.end(), std::make_move_iterator(talk->frames.begin()), std::make_move_iterator(talk->frames.end()));
    for (Talk* talk : {&control, &data}) talk->frames.clear();
    growing.frame(frames);
  };
  control.open();
  control.transcript({{Side::server, "220 x"},
                      {Side::client, "PASV"},
                      {Side::server, "227 Entering Passive Mode (10,0,0,2,7,208)"},
                      {Side::client, "RETR crepe.jpg"}});
  data.open();
  data.server("1234");
  frame();
  ASSERT_EQ(growing.recording.growing().size(), 1U);
  EXPECT_EQ(growing.recording.growing()[0].filename, "crepe.jpg");
  EXPECT_EQ(growing.recording.growing()[0].of, Growth::Of::file);
  data.server("5678");
  frame();
  EXPECT_EQ(growing.recording.growing().at(0).content, "12345678");
  data.close();
  control.transcript({{Side::server, "226 done"}});
  frame();
  EXPECT_TRUE(growing.recording.growing().empty());
  EXPECT_EQ(growing.recording.files().at(0).content, "12345678");
}

// A letter whose picture is in base64, and whose lines begin with dots, a page that is packed, and a file.
TEST(Recording, what_letters_hold_is_let_go_of_and_read_again) {
  const std::string picture(3000, 'p');
  std::string base64;
  for (int i = 0; i < 1000; ++i) base64 += "cHBw";
  Talk mail(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 110));
  mail.open();
  mail.transcript({{Side::server, "+OK"}, {Side::client, "RETR 1"}, {Side::server, "+OK"}});
  mail.server(
      "Message-ID: <a@b>\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n..a\r\n..\r\n--x\r\n"
      "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n");
  mail.server(base64.substr(0, 2000));
  mail.server(base64.substr(2000));
  mail.server("\r\n--x--\r\n.\r\n");
  const Batch batch = kept_batch_of(mail.frames);
  ASSERT_EQ(batch.messages.size(), 1U);
  const findings::Message& letter = batch.messages[0];
  ASSERT_TRUE(letter.complete);
  ASSERT_EQ(letter.parts.size(), 2U);
  for (const findings::Part& part : letter.parts) EXPECT_EQ(part.content.capacity(), std::string().capacity());
  EXPECT_EQ(findings::content_of(letter, 0), ".a\r\n.");
  EXPECT_EQ(findings::content_of(letter, 1), picture);
  EXPECT_EQ(findings::content_of(letter, 2), "");
  EXPECT_EQ(findings::kept_of(letter, letter.parts[1]), picture.size());
}

TEST(Recording, a_letter_that_misses_bytes_keeps_what_was_read) {
  Talk mail(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 110));
  mail.open();
  mail.transcript({{Side::server, "+OK"}, {Side::client, "RETR 1"}, {Side::server, "+OK"}});
  mail.server("Subject: x\r\n\r\nfirst ");
  mail.server("missing ");
  mail.frames.pop_back();
  mail.server("last\r\n.\r\n");
  mail.close();
  const Batch batch = kept_batch_of(mail.frames);
  ASSERT_EQ(batch.messages.size(), 1U);
  EXPECT_FALSE(batch.messages[0].complete);
  EXPECT_EQ(findings::content_of(batch.messages[0], 0), "first last\r\n");
}

// Nobody needs to see it grow.
TEST(Recording, what_begins_and_ends_in_one_frame_is_told_whole_alone) {
  BatchSink sink;
  AnalyzerSettings settings;
  settings.wanted.growing = true;
  Analyzer analyzer(sink, settings);
  Talk talk(endpoint(10, 0, 0, 1, 40000), endpoint(10, 0, 0, 2, 80));
  talk.open();
  talk.client("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  talk.server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n1234");
  for (std::size_t i = 0; i < talk.frames.size(); ++i) analyzer.feed(tests::raw_packet(talk.frames[i], i));
  const Batch batch = sink.take();
  EXPECT_TRUE(batch.growth.empty());
  EXPECT_EQ(batch.messages.size(), 1U);
}

}  // namespace
}  // namespace cleartext::analysis
