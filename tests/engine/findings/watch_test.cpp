// What should not have been said, or not like this: each rule with a conversation that breaks it and one that
// does not.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "servers/sasl/exchange.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::analyze;
using tests::endpoint;
using tests::Frame;
using tests::Talk;

const auto alice = endpoint(127, 0, 1, 10, 40000), eve = endpoint(127, 0, 6, 6, 40000), mail = endpoint(127, 0, 1, 25, 25),
           relay = endpoint(127, 0, 2, 25, 25), pop = endpoint(127, 0, 2, 25, 110), ftp = endpoint(127, 0, 2, 21, 21);

struct Said {
  packet::Endpoint client, server;
  std::string_view text;
};

// "rule severity packet" of each, in order.
std::vector<std::string> rules(const std::vector<Said>& talks) {
  std::vector<Frame> frames;
  std::uint16_t port = 40000;
  for (const Said& said : talks) {
    packet::Endpoint client = said.client;
    client.port = port++;
    Talk talk(client, said.server);
    talk.open();
    talk.transcript(wire::parse_transcript(said.text).value());
    talk.close();
    frames.insert(frames.end(), talk.frames.begin(), talk.frames.end());
  }
  std::vector<std::string> out;
  for (const Weakness& weakness : analyze(frames).weaknesses) {
    EXPECT_TRUE(weakness.text.ends_with('.')) << weakness.text;
    out.push_back(weakness.rule + " " + weakness.severity + " " + std::to_string(weakness.packet));
  }
  return out;
}
using Rules = std::vector<std::string>;

TEST(Weaknesses, a_password_in_base64_is_in_the_clear_and_no_secret) {
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH PLAIN AGJvYgBodW5ncnk=\nS: 235 ok\n"}}),
            (Rules{"password-in-clear high 5", "base64-is-no-secret medium 5"}));
}

TEST(Weaknesses, a_guest_is_no_password) {
  EXPECT_EQ(rules({{alice, ftp, "S: 220 x\nC: USER anonymous\nS: 331 go on\nC: PASS me@home\nS: 230 in\n"}}),
            (Rules{"anonymous-guest low 7"}));
  EXPECT_EQ(rules({{alice, ftp, "S: 220 x\nC: USER anonymous\nS: 331 go on\nC: PASS me@home\nS: 530 no guests\n"}}), Rules{});
}

TEST(Weaknesses, a_guest_by_sasl_is_one_too) {
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH ANONYMOUS Ym9i\nS: 235 in\n"}}), (Rules{"anonymous-guest low 5"}));
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH ANONYMOUS Ym9i\nS: 535 no\n"}}), Rules{});
}

TEST(Weaknesses, what_was_crossed_out_of_imaps_abilities_is_seen) {
  const auto imap = endpoint(127, 0, 1, 25, 143);
  EXPECT_EQ(rules({{alice, imap, "S: * OK x\nC: a CAPABILITY\nS: * CAPABILITY IMAP4rev1 XXXXXXXX IDLE\nS: a OK\n"}}),
            (Rules{"starttls-stripped high 6"}));
  EXPECT_EQ(rules({{alice, imap, "S: * OK x\nC: a CAPABILITY\nS: * CAPABILITY IMAP4rev1 XLIST IDLE\nS: a OK\n"}}), Rules{});
}

TEST(Weaknesses, who_agrees_to_encrypt_and_does_not_is_told) {
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: STARTTLS\nS: 220 go\nC: AUTH PLAIN AGJvYgBodW5ncnk=\nS: 235 ok\n"}}),
            (Rules{"starttls-not-used medium 7", "password-in-clear high 7", "base64-is-no-secret medium 7"}));
}

TEST(Weaknesses, what_was_slipped_in_before_encryption_is_not_held_against_the_client) {
  EXPECT_EQ(
      rules({{alice, mail, "S: 220 x\nC: EHLO mail.crepes.fr\nS: 250 STARTTLS\nC: STARTTLS\nC: MAIL FROM:<alice@crepes.fr>\nS: 220 go\n"}}),
      (Rules{"command-before-encryption high 8"}));
}

TEST(Weaknesses, a_wrong_password_said_twice_is_nobody_s) {
  EXPECT_EQ(rules({{alice, pop, "S: +OK\nC: USER bob\nS: +OK\nC: PASS typo\nS: -ERR no\n"},
                   {alice, ftp, "S: 220 x\nC: USER bob\nS: 331 x\nC: PASS typo\nS: 530 no\n"}}),
            (Rules{"password-in-clear high 7", "password-in-clear high 18"}));
}

