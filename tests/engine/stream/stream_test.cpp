// However a stream's packets arrive, its bytes come out in order and once.
#include <gtest/gtest.h>

#include "engine/stream/table.h"
#include "tests/support/packets.h"

namespace cleartext::stream {
namespace {

using tests::endpoint;
using tests::Frame;
using wire::Side;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25);

class Ears final : public Listener {
 public:
  void data(Stream& stream, Side from, const Segment& segment) override {
    std::string& text = heard[{stream.info.number, from}];
    text.append(reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size());
    story +=
        (from == Side::client ? "C:" : "S:") + std::string(reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size()) + "|";
  }
  void gap(Stream&, Side from, const Segment& missing) override {
    story += (from == Side::client ? "C-" : "S-") + std::to_string(missing.length) + "|";
  }
  void closed(Stream& stream) override { infos.push_back(stream.info); }

  std::map<std::pair<std::uint32_t, Side>, std::string> heard;
  std::string story;  // who said what, in order
  std::vector<StreamInfo> infos;
  std::vector<packet::Packet> packets;
};

Ears hear(const std::vector<Frame>& frames, bool finish = true, std::int64_t step_ns = 1'000'000) {
  Ears ears;
  Table table(ears);
  std::uint32_t number = 0;
  for (const Frame& frame : frames) {
    packet::Packet packet;
    packet.number = ++number;
    packet::RawPacket raw = tests::raw_packet(frame);
    raw.time_ns += number * step_ns;
    packet::decode(raw, packet);
    table.take(packet);
    ears.packets.push_back(packet);
  }
  if (finish) table.finish();
  return ears;
}

tests::Talk hello() {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.server("220 hi\n");
  talk.client("one ");
  talk.client("two ");
  talk.client("three");
  talk.close();
  return talk;
}

TEST(Stream, in_order_bytes_are_delivered_and_the_stream_is_complete) {
  const Ears ears = hear(hello().frames);
  EXPECT_EQ(ears.story, "S:220 hi\n|C:one |C:two |C:three|");
  ASSERT_EQ(ears.infos.size(), 1u);
  const StreamInfo& info = ears.infos[0];
  EXPECT_TRUE(info.complete);
  EXPECT_EQ(info.state, StreamState::closed);
  EXPECT_EQ(info.established_packet, 2u);
  EXPECT_EQ(info.bytes_client, 13u);
  EXPECT_EQ(info.bytes_server, 7u);
  EXPECT_EQ(packet::text(info.client), "127.0.1.10:40000");
  EXPECT_TRUE(ears.packets[5].from_client);
  EXPECT_EQ(ears.packets[5].position, 4u);
  EXPECT_EQ(ears.packets[5].acknowledged, 7u);
}

TEST(Stream, every_order_of_its_packets_reads_the_same) {
  const tests::Talk talk = hello();
  std::vector<std::size_t> order(7);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::vector<Frame> frames;
    for (const std::size_t i : order) frames.push_back(talk.frames[i]);
    for (std::size_t i = order.size(); i < talk.frames.size(); ++i) frames.push_back(talk.frames[i]);
    const Ears ears = hear(frames);
    ASSERT_EQ(ears.heard.at({0, Side::client}), "one two three");
    ASSERT_EQ(ears.heard.at({0, Side::server}), "220 hi\n");
    ASSERT_EQ(ears.infos.size(), 1u);
    ASSERT_EQ(ears.infos[0].gaps, 0u);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Stream, an_answer_captured_before_its_question_is_told_after_it) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("question");
  talk.server("answer");
  std::swap(talk.frames[3], talk.frames[4]);
  EXPECT_EQ(hear(talk.frames).story, "C:question|S:answer|");
}

// Two taps, whose clocks or buffers differ by some milliseconds.
TEST(Stream, a_side_that_reaches_the_capture_later_as_a_whole_is_told_in_its_turn) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.server("220 hi|");
  talk.client("EHLO x|");
  talk.server("250 STARTTLS|");
  talk.client("QUIT|");
  talk.server("221 bye|");
  std::vector<Frame> frames, client;
  const Ears whole = hear(talk.frames);
  for (std::size_t i = 0; i < talk.frames.size(); ++i) (whole.packets[i].from_client ? client : frames).push_back(talk.frames[i]);
  const Ears one_sided = hear(frames, false, 400'000'000);
  EXPECT_EQ(one_sided.story, "S:220 hi||S:250 STARTTLS||S:221 bye||") << "who is never heard is not waited for";
  EXPECT_EQ(hear(frames).story, one_sided.story + "C-12|") << "nor at the end";
  const std::vector<Frame> server = frames;
  EXPECT_EQ(hear(client, false, 400'000'000).story, "C:EHLO x||C:QUIT||");
  frames.insert(frames.end(), client.begin(), client.end());
  EXPECT_EQ(hear(frames).story, whole.story);
  frames = client;
  frames.insert(frames.end(), server.begin(), server.end());
  EXPECT_EQ(hear(frames).story, whole.story);
  EXPECT_EQ(whole.story, "S:220 hi||C:EHLO x||S:250 STARTTLS||C:QUIT||S:221 bye||");
}

