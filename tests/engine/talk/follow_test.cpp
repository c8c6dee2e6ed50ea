// States of conversations that were captured.
#include "engine/talk/follow.h"

#include <gtest/gtest.h>

namespace cleartext::talk {
namespace {

using dialogue::LineKind;

struct Lines {
  dialogue::LineStore all;
  void add(std::uint32_t stream, wire::Side from, LineKind kind, std::string text, packet::Protocol protocol = packet::Protocol::smtp) {
    dialogue::Line line;
    line.stream = stream;
    line.protocol = protocol;
    line.from = from;
    line.kind = kind;
    line.text = std::move(text);
    all.push_back(std::move(line));
  }
  void server(std::uint32_t stream, std::string text, LineKind kind = LineKind::reply) {
    add(stream, wire::Side::server, kind, std::move(text));
  }
  void client(std::uint32_t stream, std::string text, LineKind kind = LineKind::command) {
    add(stream, wire::Side::client, kind, std::move(text));
  }
};

Lines two_talks() {
  Lines lines;
  lines.server(0, "220 a", LineKind::greeting);
  lines.server(1, "220 b", LineKind::greeting);
  lines.client(0, "HELO me");
  lines.server(0, "250 ok");
  lines.client(1, "HELO you");
  lines.client(0, "MAIL FROM:<a@b>");
  lines.server(0, "250 ok");
  return lines;
}

TEST(Follower, each_conversation_stands_where_its_own_lines_led) {
  const auto lines = two_talks();
  Follower follower;
  EXPECT_EQ(follower.after(lines.all, 6)->state_info()->name, "has sender");
  EXPECT_EQ(follower.after(lines.all, 4)->state_info()->name, "greeted");
  EXPECT_EQ(follower.after(lines.all, 3)->state_info()->name, "ready");  // back in time
}

TEST(Follower, it_goes_on_where_it_was) {
  auto lines = two_talks();
  Follower follower;
  follower.after(lines.all, 6);
  lines.client(0, "RCPT TO:<c@d>");
  lines.server(0, "250 ok");
  EXPECT_EQ(follower.after(lines.all, 8)->state_info()->name, "has envelope");
}

TEST(Follower, words_of_a_letter_are_no_commands) {
  Lines lines;
  lines.server(0, "220 a", LineKind::greeting);
  for (const char* said : {"HELO me", "MAIL FROM:<a@b>", "RCPT TO:<c@d>"}) {
    lines.client(0, said);
    lines.server(0, "250 ok");
  }
  lines.client(0, "DATA");
  lines.server(0, "354 go on");
  lines.client(0, "RSET", LineKind::data);
  Follower follower;
  EXPECT_EQ(follower.after(lines.all, lines.all.size() - 1)->state_info()->name, "takes letter");
}

TEST(Follower, what_has_no_states_or_no_beginning_is_not_guessed) {
  Lines lines;
  lines.add(0, wire::Side::client, LineKind::command, "GET / HTTP/1.1", packet::Protocol::http);
  Follower follower;
  EXPECT_EQ(follower.after(lines.all, 0), nullptr);
  EXPECT_EQ(follower.after(lines.all, 7), nullptr);
  Lines late;
  late.client(1, "MAIL FROM:<a@b>");
  for (std::size_t i = 0; i <= Follower::farthest; ++i) late.client(0, "x", LineKind::data);
  late.server(1, "250 ok");
  EXPECT_EQ(follower.after(late.all, late.all.size() - 1), nullptr);
}

}  // namespace
}  // namespace cleartext::talk