TEST(Weaknesses, one_password_for_two_protocols_is_told_at_the_second) {
  EXPECT_EQ(rules({{alice, pop, "S: +OK\nC: USER bob\nS: +OK\nC: PASS hungry\nS: +OK\n"},
                   {alice, pop, "S: +OK\nC: USER bob\nS: +OK\nC: PASS hungry\nS: +OK\n"},
                   {alice, ftp, "S: 220 x\nC: USER bob\nS: 331 x\nC: PASS hungry\nS: 230 in\n"}}),
            (Rules{"password-in-clear high 7", "password-in-clear high 18", "password-in-clear high 29", "password-reused medium 29"}));
  // dXNlcj1ib2IBYXV0aD1CZWFyZXIgeHl6AQE= is user=bob^Aauth=Bearer xyz^A^A.
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH XOAUTH2 dXNlcj1ib2IBYXV0aD1CZWFyZXIgeHl6AQE=\nS: 235 ok\n"},
                   {alice, pop, "S: +OK\nC: AUTH XOAUTH2 dXNlcj1ib2IBYXV0aD1CZWFyZXIgeHl6AQE=\nS: +OK\n"}})
                .size(),
            2U);  // a token is made for both
}

constexpr std::string_view offering =
    "S: 220 x\nC: EHLO mail.crepes.fr\nS: 250-x\nS: 250 STARTTLS\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n";
constexpr std::string_view silent =
    "S: 220 x\nC: EHLO mail.crepes.fr\nS: 250-x\nS: 250 SIZE 9\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n";

TEST(Weaknesses, encryption_that_was_offered_and_not_used) {
  EXPECT_EQ(rules({{alice, mail, offering}}), (Rules{"starttls-not-used medium 8"}));
  EXPECT_EQ(rules({{alice, mail, silent}}), Rules{});
  EXPECT_EQ(rules({{alice, mail,
                    "S: 220 x\nC: EHLO mail.crepes.fr\nS: 250-x please use STARTTLS on 587\nS: 250 SIZE 9\nC: MAIL "
                    "FROM:<alice@crepes.fr>\nS: 250 ok\n"}}),
            Rules{});
  EXPECT_EQ(rules({{alice, pop, "S: +OK\nC: CAPA\nS: +OK\nS: USER\nS: STLS\nS: .\nC: USER bob\nS: +OK\nC: PASS x\nS: +OK\n"}}),
            (Rules{"starttls-not-used medium 12", "password-in-clear high 12"}));
  EXPECT_EQ(rules({{alice, ftp, "S: 220 x\nC: FEAT\nS: 211-can\nS:  AUTH TLS\nS: 211 end\nC: USER bob\nS: 331 x\nC: PASS x\nS: 230 in\n"}}),
            (Rules{"starttls-not-used medium 11", "password-in-clear high 11"}));
}

TEST(Weaknesses, an_offer_that_only_some_clients_get_to_see_was_taken_out) {
  EXPECT_EQ(rules({{alice, mail, offering}, {alice, mail, silent}}), (Rules{"starttls-not-used medium 8", "starttls-stripped high 19"}));
  EXPECT_EQ(rules({{alice, mail, silent}, {alice, mail, offering}}), (Rules{"starttls-stripped high 7", "starttls-not-used medium 20"}));
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: EHLO y\nS: 250-x\nS: 250 XXXXXXXA\nC: QUIT\nS: 221 bye\n"}}),
            (Rules{"starttls-stripped high 7"}));
  EXPECT_EQ(rules({{alice, mail,
                    "S: 220 x\nC: EHLO y\nS: 250 STARTTLS\nC: STARTTLS\nS: 454 not now\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n"}}),
            (Rules{"starttls-stripped high 9"}));
}

TEST(Weaknesses, a_command_that_follows_starttls_too_early) {
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: STARTTLS\nC: RSET\nS: 220 go\n"}}), (Rules{"command-before-encryption high 6"}));
}

TEST(Weaknesses, a_port_command_for_a_third_machine) {
  EXPECT_EQ(rules({{alice, ftp,
                    "S: 220 x\nC: PORT 127,0,1,10,4,1\nS: 200 ok\nC: PORT 127,0,2,99,35,140\nS: 200 ok\nC: EPRT |1|127.0.2.99|9100|\nS: "
                    "200 ok\n"}}),
            (Rules{"port-to-third-machine high 7", "port-to-third-machine high 9"}));
  EXPECT_EQ(rules({{alice, ftp, "S: 220 x\nC: PORT 127,0,2,99,35,140\nS: 500 no\nC: EPRT |2|::ffff:127.0.1.10|9100|\nS: 522 no\n"}}),
            (Rules{"port-to-third-machine low 5"}));
  EXPECT_EQ(rules({{alice, ftp, "S: 220 x\nC: PORT 127,0,2,99,35,140\nC: NOOP\nS: 200 ok\nS: 200 ok\n"}}),
            (Rules{"port-to-third-machine high 5"}));
}