TEST(Stream, a_retransmission_is_marked_and_told_once) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("abc");
  talk.segment(Side::client, 0, "abc");
  talk.client("def");
  const Ears ears = hear(talk.frames);
  EXPECT_EQ(ears.heard.at({0, Side::client}), "abcdef");
  EXPECT_FALSE(ears.packets[3].retransmission);
  EXPECT_TRUE(ears.packets[4].retransmission);
}

TEST(Stream, on_overlap_the_first_copy_wins) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.segment(Side::client, 4, "EFGH");
  talk.segment(Side::client, 2, "cdefghij");
  talk.segment(Side::client, 0, "abXX");
  EXPECT_EQ(hear(talk.frames).heard.at({0, Side::client}), "abcdEFGHij");
}

TEST(Stream, a_keep_alive_is_no_data) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("abc");
  talk.segment(Side::client, 2, std::string_view("\0", 1));
  talk.client("def");
  EXPECT_EQ(hear(talk.frames).heard.at({0, Side::client}), "abcdef");
}

TEST(Stream, what_is_lost_becomes_a_gap_at_the_end) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("abc");
  talk.client("LOST");
  talk.client("def");
  talk.close();
  talk.frames.erase(talk.frames.begin() + 4);
  const Ears ears = hear(talk.frames);
  EXPECT_EQ(ears.story, "C:abc|C-4|C:def|");
  EXPECT_EQ(ears.infos[0].gaps, 1u);
  EXPECT_FALSE(ears.infos[0].complete);
}

