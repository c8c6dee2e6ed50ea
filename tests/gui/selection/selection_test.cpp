// What is selected here is selected everywhere: packet, line, credential and byte lead to one another.
#include "gui/selection/selection.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <cstring>

using namespace cleartext;
using gui::Place;
using gui::Selection;

namespace {

const char frames[200] = {};

packet::Packet segment(std::uint32_t number, bool from_client, std::uint64_t position, std::uint32_t payload) {
  packet::Packet packet;
  packet.number = number;
  packet.stream = 0;
  packet.from_client = from_client;
  packet.payload_offset = 54;
  packet.payload_length = payload;
  packet.position = position;
  packet.length = 54 + payload;
  packet.bytes = std::as_bytes(std::span(frames, packet.length));
  return packet;
}

dialogue::Line line(std::uint32_t packet, wire::Side from, std::uint64_t position, std::uint32_t length, const char* text) {
  dialogue::Line line;
  line.packet = packet;
  line.from = from;
  line.position = position;
  line.length = length;
  line.text = text;
  return line;
}

// 1: S "+OK\r\n"   2: C "USER bob\r\n"   3: C "PASS hun"   4: C "gry\r\n"   5: C "STAT\r\nQUIT\r\n"
void fill(analysis::Recording& recording) {
  analysis::Batch batch;
  batch.packets = {segment(1, false, 0, 5), segment(2, true, 0, 10), segment(3, true, 10, 8), segment(4, true, 18, 5),
                   segment(5, true, 23, 12)};
  stream::StreamInfo stream;
  batch.streams = {stream};
  batch.lines = {line(1, wire::Side::server, 0, 5, "+OK"), line(2, wire::Side::client, 0, 10, "USER bob"),
                 line(4, wire::Side::client, 10, 13, "PASS hungry"), line(5, wire::Side::client, 23, 6, "STAT"),
                 line(5, wire::Side::client, 29, 6, "QUIT")};
  findings::Credential credential;
  credential.packet = 4;
  credential.user = "bob";
  credential.position = 10;
  credential.length = 13;
  batch.credentials = {credential};
  recording.apply(std::move(batch));
}

struct Selected : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  void SetUp() override { fill(recording); }
};

}  // namespace

TEST_F(Selected, nothing_is_selected_at_first) {
  EXPECT_EQ(selection.place().packet, 0U);
  EXPECT_EQ(selection.line(), -1);
  EXPECT_EQ(selection.credential(), -1);
}

TEST_F(Selected, a_packet_leads_to_its_first_line_and_credential) {
  selection.select_packet(2);
  EXPECT_EQ(selection.line(), 1);
  EXPECT_EQ(selection.credential(), -1);
  selection.select_packet(4);
  EXPECT_EQ(selection.line(), 2);
  EXPECT_EQ(selection.credential(), 0);
}

TEST_F(Selected, a_line_leads_to_its_packet_and_bytes) {
  selection.select_line(4);
  EXPECT_EQ(selection.place(), (Place{5, 0, wire::Side::client, 29, 6}));
  EXPECT_EQ(selection.line(), 4);
}

TEST_F(Selected, a_credential_leads_to_its_line) {
  selection.select_credential(0);
  EXPECT_EQ(selection.place().packet, 4U);
  EXPECT_EQ(selection.line(), 2);
  EXPECT_EQ(selection.credential(), 0);
}

TEST_F(Selected, a_byte_selects_its_line_and_stays_in_its_packet) {
  selection.select_byte(5, 54 + 7);
  EXPECT_EQ(selection.line(), 4);
  selection.select_byte(3, 54 + 5);
  EXPECT_EQ(selection.line(), 2);
  EXPECT_EQ(selection.place().packet, 3U);
  EXPECT_EQ(selection.credential(), 0);
}

TEST_F(Selected, a_byte_of_a_header_selects_the_whole_packet) {
  selection.select_byte(5, 20);
  EXPECT_EQ(selection.place(), (Place{5, 0, wire::Side::client, 23, 0}));
  EXPECT_EQ(selection.line(), 3);
}

TEST_F(Selected, what_is_not_there_cannot_be_selected) {
  QSignalSpy changed(&selection, &Selection::changed);
  selection.select_packet(99);
  selection.select_line(-1);
  selection.select_line(99);
  selection.select_credential(7);
  selection.select_byte(99, 0);
  EXPECT_EQ(changed.count(), 0);
}

TEST_F(Selected, selecting_the_same_again_is_silent) {
  QSignalSpy changed(&selection, &Selection::changed);
  selection.select_line(1);
  selection.select_line(1);
  EXPECT_EQ(changed.count(), 1);
}

TEST_F(Selected, a_cleared_recording_clears_the_selection) {
  selection.select_line(1);
  selection.show_until(3);
  recording.clear();
  EXPECT_EQ(selection.place().packet, 0U);
  EXPECT_EQ(selection.shown_until(), 0U);
}

TEST(Held, a_held_view_shows_no_more_than_the_lesson_does_and_goes_on_when_let_go) {
  analysis::Recording recording;
  fill(recording);
  Selection selection(recording);
  QSignalSpy moved(&selection, &Selection::shown_until_changed);
  selection.hold(3);
  EXPECT_EQ(selection.packets_shown(), 3u);
  EXPECT_FALSE(selection.shows(4));
  selection.show_until(2);
  EXPECT_EQ(selection.packets_shown(), 2u) << "the lesson was stepped back further";
  selection.show_until(0);
  EXPECT_EQ(selection.packets_shown(), 3u);
  selection.hold(0);
  EXPECT_FALSE(selection.shows(1));
  selection.let_go();
  EXPECT_EQ(selection.packets_shown(), 5u);
  EXPECT_EQ(moved.count(), 5);
  selection.hold(5);
  EXPECT_TRUE(selection.held()) << "at the newest, too";
}