TEST(Weaknesses, a_sender_who_is_not_who_is_logged_in) {
  // AGJvYgBodW5ncnk= is NUL bob NUL hungry.
  const std::string_view as_bob = "S: 220 x\nC: AUTH PLAIN AGJvYgBodW5ncnk=\nS: 235 ok\nC: MAIL FROM:<bob@hamburger.edu>\nS: 250 ok\n";
  const std::string_view as_alice = "S: 220 x\nC: AUTH PLAIN AGJvYgBodW5ncnk=\nS: 235 ok\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n";
  EXPECT_EQ(rules({{alice, mail, as_bob}}).size(), 2u);
  EXPECT_EQ(rules({{alice, mail, as_alice}}).back(), "spoofed-sender high 7");
  // AEJcYm9iAGh1bmdyeQ== is NUL B\bob NUL hungry: Windows names a domain first.
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH PLAIN AEJcYm9iAGh1bmdyeQ==\nS: 235 ok\nC: MAIL FROM:<bob@b.org>\nS: 250 ok\n"}}).size(),
            2u);
  EXPECT_EQ(rules({{alice, mail, "S: 220 x\nC: AUTH PLAIN AEJcYm9iAGh1bmdyeQ==\nS: 235 ok\nC: MAIL FROM:<al@b.org>\nS: 250 ok\n"}}).size(),
            3u);
  // AGJvYkBiLm9yZwBodW5ncnk= is NUL bob@b.org NUL hungry.
  const auto from = [&](std::string_view writer, std::string_view header) {
    const std::string text = fmt::format(
        "S: 220 x\nC: AUTH PLAIN AGJvYkBiLm9yZwBodW5ncnk=\nS: 235 ok\nC: MAIL FROM:<{}>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\n"
        "C: DATA\nS: 354 go\nC: {}\nC:\nC: .\nS: 250 ok\n",
        writer, header);
    return rules({{alice, mail, text}}).size();
  };
  EXPECT_EQ(from("bob@b.org", "From: bob@b.org"), 2u);
  EXPECT_EQ(from("bob+tag@b.org", "From: bob+tag@b.org"), 2u);       // RFC 5233
  EXPECT_EQ(from("bob@b.org", "From: undisclosed:bob@b.org;"), 2u);  // RFC 6854
  EXPECT_EQ(from("bobby@b.org", "From: bob@b.org"), 3u);
  EXPECT_EQ(from("bob@b.org", "From: alice@b.org"), 3u);
  EXPECT_EQ(from("bob@b.org", "From: alice@b.org\nC: Sender: Bob <bob@b.org>"), 2u);  // RFC 5322, 3.6.2
  EXPECT_EQ(from("bob@b.org", "From: bob@b.org\nC: Sender: eve@b.org"), 3u);
  EXPECT_EQ(from("bob@b.org", "From: alice@b.org\nC: Resent-From: Bob <bob@b.org>"), 2u);  // 3.6.6
  EXPECT_EQ(from("bob@b.org", "From: alice@b.org\nC: Resent-From: eve@b.org"), 3u);
  EXPECT_EQ(from("\"bob\"@b.org", "From: \"bo\\b\"@b.org"), 2u);  // RFC 5321, 4.1.2
}

TEST(Weaknesses, one_mailbox_may_be_written_in_many_ways) {
  const auto told = [](const std::string& account, const std::string& path, const std::string& header = "From: a@b.c") {
    const std::string plain = sasl::to_base64(std::string(1, '\0') + account + std::string(1, '\0') + "hungry");
    return rules({{alice, mail,
                   "S: 220 x\nC: AUTH PLAIN " + plain + "\nS: 235 ok\nC: MAIL FROM:<" + path +
                       ">\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: " + header +
                       "\nC:\nC: x\nC: .\nS: 250 ok\n"}})
        .size();
  };
  for (const char* account : {"a", "a@b.c", "A@B.C", "a%b.c", "a@b.c.", "DOM/a", "DOM\\a", "a+x@b.c", "b.c\\a"})
    EXPECT_EQ(told(account, "a@b.c"), 2u) << account;
  EXPECT_EQ(told("a@b.c", "@x,@y:a@b.c"), 2u);
  EXPECT_EQ(told("a@b.c", "a@b.c", "From: z@b.c, a@b.c"), 2u);
  EXPECT_EQ(told("a@b.c", "a@b.c", "From: z@b.c"), 3u);
  EXPECT_EQ(told("z%b.c", "a@b.c"), 3u);
}

