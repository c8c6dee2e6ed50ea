// The SMTP agent against this house's server: log-ins, TLS, extensions, each as a golden transcript.
#include "servers/actors/smtp_agent.h"

#include "tests/servers/actors/duet.h"
#include "tests/servers/smtp/desk.h"

namespace cleartext::actors {
namespace {

using How = LogIn::How;

Delivery delivery(How how = How::nothing, Tls tls = Tls::off) {
  Delivery made{
      "laptop.hamburger.edu", {"bob@hamburger.edu", {"alice@crepes.fr", "carol@crepes.fr"}}, "Subject: yes\r\n\r\nPickles.\r\n.\r\n"};
  made.log_in = {"bob", "hungry", how};
  made.tls = tls;
  return made;
}

struct SmtpAgentTest : testing::TestWithParam<Cut> {
  wire::Transcript play(Delivery wanted) {
    agent.emplace(std::move(wanted));
    const auto session = smtp::make_session(settings, desk);
    Duet duet(*agent, *session, GetParam());
    auto played = duet.play();
    verbs = duet.verbs();
    return played;
  }
  smtp::WritingDesk desk;
  smtp::SessionSettings settings = smtp::small_server();
  std::optional<SmtpAgent> agent;
  std::vector<std::string> verbs;
};

INSTANTIATE_TEST_SUITE_P(Cuts, SmtpAgentTest, testing::Values(Cut::lines, Cut::bytes),
                         [](const auto& cut) { return cut.param == Cut::lines ? "whole" : "byte_by_byte"; });

TEST_P(SmtpAgentTest, without_a_log_in_it_speaks_as_in_1982) {
  EXPECT_EQ(wire::print(play(delivery())), golden("smtp_as_in_1982"));
  EXPECT_TRUE(agent->taken());
  EXPECT_EQ(desk.taken.at(0).letter, "Subject: yes\r\n\r\nPickles.\r\n.\r\n");
  EXPECT_EQ(verbs, (std::vector<std::string>{"HELO", "MAIL", "RCPT", "RCPT", "DATA", "letter", "dot", "QUIT"}));
}

TEST_P(SmtpAgentTest, each_mechanism_logs_in) {
  EXPECT_EQ(wire::print(play(delivery(How::plain))), golden("smtp_auth_plain"));
  EXPECT_EQ(wire::print(play(delivery(How::login))), golden("smtp_auth_login"));
  EXPECT_EQ(wire::print(play(delivery(How::cram_md5))), golden("smtp_auth_cram_md5"));
  ASSERT_EQ(desk.taken.size(), 3u);
  for (const auto& taken : desk.taken) EXPECT_EQ(taken.arrival.login, "bob");
}

TEST_P(SmtpAgentTest, a_wrong_password_ends_it) {
  auto wanted = delivery(How::plain);
  wanted.log_in.password = "full";
  play(std::move(wanted));
  EXPECT_FALSE(agent->taken());
  EXPECT_EQ(agent->last_reply().code, 535);
  EXPECT_EQ(verbs, (std::vector<std::string>{"EHLO", "AUTH", "QUIT"}));
}

TEST_P(SmtpAgentTest, a_mechanism_that_is_not_offered_is_not_tried) {
  settings.challenge.clear();
  play(delivery(How::cram_md5));
  EXPECT_EQ(verbs, (std::vector<std::string>{"EHLO", "QUIT"}));
  EXPECT_EQ(agent->why_not(), "The server does not offer AUTH CRAM-MD5.");
}

TEST_P(SmtpAgentTest, inside_tls_it_says_hello_again) {
  EXPECT_EQ(wire::print(play(delivery(How::plain, Tls::required))), golden("smtp_starttls"));
  EXPECT_TRUE(desk.taken.at(0).arrival.secure);
}

TEST_P(SmtpAgentTest, where_tls_is_required_and_missing_it_says_no_more_than_goodbye) {
  settings.tls_possible = false;
  EXPECT_EQ(wire::print(play(delivery(How::plain, Tls::required))), golden("smtp_without_starttls"));
  EXPECT_NE(agent->why_not().find("STARTTLS"), std::string::npos);
  EXPECT_TRUE(desk.taken.empty());
}

TEST_P(SmtpAgentTest, where_tls_is_only_welcome_it_goes_on_without) {
  settings.tls_possible = false;
  play(delivery(How::nothing, Tls::offered));
  EXPECT_EQ(verbs.at(1), "MAIL");
  EXPECT_EQ(desk.taken.size(), 1u);
}

TEST_P(SmtpAgentTest, eight_bits_are_sent_to_who_takes_them) {
  auto wanted = delivery();
  wanted.eight_bit = "Subject: yes\r\n\r\nCrêpes.\r\n";
  wanted.envelope.to = {"zoë@crepes.fr"};
  wanted.envelope.utf8 = true;
  EXPECT_EQ(wire::print(play(wanted)), golden("smtp_eight_bits"));
  EXPECT_EQ(desk.taken.at(0).letter, wanted.eight_bit);
}

// Against a written server: whole turns, and what is said to each.
std::string said(SmtpAgent& agent, std::string_view turn) { return agent.receive(turn).bytes; }

TEST(SmtpAgent, a_server_of_before_1995_is_greeted_as_then) {
  SmtpAgent agent(delivery(How::nothing, Tls::offered));
  EXPECT_EQ(said(agent, "220 hi\r\n"), "EHLO laptop.hamburger.edu\r\n");
  EXPECT_EQ(said(agent, "502 what?\r\n"), "HELO laptop.hamburger.edu\r\n");
  EXPECT_EQ(said(agent, "250 hello\r\n"), "MAIL FROM:<bob@hamburger.edu>\r\n");
}

TEST(SmtpAgent, such_a_server_gets_no_password_where_tls_is_required) {
  SmtpAgent agent(delivery(How::plain, Tls::required));
  said(agent, "220 hi\r\n");
  said(agent, "502 what?\r\n");
  EXPECT_EQ(said(agent, "250 hello\r\n"), "QUIT\r\n");
}

TEST(SmtpAgent, what_needs_eight_bits_is_not_sent_to_who_does_not_take_them) {
  auto letter = delivery();
  letter.letter = "\xff\r\n";
  auto address = delivery();
  address.envelope.to = {"zo\xc3\xab@crepes.fr"};
  address.envelope.utf8 = true;
  for (const auto& wanted : {letter, address}) {
    SmtpAgent agent(wanted);
    said(agent, "220 hi\r\n");
    EXPECT_EQ(said(agent, "250-hello\r\n250 SIZE 100\r\n"), "QUIT\r\n");
    EXPECT_FALSE(agent.why_not().empty());
  }
}

TEST(SmtpAgent, nothing_offered_before_tls_counts_after_it) {
  SmtpAgent agent(delivery(How::plain, Tls::required));
  said(agent, "220 hi\r\n");
  EXPECT_EQ(said(agent, "250-hello\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n"), "STARTTLS\r\n");
  EXPECT_TRUE(std::holds_alternative<wire::StartTls>(agent.receive("220 go\r\n").effects.at(0)));
  EXPECT_EQ(agent.secured().bytes, "EHLO laptop.hamburger.edu\r\n");
  EXPECT_EQ(said(agent, "250 hello\r\n"), "QUIT\r\n");
}

}  // namespace
}  // namespace cleartext::actors
