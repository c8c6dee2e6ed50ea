// What was captured is shown once more, by the command and by the packet, on and back, by hand and at a pace.
#include "gui/selection/replay.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

using namespace cleartext;
using namespace cleartext::gui;
using dialogue::LineKind;

namespace {

struct Replayed : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Replay replay{selection};
  // 1 S 220   2 C HELO   3 S 250   4 C DATA   5 S 354   6, 7 C the letter   8 S 250   9 C QUIT   10 S 221
  void SetUp() override {
    analysis::Batch batch;
    batch.streams = {stream::StreamInfo{}};
    std::uint64_t client = 0, server = 0;
    const auto say = [&](wire::Side from, LineKind kind, const char* text) {
      packet::Packet packet;
      packet.number = static_cast<std::uint32_t>(batch.packets.size()) + 1;
      packet.stream = 0;
      packet.from_client = from == wire::Side::client;
      std::uint64_t& position = packet.from_client ? client : server;
      packet.position = position;
      packet.payload_length = 10;
      dialogue::Line line;
      line.packet = packet.number;
      line.from = from;
      line.kind = kind;
      line.text = text;
      line.position = position;
      line.length = 10;
      position += 10;
      batch.packets.push_back(packet);
      batch.lines.push_back(line);
    };
    say(wire::Side::server, LineKind::greeting, "220");
    say(wire::Side::client, LineKind::command, "HELO");
    say(wire::Side::server, LineKind::reply, "250");
    say(wire::Side::client, LineKind::command, "DATA");
    say(wire::Side::server, LineKind::reply, "354");
    say(wire::Side::client, LineKind::data, "Subject: x");
    say(wire::Side::client, LineKind::data, ".");
    say(wire::Side::server, LineKind::reply, "250");
    say(wire::Side::client, LineKind::command, "QUIT");
    say(wire::Side::server, LineKind::reply, "221");
    recording.apply(std::move(batch));
  }
  std::pair<std::uint32_t, std::string> now() const {
    const int line = selection.line();
    return {selection.packets_shown(), line < 0 ? std::string() : recording.lines()[static_cast<std::size_t>(line)].text};
  }
};

using Shown = std::pair<std::uint32_t, std::string>;

}  // namespace

TEST_F(Replayed, by_the_command_each_comes_with_its_answers_and_a_letter_as_a_whole) {
  replay.rewind();
  EXPECT_EQ(now(), Shown(0, ""));
  for (const Shown& shown : {Shown(1, "220"), Shown(3, "HELO"), Shown(5, "DATA"), Shown(8, "Subject: x"), Shown(10, "QUIT")}) {
    replay.next(Stride::command);
    EXPECT_EQ(now(), shown);
  }
  EXPECT_FALSE(selection.held()) << "all is shown";
  for (const Shown& shown : {Shown(8, "Subject: x"), Shown(5, "DATA"), Shown(3, "HELO"), Shown(1, "220"), Shown(0, "")}) {
    replay.back(Stride::command);
    EXPECT_EQ(now(), shown);
  }
  replay.back(Stride::command);
  EXPECT_EQ(now(), Shown(0, ""));
}

TEST_F(Replayed, from_the_middle_of_a_command_its_rest_is_left_and_the_next_one_shown) {
  selection.hold(6);
  replay.next(Stride::command);
  EXPECT_EQ(now(), Shown(8, "250")) << "the rest of the letter";
  selection.hold(6);
  replay.back(Stride::command);
  EXPECT_EQ(now(), Shown(5, "DATA"));
}

TEST_F(Replayed, by_the_packet_it_goes_on_and_back_by_one) {
  selection.hold(4);
  replay.next(Stride::packet);
  EXPECT_EQ(now(), Shown(5, "354"));
  replay.back(Stride::packet);
  replay.back(Stride::packet);
  EXPECT_EQ(now(), Shown(3, "250"));
}

TEST_F(Replayed, played_it_pauses_where_it_is_told_to_and_lets_go_at_its_end) {
  QSignalSpy ended(&replay, &Replay::ended);
  replay.rewind();
  replay.play(Stride::packet, 0);
  ASSERT_TRUE(QTest::qWaitFor([&] { return selection.packets_shown() == 3; }, 5000));
  replay.pause();
  EXPECT_FALSE(replay.playing());
  replay.play(Stride::command, 0);
  ASSERT_TRUE(QTest::qWaitFor([&] { return ended.count() == 1; }, 5000));
  EXPECT_FALSE(replay.playing());
  EXPECT_FALSE(selection.held());
  EXPECT_EQ(now(), Shown(10, "QUIT"));
}

TEST_F(Replayed, what_was_cleared_is_not_played_on) {
  replay.rewind();
  replay.play(Stride::packet, 60'000);
  recording.clear();
  EXPECT_FALSE(replay.playing());
}