TEST(Weaknesses, who_sends_for_others_says_so) {
  const auto from = [](const std::string& header) {
    return rules({{endpoint(192, 0, 2, 1, 40000), endpoint(192, 0, 2, 2, 25),
                   "S: 220 x\nC: MAIL FROM:<a@b.org>\nS: 250 ok\nC: RCPT TO:<c@d.org>\nS: 250 ok\nC: DATA\nS: 354 go\nC: " + header +
                       "\nC:\nC: x\nC: .\nS: 250 ok\n"}});
  };
  EXPECT_EQ(from("From: x@y.org"), (Rules{"spoofed-sender low 14"}));
  EXPECT_EQ(from("From: X <x@y.org>, a@b.org\nC: Sender: a@b.org"), Rules{});  // RFC 5322, 3.6.2
  EXPECT_EQ(from("From: x@y.org\nC: Sender: list@b.org"), Rules{});
  EXPECT_EQ(from("From: a@b.org"), Rules{});
}

TEST(Weaknesses, a_sender_whose_house_is_elsewhere) {
  const std::string_view letter = "S: 220 x\nC: HELO mail.crepes.fr\nS: 250 x\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n";
  EXPECT_EQ(rules({{alice, relay, letter}}), Rules{});
  EXPECT_EQ(rules({{eve, relay, letter}}), (Rules{"spoofed-sender high 7"}));
  const auto elsewhere = endpoint(192, 0, 2, 1, 40000);
  EXPECT_EQ(rules({{elsewhere, relay, "S: 220 x\nC: EHLO mx.crepes.fr\nS: 250 x\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n"}}), Rules{});
  EXPECT_EQ(rules({{elsewhere, relay, "S: 220 x\nC: EHLO mx.evil.example\nS: 250 x\nC: MAIL FROM:<alice@crepes.fr>\nS: 250 ok\n"}}),
            (Rules{"spoofed-sender low 7"}));
}

std::vector<std::string> letter_rules(std::string_view mail_command, std::string_view letter) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client(std::string(mail_command) + "\r\n");
  talk.server("250 ok\r\n");
  talk.client("RCPT TO:<bob@hamburger.edu>\r\n");
  talk.server("250 ok\r\n");
  talk.client("DATA\r\n");
  talk.server("354 go\r\n");
  talk.client(letter);
  talk.server("250 ok\r\n");
  talk.close();
  std::vector<std::string> out;
  for (const Weakness& weakness : analyze(talk.frames).weaknesses) out.push_back(weakness.rule);
  return out;
}

TEST(Weaknesses, eight_bits_where_seven_were_promised) {
  const std::string_view plain = "MAIL FROM:<alice@crepes.fr>", eight = "MAIL FROM:<alice@crepes.fr> BODY=8BITMIME";
  EXPECT_EQ(letter_rules(plain, "Subject: x\r\n\r\ncr\xc3\xaapes\r\n.\r\n"), Rules{"eight-bit-where-seven-was-promised"});
  EXPECT_EQ(letter_rules(eight, "Subject: x\r\n\r\ncr\xc3\xaapes\r\n.\r\n"), Rules{"eight-bit-where-seven-was-promised"});
  EXPECT_EQ(letter_rules(eight, "Content-Transfer-Encoding: 8bit\r\n\r\ncr\xc3\xaapes\r\n.\r\n"), Rules{});
  EXPECT_EQ(letter_rules(plain, "Subject: x\r\n\r\ncrepes\r\n.\r\n"), Rules{});
}

TEST(Weaknesses, a_dot_between_bare_line_ends_smuggles) {
  const std::string_view from = "MAIL FROM:<alice@crepes.fr>";
  EXPECT_EQ(letter_rules(from, "Subject: x\r\n\r\ntext\n.\r\nMAIL FROM:<eve@crepes.fr>\r\n"), Rules{"bare-lf-smuggling"});
  EXPECT_EQ(letter_rules(from, "Subject: x\r\n\r\ntext\r\n.\nMAIL FROM:<eve@crepes.fr>\r\n"), Rules{"bare-lf-smuggling"});
  EXPECT_EQ(letter_rules(from, "Subject: x\r\n\r\ntext\r.\rMAIL FROM:<eve@crepes.fr>\r\n.\r\n"), Rules{"bare-lf-smuggling"});
  EXPECT_EQ(letter_rules(from, "Subject: x\r\n\r\nbare\rcarriage returns. \r.x\r\n.\r\n"), Rules{});
  EXPECT_EQ(letter_rules(from, "Subject: x\r\n\r\nbare\nline ends\r\n.\r\n"), Rules{});
}

}  // namespace
}  // namespace cleartext::findings
