// Agents against written servers: what they say to which reply, whole and byte by byte.
#include <gtest/gtest.h>

#include "servers/actors/ftp_agent.h"
#include "servers/actors/pop3_agent.h"
#include "servers/actors/smtp_agent.h"

namespace cleartext::actors {
namespace {

enum class Cut { whole, bytes };

// Feeds one server turn and returns everything the agent wants to say to it.
std::string feed(wire::Conversation& agent, std::string_view turn, Cut cut) {
  std::string said;
  const auto take = [&](wire::Output output) {
    for (const wire::Output* each = &output; each != nullptr; each = each->then.get()) said += each->bytes;
  };
  if (cut == Cut::whole) {
    take(agent.receive(turn));
  } else {
    for (const char& byte : turn) take(agent.receive({&byte, 1}));
  }
  return said;
}

class EachCut : public ::testing::TestWithParam<Cut> {};
INSTANTIATE_TEST_SUITE_P(Cuts, EachCut, ::testing::Values(Cut::whole, Cut::bytes));

TEST_P(EachCut, smtp_agent_hands_over_a_letter) {
  SmtpAgent agent({"laptop", {"alice@crepes.fr", {"bob@hamburger.edu"}}, "Subject: x\r\n\r\n.dot\r\n"});
  EXPECT_EQ(feed(agent, "220 ready\r\n", GetParam()), "HELO laptop\r\n");
  EXPECT_EQ(feed(agent, "250-hello\r\n250 there\r\n", GetParam()), "MAIL FROM:<alice@crepes.fr>\r\n");
  EXPECT_EQ(feed(agent, "250 ok\r\n", GetParam()), "RCPT TO:<bob@hamburger.edu>\r\n");
  EXPECT_EQ(feed(agent, "250 ok\r\n", GetParam()), "DATA\r\n");
  EXPECT_EQ(feed(agent, "354 go on\r\n", GetParam()), "Subject: x\r\n\r\n..dot\r\n.\r\n");
  EXPECT_FALSE(agent.taken());
  EXPECT_EQ(feed(agent, "250 queued\r\n", GetParam()), "QUIT\r\n");
  EXPECT_TRUE(agent.taken());
}

TEST_P(EachCut, smtp_agent_goes_when_nobody_is_accepted) {
  SmtpAgent agent({"laptop", {"alice@crepes.fr", {"carol@hamburger.edu"}}, "x\r\n"});
  feed(agent, "220 ready\r\n", GetParam());
  feed(agent, "250 hello\r\n", GetParam());
  feed(agent, "250 ok\r\n", GetParam());
  EXPECT_EQ(feed(agent, "550 no such user\r\n", GetParam()), "QUIT\r\n");
  ASSERT_EQ(agent.refused().size(), 1U);
  EXPECT_EQ(agent.refused()[0].reply.line(), "550 no such user");
  EXPECT_FALSE(agent.taken());
}

TEST_P(EachCut, pop3_agent_fetches_and_removes_each_letter) {
  Pop3Agent agent(Pop3Errand{{"bob", "hungry"}});
  EXPECT_EQ(feed(agent, "+OK ready\r\n", GetParam()), "USER bob\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\n", GetParam()), "PASS hungry\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\n", GetParam()), "LIST\r\n");
  EXPECT_EQ(feed(agent, "+OK 2\r\n1 10\r\n2 20\r\n.\r\n", GetParam()), "RETR 1\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\na\r\n..b\r\n.\r\n", GetParam()), "DELE 1\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\n", GetParam()), "RETR 2\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\nc\r\n.\r\n", GetParam()), "DELE 2\r\n");
  EXPECT_EQ(feed(agent, "+OK\r\n", GetParam()), "QUIT\r\n");
  EXPECT_FALSE(agent.finished());
  feed(agent, "+OK bye\r\n", GetParam());
  EXPECT_TRUE(agent.finished());
  EXPECT_EQ(agent.mails(), (std::vector<std::string>{"a\r\n.b\r\n", "c\r\n"}));
}

