// Scripts said to this house's servers, and lines that a person types.
#include "servers/actors/raw_agent.h"

#include <algorithm>
#include <optional>

#include "servers/actors/typed_line.h"
#include "tests/servers/actors/duet.h"
#include "tests/servers/imap/room.h"
#include "tests/servers/pop3/room.h"
#include "tests/servers/smtp/desk.h"

namespace cleartext::actors {
namespace {

using Lines = std::vector<std::string>;
using wire::Service;

struct RawAgentTest : testing::TestWithParam<Cut> {
  wire::Transcript play(wire::Conversation& session, Service service, Lines lines) {
    agent.emplace(RawErrand{service, std::move(lines)});
    Duet duet(*agent, session, GetParam());
    const auto played = duet.play();
    verbs = duet.verbs();
    return played;
  }
  std::optional<RawAgent> agent;
  Lines verbs;
};

INSTANTIATE_TEST_SUITE_P(Cuts, RawAgentTest, testing::Values(Cut::lines, Cut::bytes),
                         [](const auto& cut) { return cut.param == Cut::lines ? "whole" : "byte_by_byte"; });

TEST_P(RawAgentTest, a_script_says_what_no_honest_program_would) {
  smtp::WritingDesk desk;
  const auto session = smtp::make_session(smtp::small_server(), desk);
  EXPECT_EQ(wire::print(play(*session, Service::smtp,
                             {"MAIL FROM:<x@y.z>", "HELO eve", "MAIL FROM:<dean@hamburger.edu>", "RCPT TO:<bob@hamburger.edu>", "DATA",
                              "From: The Dean <dean@hamburger.edu>", "", "Send me your password.", ".", "QUIT"})),
            golden("raw_smtp"));
  EXPECT_EQ(desk.taken.at(0).envelope.from, "dean@hamburger.edu");
  EXPECT_EQ(verbs, (Lines{"MAIL", "HELO", "MAIL", "RCPT", "DATA", "letter", "dot", "QUIT"}));
  EXPECT_TRUE(agent->finished());
  EXPECT_TRUE(agent->turns().at(1).heard.at(0).starts_with("503 "));
}

TEST_P(RawAgentTest, lists_and_letters_are_waited_for_to_their_end) {
  pop3::OneMailbox room;
  const auto session = pop3::make_session({"mail.hamburger.edu"}, room);
  play(*session, Service::pop3, {"USER bob", "PASS hungry", "LIST", "LIST 1", "RETR 1", "DELE 9", "QUIT"});
  ASSERT_EQ(agent->turns().size(), 8u);
  EXPECT_EQ(agent->turns()[3].heard.size(), 5u);
  EXPECT_EQ(agent->turns()[4].heard.size(), 1u);
  EXPECT_EQ(agent->turns()[5].heard.back(), ".");
  EXPECT_TRUE(agent->turns()[6].heard.at(0).starts_with("-ERR"));
}

TEST_P(RawAgentTest, a_tag_ends_imap_s_turn) {
  imap::BobsRoom room;
  const auto session = imap::make_session({"mail.hamburger.edu"}, room);
  play(*session, Service::imap, {"1 LOGIN bob hungry", "2 SELECT INBOX", "2 NOOP", "3 LOGOUT"});
  EXPECT_TRUE(agent->turns().at(2).heard.back().starts_with("2 OK"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(RawAgentTest, a_script_that_asks_for_tls_goes_on_inside) {
  smtp::WritingDesk desk;
  const auto session = smtp::make_session(smtp::small_server(), desk);
  const auto played = play(*session, Service::smtp, {"EHLO eve", "STARTTLS", "EHLO eve", "QUIT"});
  EXPECT_NE(std::ranges::find(played, wire::Turn{wire::Side::client, "(TLS from here on)"}), played.end());
  EXPECT_TRUE(agent->finished());
}

TEST(RawAgent, where_nobody_greets_all_is_said_at_once) {
  RawAgent agent({Service::http, {"GET / HTTP/1.0", ""}});
  EXPECT_EQ(agent.greet().bytes, "GET / HTTP/1.0\r\n\r\n");
}

TEST(RawAgent, where_pasv_points_there_it_goes) {
  RawAgent agent({Service::ftp, {"PASV", "LIST", "QUIT"}});
  EXPECT_EQ(agent.receive("220 hi\r\n").bytes, "PASV\r\n");
  const auto output = agent.receive("227 Entering Passive Mode (127,0,2,21,195,80)\r\n");
  EXPECT_TRUE(std::holds_alternative<wire::ConnectData>(output.effects.at(0)));
  EXPECT_EQ(agent.data_connected().bytes, "LIST\r\n");
  EXPECT_TRUE(std::holds_alternative<wire::ReceiveData>(agent.receive("150 here\r\n").effects.at(0)));
  agent.data_received("a\r\n");
  EXPECT_EQ(agent.receive("226 done\r\n").bytes, "QUIT\r\n");
  EXPECT_EQ(agent.content(), "a\r\n");
}

TEST(RawAgent, where_a_file_is_taken_the_errand_s_text_goes_out) {
  RawAgent agent({Service::ftp, {"PASV", "STOR a.txt", "QUIT"}, "crepes"});
  agent.receive("220 hi\r\n");
  agent.receive("227 Entering Passive Mode (127,0,2,21,195,80)\r\n");
  EXPECT_EQ(agent.data_connected().bytes, "STOR a.txt\r\n");
  const auto output = agent.receive("150 go on\r\n");
  const auto* sent = std::get_if<wire::SendData>(&output.effects.at(0));
  ASSERT_NE(sent, nullptr);
  std::string room(20, ' ');
  EXPECT_EQ(sent->source->read(room), 6);
  EXPECT_EQ(room.substr(0, 6), "crepes");
  EXPECT_EQ(agent.receive("226 done\r\n").bytes, "QUIT\r\n");
}

TEST(TypedLine, what_is_typed_goes_out_line_by_line_and_early_words_wait) {
  std::string heard;
  TypedLine line([&heard](std::string_view bytes) { heard += bytes; }, wire::Service::smtp);
  int rung = 0;
  line.type("HELO me");
  line.wake_with([&rung] { ++rung; });
  EXPECT_EQ(rung, 1);
  line.type("QUIT");
  auto output = line.woken();
  EXPECT_EQ(output.bytes, "HELO me\r\n");
  EXPECT_EQ(output.verb, "HELO");
  EXPECT_EQ(line.woken().bytes, "QUIT\r\n");
  EXPECT_EQ(line.woken().bytes, "");
  line.receive("221 bye\r\n");
  EXPECT_EQ(heard, "221 bye\r\n");
  line.hang_up();
  EXPECT_TRUE(std::holds_alternative<wire::Close>(line.woken().effects.at(0)));
}

TEST(TypedLine, a_yes_to_starttls_begins_it_and_a_no_does_not) {
  TypedLine line([](std::string_view) {}, wire::Service::smtp);
  line.receive("220 ready\r\n");
  line.type("STARTTLS");
  line.woken();
  EXPECT_TRUE(line.receive("454 not now\r\n").effects.empty());
  line.type("STARTTLS");
  line.woken();
  const auto output = line.receive("220 go ahead\r\n");
  ASSERT_EQ(output.effects.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<wire::StartTls>(output.effects[0]));
}

}  // namespace
}  // namespace cleartext::actors
