// SMTP with faults: what the client hears, and what the server did.
#include "tests/servers/faults/faulty.h"

namespace cleartext::faults {
namespace {

const std::string envelope = "MAIL FROM:<a@b.c>\r\nRCPT TO:<bob@hamburger.edu>\r\n";
const std::string letter = "Subject: x\r\n\r\n..\r\nRCPT in the letter\r\n.\r\n";

INSTANTIATE_TEST_SUITE_P(Fed, MailTest, testing::Values(Feed::whole, Feed::byte_by_byte));

TEST_P(MailTest, without_orders_nothing_changes) {
  auto faulty = line();
  EXPECT_EQ(faulty.connect(), "220 mail.hamburger.edu ready\r\n");
  EXPECT_TRUE(
      faulty.say("HELO laptop\r\n" + envelope + "DATA\r\n").ends_with("354 Send the letter, end with a dot on a line by itself\r\n"));
  EXPECT_TRUE(faulty.say(letter).starts_with("250 Message accepted"));
  ASSERT_EQ(desk.taken.size(), 1U);
  EXPECT_EQ(desk.taken[0].letter, "Subject: x\r\n\r\n.\r\nRCPT in the letter\r\n");
  EXPECT_EQ(faulty.say("QUIT\r\n"), "221 mail.hamburger.edu closing connection\r\n");
}

TEST_P(MailTest, a_refusal_keeps_the_command_from_the_server) {
  orders.add(fault("reply smtp RCPT \"550 No\\nsuch user\""));
  auto faulty = open_line();
  EXPECT_EQ(faulty.say(envelope), "250 Sender ok\r\n550-No\r\n550 such user\r\n");
  EXPECT_TRUE(faulty.say("DATA\r\n").starts_with("503"));
}

TEST_P(MailTest, other_kind_words_change_the_words_alone) {
  orders.add(fault("reply smtp RCPT \"250 With pleasure\""));
  auto faulty = open_line();
  EXPECT_EQ(faulty.say(envelope), "250 Sender ok\r\n250 With pleasure\r\n");
  EXPECT_TRUE(faulty.say("DATA\r\n").starts_with("354"));
  EXPECT_TRUE(faulty.say(letter).starts_with("250"));
  EXPECT_EQ(desk.taken.size(), 1U);
}

TEST_P(MailTest, a_letter_refused_at_its_dot_is_not_taken) {
  orders.add(fault("reply smtp dot \"452 4.3.1 Disk full\""));
  auto faulty = open_line();
  EXPECT_TRUE(faulty.say(envelope + "DATA\r\n").ends_with("itself\r\n"));
  EXPECT_EQ(faulty.say(letter), "452 4.3.1 Disk full\r\n");
  EXPECT_TRUE(desk.taken.empty());
  EXPECT_EQ(faulty.say("NOOP\r\n"), "250 Still here\r\n");
}

TEST_P(MailTest, a_code_is_replaced_wherever_it_comes) {
  orders.add(fault("reply smtp 250 \"250 Yes\""));
  auto faulty = open_line();
  EXPECT_EQ(faulty.say(envelope + "HELP\r\nNOOP\r\n").substr(0, 18), "250 Yes\r\n250 Yes\r\n");
}

TEST_P(MailTest, a_letter_that_was_not_asked_for_after_all_does_not_swallow_commands) {
  orders.add(fault("reply smtp 354 \"451 Not now\""));
  auto faulty = open_line();
  EXPECT_TRUE(faulty.say(envelope + "DATA\r\n").ends_with("451 Not now\r\n"));
  EXPECT_EQ(faulty.say("NOOP\r\n"), "250 Still here\r\n");
  EXPECT_TRUE(desk.taken.empty());
}

TEST_P(MailTest, after_421_the_server_closes) {
  orders.add(fault("reply smtp greeting \"421 Too busy\""));
  auto faulty = line();
  EXPECT_EQ(faulty.connect(), "421 Too busy\r\n");
  EXPECT_TRUE(faulty.closed);
}

TEST_P(MailTest, the_connection_breaks_after_a_reply_or_instead_of_it) {
  orders.add(fault("cut smtp after MAIL"));
  auto after = open_line();
  EXPECT_EQ(after.say(envelope), "250 Sender ok\r\n");
  EXPECT_TRUE(after.reset);
  orders.clear();
  orders.add(fault("cut smtp at dot"));
  auto instead = open_line();
  EXPECT_TRUE(instead.say(envelope + "DATA\r\n").ends_with("itself\r\n"));
  EXPECT_EQ(instead.say(letter), "");
  EXPECT_TRUE(instead.reset);
  EXPECT_EQ(desk.taken.size(), 1U);  // taken, but the client cannot know
}

TEST_P(MailTest, the_connection_breaks_at_the_very_byte) {
  orders.add(fault("cut smtp after 50 bytes with FIN"));
  auto faulty = line();
  const auto greeting = faulty.connect();  // 30 bytes
  EXPECT_EQ(faulty.say("HELO laptop\r\n"), std::string("250 Hello laptop, pleased to meet you\r\n").substr(0, 50 - greeting.size() - 13));
  EXPECT_TRUE(faulty.closed);
}

TEST_P(MailTest, a_reply_waits_and_another_does_not) {
  orders.add(fault("delay smtp RCPT 2s"));
  auto faulty = open_line();
  EXPECT_EQ(faulty.say(envelope), "250 Sender ok\r\n250 Recipient ok\r\n");
  EXPECT_EQ(faulty.waited, wire::Milliseconds(2000));
  orders.add(fault("delay smtp 10ms"));
  faulty.say("NOOP\r\nNOOP\r\n");
  EXPECT_EQ(faulty.waited, wire::Milliseconds(2020));
}

TEST_P(MailTest, another_machine_another_service_and_what_was_withdrawn_do_not_count) {
  orders.add(fault("reply smtp@mail.crepes.fr MAIL \"451 x\""));
  orders.add(fault("reply submission MAIL \"451 x\""));
  orders.add(fault("reply smtp MAIL \"451 x\""));
  EXPECT_TRUE(orders.remove(orders.all().back().id));
  auto faulty = open_line();
  EXPECT_EQ(faulty.say("MAIL FROM:<a@b.c>\r\n"), "250 Sender ok\r\n");
}

TEST_P(MailTest, an_order_reaches_a_conversation_that_is_open_already) {
  auto faulty = open_line();
  faulty.say(envelope + "DATA\r\nSubject: x\r\n");
  orders.add(fault("reply smtp dot \"452 Full\""));
  orders.add(fault("reply smtp NOOP \"451 No\""));
  EXPECT_EQ(faulty.say("\r\nNOOP\r\n.\r\nNOOP\r\n"), "452 Full\r\n451 No\r\n");
  EXPECT_TRUE(desk.taken.empty());
}

TEST_P(MailTest, a_log_in_that_takes_several_lines_is_not_taken_for_commands) {
  orders.add(fault("reply smtp NOOP \"451 No\""));
  auto faulty = line();
  faulty.connect();
  faulty.say("EHLO laptop\r\n");
  EXPECT_TRUE(faulty.say("AUTH LOGIN\r\n").starts_with("334 "));
  EXPECT_TRUE(faulty.say("NOOP\r\n").starts_with("334 "));  // base64 of three odd bytes: a name
  EXPECT_TRUE(faulty.say("*\r\n").starts_with("501 "));
}

}  // namespace
}  // namespace cleartext::faults
