// TLS as a listener sees it, and as somebody does who has the key log. The sessions are OpenSSL's own.
#include <gtest/gtest.h>

#include "tests/engine/dialogue/tls_talk.h"

namespace cleartext::dialogue {
namespace {

TEST(Tls, every_suite_is_opened_with_the_key_log_whole_and_byte_by_byte) {
  for (const TlsWish& wish : wishes()) {
    const Recorded recorded = record(wish);
    for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
      tls::Secrets secrets;
      secrets.add(recorded.key_log);
      Speaker pop3(995, true, &secrets);
      play(pop3, recorded, cut);
      EXPECT_EQ(decrypted(pop3.notes), talked) << wish.suite << ", cut " << cut;
      EXPECT_EQ(secrets.passed_over(), 0u);
    }
  }
}

TEST(Tls, a_suite_that_hides_nothing_is_read_by_everyone) {
  for (const char* suite : {"NULL-SHA256", "NULL-SHA", "NULL-MD5"}) {
    const Recorded recorded = record({suite, true});
    for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
      Speaker pop3(8999);
      play(pop3, recorded, cut);
      tests::Notes inner;
      for (const Line& line : pop3.notes.lines) {
        EXPECT_FALSE(line.decrypted);
        EXPECT_EQ(line.text.find("ncrypted from here"), std::string::npos);
        if (line.protocol != packet::Protocol::tls) inner.lines.push_back(line);
      }
      EXPECT_EQ(told(inner), talked) << suite << ", cut " << cut << '\n' << told(pop3.notes);
    }
  }
}

TEST(Tls, hands_shaken_anew_within_the_session_are_followed) {
  const Recorded recorded = record({"ECDHE-RSA-AES128-GCM-SHA256", true}, [](TlsSession& session) {
    session.say(Side::server, "+OK <1@x>\r\n");
    session.say(Side::client, "USER bob\r\n");
    session.shake_hands_anew();
    session.say(Side::server, "+OK\r\n");
    session.say(Side::client, "PASS hungry\r\n");
    session.say(Side::server, "+OK in\r\n");
  });
  for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
    tls::Secrets secrets;
    secrets.add(recorded.key_log);
    Speaker pop3(995, true, &secrets);
    play(pop3, recorded, cut);
    EXPECT_EQ(decrypted(pop3.notes), talked) << cut;
    EXPECT_EQ(secrets.passed_over(), 0u);
  }
  Speaker closed(995);
  play(closed, recorded);
  EXPECT_EQ(told(closed.notes).find("no record"), std::string::npos) << told(closed.notes);
  EXPECT_NE(told(closed.notes).find("C data | encrypted, 37 bytes\n"), std::string::npos) << told(closed.notes);
}

TEST(Tls, early_data_is_opened_before_the_server_has_chosen_a_suite) {
  for (const char* suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}) {
    TlsWish wish{suite};
    wish.early = "NOOP\r\n";
    const Recorded recorded = record(wish, [](TlsSession& session) { session.say(Side::client, "PASS hungry\r\n"); });
    for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
      tls::Secrets secrets;
      secrets.add(recorded.key_log);
      Speaker pop3(995, true, &secrets);
      play(pop3, recorded, cut);
      EXPECT_EQ(decrypted(pop3.notes), "C command | NOOP\nC command | PASS hungry\n") << suite << '\n' << told(pop3.notes);
      EXPECT_EQ(secrets.passed_over(), 0u);
    }
  }
}

TEST(Tls, why_bytes_stay_closed_is_told_truly) {
  const auto closed = [](const Recorded& recorded, const std::string& key_log) {
    tls::Secrets secrets;
    secrets.add(key_log);
    Speaker pop3(995, true, &secrets);
    play(pop3, recorded);
    std::vector<tls::Closed> reasons;
    for (const auto why : {tls::Closed::no_secrets, tls::Closed::cipher, tls::Closed::version, tls::Closed::missing, tls::Closed::no_match})
      if (secrets.passed_over(why) > 0) reasons.push_back(why);
    return reasons;
  };
  const Recorded good = record({"AES128-SHA", true});
  EXPECT_EQ(closed(good, record({}).key_log), std::vector{tls::Closed::no_secrets});
  std::string wrong = good.key_log;
  wrong[wrong.size() - 2] = wrong[wrong.size() - 2] == '0' ? '1' : '0';
  EXPECT_EQ(closed(good, wrong), std::vector{tls::Closed::no_match});
  const auto with_hello = [&](std::size_t at, char first, char second) {  // bytes of the server's hello
    Recorded changed = good;
    std::string& hello = std::find_if(changed.crossings.begin(), changed.crossings.end(), [](const Crossing& each) {
                           return each.from == Side::server;
                         })->bytes;
    const std::size_t suite = hello.size() < 44 ? 0 : 44 + static_cast<unsigned char>(hello[43]);
    hello[at == 0 ? suite : at] = first;
    hello[(at == 0 ? suite : at) + 1] = second;
    return changed;
  };
  EXPECT_EQ(closed(with_hello(9, 3, 2), good.key_log), std::vector{tls::Closed::version});
  EXPECT_EQ(closed(with_hello(0, 0, 5), good.key_log), std::vector{tls::Closed::cipher});
}