TEST(Stream, what_the_capture_missed_is_given_up_after_three_seconds) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("LOST");
  talk.client("def");
  talk.server("ok");
  talk.server("ok");
  talk.frames.erase(talk.frames.begin() + 3);
  EXPECT_EQ(hear(talk.frames, false, 1'000'000).story, "");
  EXPECT_EQ(hear(talk.frames, false, 4'000'000'000).story, "C-4|C:def|S:ok|S:ok|");
}

// Whether the missing piece is given up in time or at the end, the answer to it stands before what was said in reply.
TEST(Stream, behind_a_gap_answers_still_come_before_what_waited_for_them) {
  for (const Side lost : {Side::client, Side::server}) {
    tests::Talk talk(alice, mail);
    talk.open();
    for (const char* word : {"one", "two", "three"}) {
      talk.client(word);
      talk.server(std::string(word) + "?");
    }
    talk.frames.erase(talk.frames.begin() + (lost == Side::client ? 5 : 6));  // "two", or what was said to it
    const std::string story =
        lost == Side::client ? "C:one|S:one?|C-3|S:two?|C:three|S:three?|" : "C:one|S:one?|C:two|S-4|C:three|S:three?|";
    EXPECT_EQ(hear(talk.frames).story, story);
    talk.client("later");
    EXPECT_EQ(hear(talk.frames, false, 4'000'000'000).story.substr(0, story.size()), story);
  }
}

TEST(Stream, of_two_lost_words_in_a_row_each_stands_before_what_was_said_in_reply) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.server("hello");
  talk.client("one");
  talk.server("one?");
  talk.client("two");
  talk.server("two?");
  talk.frames.erase(talk.frames.begin() + 3);
  talk.frames.erase(talk.frames.begin() + 4);
  const Ears ears = hear(talk.frames);
  EXPECT_EQ(ears.story, "S-5|C:one|S-4|C:two|S:two?|");
  EXPECT_EQ(ears.infos[0].gaps, 1u);
}

TEST(Stream, what_is_held_is_bounded) {
  tests::Talk talk(alice, mail);
  talk.open();
  const std::string chunk(60'000, 'x');
  talk.segment(Side::client, 1, chunk);
  for (std::uint32_t i = 1; i < 80; ++i) talk.segment(Side::client, 1 + i * 60'000, chunk);
  const Ears ears = hear(talk.frames, false);
  EXPECT_EQ(ears.story.substr(0, 4), "C-1|");
  EXPECT_EQ(ears.heard.at({0, Side::client}).size(), 80u * 60'000u);
}

TEST(Stream, sequence_numbers_wrap) {
  tests::Talk talk(alice, mail, 0xfffffff0u, 0xffffffffu);
  talk.open();
  for (int i = 0; i < 10; ++i) {
    talk.client("0123456789");
    talk.server("abc");
  }
  std::swap(talk.frames[5], talk.frames[7]);
  talk.close();
  const Ears ears = hear(talk.frames);
  EXPECT_EQ(ears.heard.at({0, Side::client}).size(), 100u);
  EXPECT_EQ(ears.heard.at({0, Side::server}).size(), 30u);
  EXPECT_TRUE(ears.infos[0].complete);
}

TEST(Stream, a_capture_that_begins_in_the_middle_guesses_the_client_by_port) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.server("250 ok\r\n");
  talk.client("QUIT\r\n");
  talk.frames.erase(talk.frames.begin(), talk.frames.begin() + 3);
  const Ears ears = hear(talk.frames);
  EXPECT_EQ(ears.story, "S:250 ok\r\n|C:QUIT\r\n|");
  EXPECT_EQ(packet::text(ears.infos[0].server), "127.0.1.25:25");
  EXPECT_FALSE(ears.infos[0].complete);
}

TEST(Stream, a_packet_cut_by_the_capture_leaves_a_gap) {
  tests::Talk talk(alice, mail);
  talk.open();
  talk.client("abcdef");
  talk.client("ghi");
  talk.frames[3].resize(talk.frames[3].size() - 2);
  EXPECT_EQ(hear(talk.frames).story, "C:abcd|C-2|C:ghi|");
}

TEST(Table, a_new_connection_on_the_same_ports_is_a_new_stream) {
  tests::Talk first = hello(), second(alice, mail, 500'000, 700'000);
  second.open();
  second.client("again");
  first.frames.insert(first.frames.end(), second.frames.begin(), second.frames.end());
  const Ears ears = hear(first.frames);
  ASSERT_EQ(ears.infos.size(), 2u);
  EXPECT_EQ(ears.heard.at({1, Side::client}), "again");
}

TEST(Table, ports_are_used_again_though_only_the_other_side_was_heard_before) {
  tests::Talk first = hello(), second(alice, mail, 500'000, 700'000), same = hello();
  second.open();
  std::vector<Frame> frames;
  frames.push_back(first.frames[3]);
  frames.insert(frames.end(), second.frames.begin(), second.frames.end());
  EXPECT_EQ(hear(frames).infos.size(), 2u);
  frames = {same.frames[3], same.frames[0], same.frames[2]};  // but a SYN that is late opens nothing
  EXPECT_EQ(hear(frames).infos.size(), 1u);
}

TEST(Table, a_repeated_syn_is_the_same_stream) {
  tests::Talk talk = hello();
  talk.frames.insert(talk.frames.begin(), talk.frames.front());
  EXPECT_EQ(hear(talk.frames).infos.size(), 1u);
}

TEST(Table, of_many_streams_those_are_forgotten_that_ended_two_minutes_ago) {
  std::vector<Frame> frames;
  for (std::uint16_t port = 1; port <= 5000; ++port) {
    tests::Talk talk(endpoint(10, 0, 0, 1, static_cast<std::uint16_t>(10'000 + port)), mail);
    talk.open();
    talk.client(std::to_string(port));
    talk.close();
    frames.insert(frames.end(), talk.frames.begin(), talk.frames.end());
  }
  const Ears ears = hear(frames, false, 1'000'000'000);
  EXPECT_GT(ears.infos.size(), 4900u - Table::few_closed);
  for (const StreamInfo& info : ears.infos) EXPECT_EQ(ears.heard.at({info.number, Side::client}), std::to_string(info.number + 1));
}

TEST(Table, a_packet_that_is_late_by_minutes_belongs_to_its_stream) {
  tests::Talk talk = hello();
  talk.reset();  // its sequence may be no party's
  talk.client("later");
  const Ears ears = hear(talk.frames, true, 200'000'000'000);
  ASSERT_EQ(ears.infos.size(), 1u);
  EXPECT_TRUE(ears.heard.at({0, Side::client}).ends_with("later"));
}

}  // namespace
}  // namespace cleartext::stream