TEST_P(EachCut, pop3_agent_tells_why_it_was_not_let_in) {
  Pop3Agent agent(Pop3Errand{{"bob", "wrong"}});
  feed(agent, "+OK ready\r\n", GetParam());
  feed(agent, "+OK\r\n", GetParam());
  EXPECT_EQ(feed(agent, "-ERR no\r\n", GetParam()), "QUIT\r\n");
  EXPECT_EQ(agent.refusal(), "-ERR no");
}

TEST_P(EachCut, ftp_agent_gets_a_file_in_passive_mode) {
  FtpAgent agent({FtpErrand::What::get, "bob", "hungry", "a.txt", {}});
  EXPECT_EQ(feed(agent, "220 ready\r\n", GetParam()), "USER bob\r\n");
  EXPECT_EQ(feed(agent, "331 password\r\n", GetParam()), "PASS hungry\r\n");
  EXPECT_EQ(feed(agent, "230 in\r\n", GetParam()), "TYPE I\r\n");
  EXPECT_EQ(feed(agent, "200 ok\r\n", GetParam()), "PASV\r\n");
  EXPECT_EQ(feed(agent, "227 Entering Passive Mode (127,0,2,21,195,80)\r\n", GetParam()), "");
  EXPECT_EQ(agent.data_connected().bytes, "RETR a.txt\r\n");
  feed(agent, "150 here it comes\r\n", GetParam());
  agent.data_received("hello");
  EXPECT_EQ(agent.data_finished().bytes, "");
  EXPECT_EQ(feed(agent, "226 done\r\n", GetParam()), "QUIT\r\n");
  EXPECT_TRUE(agent.done());
  EXPECT_EQ(agent.content(), "hello");
}

TEST(FtpAgent, a_transfer_announced_and_ended_in_one_piece_is_whole) {
  FtpAgent agent({FtpErrand::What::get, "bob", "hungry", "a.txt", {}});
  for (const auto* turn : {"220 a\r\n", "331 b\r\n", "230 c\r\n", "200 d\r\n", "227 (127,0,2,21,195,80)\r\n"})
    feed(agent, turn, Cut::whole);
  agent.data_connected();
  const auto output = agent.receive("150 here\r\n226 done\r\n");
  ASSERT_EQ(output.effects.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<wire::ReceiveData>(output.effects[0]));
  EXPECT_EQ(agent.data_finished().bytes, "QUIT\r\n");
  EXPECT_TRUE(agent.done());
}

TEST(FtpAgent, a_password_refused_ends_it) {
  FtpAgent agent({FtpErrand::What::get, "bob", "no", "a.txt", {}});
  feed(agent, "220 ready\r\n", Cut::whole);
  feed(agent, "331 password\r\n", Cut::whole);
  EXPECT_EQ(feed(agent, "530 no\r\n", Cut::whole), "QUIT\r\n");
  EXPECT_FALSE(agent.logged_in());
}

TEST(ParsePassive, reads_six_numbers_and_nothing_else) {
  const auto endpoint = parse_passive("Entering Passive Mode (127,0,2,21,195,80)");
  ASSERT_TRUE(endpoint);
  EXPECT_EQ(endpoint->address, 0x7f000215U);
  EXPECT_EQ(endpoint->port, 195 * 256 + 80);
  for (const auto* wrong : {"", "(", "(1,2,3,4,5)", "(1,2,3,4,5,256)", "(1,2,3,4,5,6", "(a,2,3,4,5,6)"}) {
    EXPECT_FALSE(parse_passive(wrong)) << wrong;
  }
}

TEST(StuffDots, every_line_that_begins_with_a_dot_gets_a_second) {
  EXPECT_EQ(stuff_dots("a\r\n.b\r\n..c\r\n"), "a\r\n..b\r\n...c\r\n");
  EXPECT_EQ(stuff_dots("no end"), "no end\r\n");
}

}  // namespace
}  // namespace cleartext::actors