TEST(Tls, without_the_key_log_nothing_is_guessed) {
  const Recorded recorded = record({"ECDHE-RSA-AES128-GCM-SHA256", true});
  for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
    Speaker pop3(995);
    play(pop3, recorded, cut);
    const std::string text = told(pop3.notes);
    EXPECT_EQ(text.find("hungry"), std::string::npos);
    EXPECT_NE(text.find("C command | ClientHello: up to TLS 1.2, for mail.hamburger.edu, "), std::string::npos) << text;
    EXPECT_NE(text.find("S reply | ServerHello: TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n"), std::string::npos) << text;
    EXPECT_NE(text.find("S reply | Certificate: mail.hamburger.edu, signed by itself, valid until "), std::string::npos) << text;
    EXPECT_NE(text.find("S data | encrypted, 35 bytes\nC data | encrypted, 34 bytes\n"), std::string::npos) << text;
    EXPECT_NE(text.find("C command | encrypted alert, 26 bytes\n"), std::string::npos) << text;
    for (const Line& line : pop3.notes.lines) EXPECT_FALSE(line.decrypted);
  }
}

TEST(Tls, another_sessions_secrets_open_nothing) {
  const Recorded recorded = record({}), other = record({});
  tls::Secrets secrets;
  secrets.add(other.key_log);
  Speaker pop3(995, true, &secrets);
  play(pop3, recorded);
  EXPECT_EQ(decrypted(pop3.notes), "");
  EXPECT_GT(secrets.passed_over(), 0u);
}

TEST(Tls, after_starttls_the_dialogue_goes_on_inside) {
  const Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::client, "EHLO a\r\n");
    session.say(Side::server, "250 ok\r\n");
    session.say(Side::client, "AUTH PLAIN AGJvYgBodW5ncnk=\r\n");
    session.say(Side::server, "235 in\r\n");
  });
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker smtp(2525, true, &secrets);
  smtp.server("220 x ESMTP\r\n");
  smtp.client("EHLO a\r\n");
  smtp.server("250-x\r\n250 STARTTLS\r\n");
  smtp.client("STARTTLS\r\n");
  smtp.server("220 go\r\n");
  play(smtp, recorded);
  EXPECT_EQ(decrypted(smtp.notes), "C command | EHLO a\nS reply | 250 ok\nC command | AUTH PLAIN AGJvYgBodW5ncnk=\nS reply | 235 in\n");
  EXPECT_EQ(smtp.reading->protocol(), packet::Protocol::smtp);
  EXPECT_TRUE(smtp.reading->encrypted());
}

TEST(Tls, new_traffic_keys_are_followed) {
  const Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::server, "+OK <1@x>\r\n");
    session.update_keys(Side::client);
    session.say(Side::client, "USER bob\r\n");
    session.update_keys(Side::server);
    session.say(Side::server, "+OK\r\n");
    session.update_keys(Side::client);
    session.say(Side::client, "PASS hungry\r\n");
    session.say(Side::server, "+OK in\r\n");
  });
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker pop3(995, true, &secrets);
  play(pop3, recorded);
  EXPECT_EQ(decrypted(pop3.notes), talked);
}

// The lines of one side, and whether each stands behind the one before.
std::string in_order(const tests::Notes& notes, Side from) {
  std::string out;
  std::uint64_t last = 0;
  for (const Line& line : notes.lines) {
    if (line.from != from) continue;
    if (line.position < last) out += "out of order: ";
    last = line.position;
    out += line.text + '\n';
  }
  return out;
}

