// TLS whose secrets come late or never, sessions met in the middle, and what follows a promise of TLS.
#include <gtest/gtest.h>

#include "tests/engine/dialogue/tls_talk.h"

namespace cleartext::dialogue {
namespace {

TEST(Tls, secrets_that_come_late_open_what_was_held_back) {
  const Recorded recorded = record({});
  tls::Secrets secrets;
  secrets.expect_more(true);
  Speaker pop3(995, true, &secrets);
  for (const Crossing& each : recorded.crossings) pop3.say(each.from, each.bytes);
  EXPECT_EQ(decrypted(pop3.notes), "");
  EXPECT_EQ(told(pop3.notes).find("encrypted"), std::string::npos);
  for (const char& letter : recorded.key_log) secrets.add({&letter, 1});
  EXPECT_EQ(decrypted(pop3.notes), talked);
  EXPECT_EQ(secrets.held(), 0u);
  EXPECT_EQ(secrets.passed_over(), 0u);
}

TEST(Tls, hands_shaken_anew_while_secrets_are_waited_for_are_followed_once_they_came) {
  const Recorded recorded = record({"ECDHE-RSA-AES128-GCM-SHA256", true}, [](TlsSession& session) {
    session.say(Side::server, "+OK <1@x>\r\n");
    session.say(Side::client, "USER bob\r\n");
    session.shake_hands_anew();
    session.say(Side::server, "+OK\r\n");
    session.say(Side::client, "PASS hungry\r\n");
    session.say(Side::server, "+OK in\r\n");
  });
  tls::Secrets secrets;
  secrets.expect_more(true);
  Speaker pop3(995, true, &secrets);
  for (const Crossing& each : recorded.crossings) pop3.say(each.from, each.bytes);
  EXPECT_EQ(decrypted(pop3.notes), "");
  secrets.add(recorded.key_log);
  EXPECT_EQ(decrypted(pop3.notes), talked);
  EXPECT_EQ(secrets.passed_over(), 0u);
}

TEST(Tls, no_more_than_a_mebibyte_is_held_back_and_what_passed_is_counted) {
  std::string letter;
  while (letter.size() < 16000) letter += std::string(70, 'x') + "\r\n";
  const Recorded recorded = record({}, [&](TlsSession& session) {
    session.say(Side::server, "+OK <1@x>\r\n");
    for (int i = 0; i < 100; ++i) session.say(Side::server, letter);
    session.say(Side::client, "PASS hungry\r\n");
  });
  tls::Secrets secrets;
  secrets.expect_more(true);
  Speaker pop3(995, true, &secrets);
  for (const Crossing& each : recorded.crossings) {
    pop3.say(each.from, each.bytes);
    EXPECT_LE(secrets.held(), TlsConversation::most_held);
  }
  const std::uint64_t passed = secrets.passed_over(tls::Closed::no_secrets);
  EXPECT_GT(passed, 1'000'000u);
  secrets.add(recorded.key_log);
  EXPECT_EQ(secrets.passed_over(tls::Closed::too_late), passed);
  EXPECT_EQ(secrets.passed_over(), passed);
  EXPECT_NE(told(pop3.notes).find("PASS hungry"), std::string::npos);
  pop3.end();
  EXPECT_EQ(secrets.held(), 0u);
}

TEST(Tls, of_all_sessions_the_one_that_waited_longest_gives_up_first) {
  struct Patient final : tls::Secrets::Waiting {
    void secrets_came() override {}
    void give_up() override {
      secrets->let_go(*this, held, tls::Secrets::Left::nothing);
      held = 0;
    }
    void hold(std::size_t bytes) {
      held += bytes;
      secrets->hold(*this, bytes);
    }
    tls::Secrets* secrets = nullptr;
    std::size_t held = 0;
  };
  tls::Secrets secrets;
  Patient first, second, third;
  for (Patient* each : {&first, &second, &third}) each->secrets = &secrets;
  constexpr std::size_t half = tls::Secrets::most_held / 2;
  first.hold(half);
  second.hold(half);
  first.hold(0);
  EXPECT_EQ(secrets.held(), tls::Secrets::most_held);
  third.hold(1);
  EXPECT_EQ(first.held, 0u);
  EXPECT_EQ(second.held, half);
  first.hold(half);  // it came back, and is the youngest now
  EXPECT_EQ(second.held, 0u);
  EXPECT_EQ(secrets.held(), half + 1);
  for (Patient* each : {&first, &second, &third}) each->give_up();
  EXPECT_EQ(secrets.held(), 0u);
}

TEST(Tls, a_session_whose_secrets_never_come_is_told_at_its_end) {
  const Recorded recorded = record({});
  tls::Secrets secrets;
  secrets.expect_more(true);
  Speaker pop3(995, true, &secrets);
  play(pop3, recorded);
  EXPECT_NE(told(pop3.notes).find("C data | encrypted, 27 bytes\n"), std::string::npos) << told(pop3.notes);
  EXPECT_EQ(secrets.held(), 0u);
}

TEST(Tls, a_capture_that_begins_in_the_middle_is_known_by_its_records) {
  const Recorded recorded = record({});
  Speaker pop3(8999, false);
  for (std::size_t i = recorded.crossings.size() - 5; i < recorded.crossings.size(); ++i)
    pop3.say(recorded.crossings[i].from, recorded.crossings[i].bytes);
  pop3.end();
  EXPECT_EQ(pop3.reading->protocol(), packet::Protocol::tls);
  EXPECT_NE(told(pop3.notes).find("encrypted, 30 bytes"), std::string::npos) << told(pop3.notes);
}

TEST(Tls, a_hello_is_known_on_any_port_and_in_the_middle_of_a_dialogue) {
  const Recorded recorded = record({});
  Speaker mail(25);
  play(mail, recorded);
  EXPECT_EQ(mail.reading->protocol(), packet::Protocol::tls);
  Speaker chat(6667);
  chat.client("STARTTLS\r\n");
  chat.server(":irc 670 :go\r\n");
  play(chat, recorded);
  EXPECT_NE(told(chat.notes).find("ServerHello: TLS 1.3"), std::string::npos);
}

TEST(Tls, who_agrees_to_encrypt_and_talks_on_in_the_clear_is_heard) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker smtp(25);
    smtp.cut = cut;
    smtp.server("220 x ESMTP\r\n");
    smtp.client("STARTTLS\r\n");
    smtp.server("220 go\r\n");
    smtp.client("EHLO b\r\n");
    smtp.server("250 x\r\n");
    smtp.client("AUTH PLAIN AGJvYgBodW5ncnk=\r\n");
    smtp.server("235 ok\r\n");
    smtp.end();
    EXPECT_EQ(told(smtp.notes),
              "S greeting | 220 x ESMTP\nC command | STARTTLS\nS reply | 220 go\nC command | EHLO b\nS reply | 250 x\n"
              "C command | AUTH PLAIN AGJvYgBodW5ncnk=\nS reply | 235 ok\n");
    EXPECT_FALSE(smtp.reading->encrypted());
  }
}

TEST(Tls, what_follows_starttls_and_is_no_tls_is_said_to_be_none) {
  Speaker smtp(25);
  smtp.server("220 x ESMTP\r\n");
  smtp.client("STARTTLS\r\n");
  smtp.server("220 go\r\n");
  smtp.client("\x01\x02\x03\x04\x05\x06");
  smtp.end();
  EXPECT_EQ(told(smtp.notes), "S greeting | 220 x ESMTP\nC command | STARTTLS\nS reply | 220 go\nC invalid | what follows is not TLS\n");
}

TEST(Tls, application_protocols_and_names_are_told_and_used) {
  tls::Secrets secrets;
  const Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    session.say(Side::server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
  });
  secrets.add(recorded.key_log);
  Speaker http(443, true, &secrets);
  play(http, recorded);
  EXPECT_EQ(decrypted(http.notes),
            "C command | GET / HTTP/1.1\nC continuation | Host: x\nC continuation | \nS reply | HTTP/1.1 200 OK\n"
            "S continuation | Content-Length: 2\nS continuation | \nS data | hi\n");
}

}  // namespace
}  // namespace cleartext::dialogue