TEST(Tls, a_record_that_stays_closed_is_told_in_its_place_though_nobody_knows_yet_what_is_spoken) {
  Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::client, "US");
    session.say(Side::client, "ER ");
    session.say(Side::client, "bob\r\n");
    session.say(Side::server, "+OK hello\r\n");
  });
  recorded.crossings[recorded.crossings.size() - 5].bytes.back() ^= 1;  // "ER "; bob, hello and two good-byes follow
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker pop3(995, true, &secrets);
  play(pop3, recorded);
  const std::string client = in_order(pop3.notes, Side::client);
  EXPECT_NE(client.find("US\nencrypted, 20 bytes\nbob\nAlert, "), std::string::npos) << client;
}

TEST(Tls, new_keys_within_a_line_are_told_behind_it) {
  const Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::server, "+OK <1@x>\r\n");
    session.say(Side::client, "USER b");
    session.update_keys(Side::client);
    session.say(Side::client, "ob\r\nPASS hungry\r\n");
  });
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker pop3(995, true, &secrets);
  play(pop3, recorded);
  const std::string client = in_order(pop3.notes, Side::client);
  EXPECT_NE(client.find("USER bob\nKeyUpdate\nPASS hungry\n"), std::string::npos) << client;
}

TEST(Tls, what_nobody_understands_in_the_end_does_not_swallow_the_records_that_stayed_closed) {
  Recorded recorded = record({}, [](TlsSession& session) {
    session.say(Side::client, "US");
    session.say(Side::client, "ER ");
  });
  recorded.crossings[recorded.crossings.size() - 3].bytes.back() ^= 1;
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker chat(8999, true, &secrets);
  play(chat, recorded);
  EXPECT_NE(in_order(chat.notes, Side::client).find("encrypted, 20 bytes\nAlert, "), std::string::npos) << told(chat.notes);
}

TEST(Tls, no_flood_of_closed_records_is_kept_for_what_is_never_understood) {
  const Recorded recorded = record({}, [](TlsSession& session) { session.say(Side::client, "US"); });
  tls::Secrets secrets;
  secrets.add(recorded.key_log);
  Speaker chat(8999, true, &secrets);
  for (std::size_t i = 0; i + 2 < recorded.crossings.size(); ++i) chat.say(recorded.crossings[i].from, recorded.crossings[i].bytes);
  std::string closed("\x17\x03\x03\x00\x14", 5);
  closed.append(20, 'x');
  std::size_t most = 0;
  for (int i = 0; i < 50'000; ++i) {
    chat.say(Side::client, closed);
    most = std::max(most, chat.reading->held());
  }
  EXPECT_LT(most, 8u << 20);
  chat.end();
  EXPECT_EQ(in_order(chat.notes, Side::client).find("out of order"), std::string::npos);
  EXPECT_GT(chat.notes.lines.size(), 50'000u);
}

TEST(Tls, what_comes_behind_missing_bytes_is_opened_again) {
  for (const TlsWish& wish : {TlsWish{}, TlsWish{"ECDHE-RSA-AES128-GCM-SHA256", true}, TlsWish{"AES128-SHA", true, false}}) {
    Recorded recorded = record(wish, [](TlsSession& session) {
      session.say(Side::server, "+OK <1@x>\r\n");
      for (int i = 0; i < 20; ++i) {
        session.say(Side::client, "NOOP\r\n");
        session.say(Side::server, "+OK\r\n");
      }
      session.say(Side::client, "HOOP\r\n");  // what a gap cut off its beginning is no line
      session.say(Side::client, "PASS hungry\r\n");
    });
    tls::Secrets secrets;
    secrets.add(recorded.key_log);
    Speaker pop3(995, true, &secrets);
    const std::size_t last = recorded.crossings.size() - 4;  // HOOP, PASS, and two good-byes
    for (std::size_t i = 0; i < recorded.crossings.size(); ++i) {
      const auto& [from, bytes] = recorded.crossings[i];
      if (from == Side::client && i > last - 20 && i < last)
        pop3.gap(from, bytes.size());
      else
        pop3.say(from, bytes);
    }
    pop3.end();
    const std::string text = decrypted(pop3.notes);
    EXPECT_NE(text.find("C command | PASS hungry\n"), std::string::npos) << wish.suite << '\n' << text;
  }
}

}  // namespace
}  // namespace cleartext::dialogue
