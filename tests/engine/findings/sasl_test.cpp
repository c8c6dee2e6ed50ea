// Log-ins by SASL read the same in SMTP, POP3 and IMAP, with an initial answer and without, whole and byte by byte.
#include <gtest/gtest.h>

#include "servers/sasl/exchange.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using sasl::to_base64;
using wire::Side;

enum class Carrier { smtp, pop3, imap };

// One exchange: what the server asks and the client answers in turn; the first question is left out where the
// client's first words stand in the command.
tests::Said exchange(Carrier carrier, const std::string& mechanism, const std::vector<std::pair<std::string, std::string>>& rounds,
                     bool initial, bool good) {
  const bool imap = carrier == Carrier::imap, smtp = carrier == Carrier::smtp;
  tests::Said said = {{Side::server, imap ? "* OK x\r\n" : smtp ? "220 x ESMTP\r\n" : "+OK x\r\n"}};
  std::string line = (imap ? "a AUTHENTICATE " : "AUTH ") + mechanism;
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    if (i == 0 && initial) {
      line += " " + (rounds[0].second.empty() ? "=" : rounds[0].second);
      continue;
    }
    if (!line.empty()) said.emplace_back(Side::client, line + "\r\n");
    line.clear();
    said.emplace_back(Side::server, (smtp ? "334 " : "+ ") + rounds[i].first + "\r\n");
    said.emplace_back(Side::client, rounds[i].second + "\r\n");
  }
  if (!line.empty()) said.emplace_back(Side::client, line + "\r\n");
  said.emplace_back(Side::server, imap   ? good ? "a OK in\r\n" : "a NO no\r\n"
                                  : smtp ? good ? "235 in\r\n" : "535 no\r\n"
                                  : good ? "+OK in\r\n"
                                         : "-ERR no\r\n");
  return said;
}

std::uint16_t port_of(Carrier carrier) { return carrier == Carrier::imap ? 143 : carrier == Carrier::smtp ? 25 : 110; }

void expect_log_in(const std::string& mechanism, const std::vector<std::pair<std::string, std::string>>& rounds,
                   const std::string& wanted) {
  for (const Carrier carrier : {Carrier::smtp, Carrier::pop3, Carrier::imap})
    for (const bool initial : {false, true})
      for (const bool good : {false, true})
        for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
          const tests::Found found = tests::overheard(port_of(carrier), exchange(carrier, mechanism, rounds, initial, good), cut);
          EXPECT_EQ(tests::log_ins(found), wanted + (good ? " yes" : " no"))
              << static_cast<int>(carrier) << (initial ? " initial" : "") << " in pieces of " << cut;
        }
}

std::string base64(std::string_view bytes) { return to_base64(bytes); }

TEST(Sasl, a_server_that_asks_for_the_password_first_gets_it_first) {
  const auto found = tests::overheard(
      25, exchange(Carrier::smtp, "LOGIN", {{base64("Password:"), base64("hungry")}, {base64("User Name"), base64("bob")}}, false, true));
  EXPECT_EQ(tests::log_ins(found), "LOGIN bob/hungry yes");
}

TEST(Sasl, what_is_no_base64_is_no_secret) {
  const auto found = tests::overheard(
      25,
      exchange(Carrier::smtp, "LOGIN", {{base64("Username:"), base64("bob")}, {base64("Password:"), "not base64 at all!"}}, false, false));
  EXPECT_EQ(tests::log_ins(found), "");
}

TEST(Sasl, plain_shows_user_and_password) {
  expect_log_in("PLAIN", {{"", base64(std::string_view("\0bob\0hungry", 11))}}, "PLAIN bob/hungry");
  expect_log_in("PLAIN", {{"", base64(std::string_view("bob\0hungry", 10))}}, "PLAIN bob/hungry");  // whoever forgets the first NUL
  expect_log_in("plain", {{"", base64(std::string_view("boss\0bob\0two words", 18))}}, "PLAIN bob/two words");
}

TEST(Sasl, login_shows_user_and_password) {
  expect_log_in("LOGIN", {{base64("Username:"), base64("bob")}, {base64("Password:"), base64("hungry")}}, "LOGIN bob/hungry");
  expect_log_in("LOGIN", {{base64("Username:"), ""}, {base64("Password:"), base64("hungry")}}, "LOGIN /hungry");
}

TEST(Sasl, tokens_are_secrets) {
  expect_log_in("XOAUTH2",
                {{"", base64("user=bob@x\x01"
                             "auth=Bearer ya29.tok\x01\x01")}},
                "XOAUTH2 bob@x/ya29.tok");
  expect_log_in("OAUTHBEARER",
                {{"", base64("n,a=bob=2Cx,\x01host=h\x01port=143\x01"
                             "auth=bearer tok\x01\x01")}},
                "OAUTHBEARER bob,x/tok");
  // A server that refuses says why, and the client says nothing to it.
  expect_log_in("XOAUTH2",
                {{"", base64("user=bob@x\x01"
                             "auth=Bearer t\x01\x01")},
                 {base64("{\"status\":\"401\"}"), ""}},
                "XOAUTH2 bob@x/t");
}

TEST(Sasl, digests_show_challenge_and_response) {
  expect_log_in(
      "DIGEST-MD5",
      {{"", ""},
       {base64("realm=\"x\",nonce=\"n,1\""), base64("charset=utf-8,username=\"bob\",realm=\"x\",nonce=\"n,1\",response=ab12,qop=auth")},
       {base64("rspauth=9"), ""}},
      "DIGEST-MD5 bob [realm=\"x\",nonce=\"n,1\" ab12]");
  // The identity that is asked for, "admin=", has the letters "n=" in it.
  for (const std::string mechanism : {"SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"})
    expect_log_in(
        mechanism,
        {{"", base64("y,a=admin=3D,n=b=2Cob,r=ab")}, {base64("r=abcd,s=x,i=1"), base64("c=biws,r=abcd,p=cHJvb2Y=")}, {base64("v=x"), ""}},
        mechanism + " b,ob [r=abcd,s=x,i=1 c=biws,r=abcd,p=cHJvb2Y=]");
}

// MS-NLMP, 2.2.1: fields of length, room and offset, then what they point to.
std::string number(std::size_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
  return out;
}
std::string wide(std::string_view text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}
const std::string sign("NTLMSSP\0", 8);

std::string negotiate() { return sign + number(1, 4) + number(0xb207, 4) + std::string(16, '\0'); }
std::string ask() {
  return sign + number(2, 4) + number(0, 8) + number(0x8205, 4) + "\x01\x23\x45\x67\x89\xab\xcd\xef" + std::string(16, '\0');
}
std::string authenticate(bool unicode) {
  const std::vector<std::string> fields = {
      std::string(24, '\x11'),       "\xde\xad\xbe\xef",          unicode ? wide("HAMBURGER") : "HAMBURGER",
      unicode ? wide("bob") : "bob", unicode ? wide("PC") : "PC", ""};
  std::string head = sign + number(3, 4), rest;
  for (const std::string& each : fields) {
    head += number(each.size(), 2) + number(each.size(), 2) + number(64 + rest.size(), 4);
    rest += each;
  }
  return head + number(unicode ? 1 : 2, 4) + rest;
}

TEST(Sasl, ntlm_names_its_user_and_shows_challenge_and_response) {
  for (const bool unicode : {true, false})
    expect_log_in("NTLM", {{"", base64(negotiate())}, {base64(ask()), base64(authenticate(unicode))}},
                  "NTLM bob [0123456789abcdef deadbeef]");
  const std::string wrapped = "\x60\x82\x01\x02\x06\x06+spnego" + negotiate();
  expect_log_in("GSS-SPNEGO", {{"", base64(wrapped)}, {base64("\xa1\x01" + ask()), base64("\xa1\x02" + authenticate(true))}},
                "GSS-SPNEGO bob [0123456789abcdef deadbeef]");
}

TEST(Sasl, an_ntlm_message_that_points_outside_itself_has_nothing_there) {
  std::string broken = authenticate(true);
  broken.replace(36, 8, "\xff\xff\xff\xff\xff\xff\xff\xff");
  const tests::Found found =
      tests::overheard(25, exchange(Carrier::smtp, "NTLM", {{"", base64(negotiate())}, {base64(ask()), base64(broken)}}, true, true));
  EXPECT_EQ(tests::log_ins(found), "NTLM  [0123456789abcdef deadbeef] yes");
  for (std::size_t size = 0; size < broken.size(); ++size)
    tests::overheard(25, exchange(Carrier::smtp, "NTLM", {{"", base64(broken.substr(0, size))}}, true, true));
}

TEST(Sasl, kerberos_is_named_and_keeps_its_secrets) {
  for (const std::string mechanism : {"GSSAPI", "GSS-SPNEGO"}) {
    expect_log_in(mechanism, {{"", base64("\x60\x82\x05\x01ticket")}, {base64("answer"), ""}, {base64("\x07\x01"), base64("\x01\x02")}},
                  mechanism + " -/-");
    const tests::Found found = tests::overheard(25, exchange(Carrier::smtp, mechanism, {{"", base64("ticket")}}, true, true));
    EXPECT_TRUE(found.weaknesses.empty());
  }
  expect_log_in("EXTERNAL", {{"", base64("bob")}}, "EXTERNAL bob/-");
}

TEST(Sasl, a_log_in_that_is_given_up_is_none) {
  for (const std::string mechanism :
       {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "DIGEST-MD5", "NTLM", "GSSAPI", "XOAUTH2", "OAUTHBEARER"})
    for (const Carrier carrier : {Carrier::smtp, Carrier::pop3, Carrier::imap}) {
      const tests::Found found = tests::overheard(port_of(carrier), exchange(carrier, mechanism, {{base64("x"), "*"}}, false, false));
      EXPECT_EQ(tests::log_ins(found), "") << mechanism;
    }
}

TEST(Sasl, a_log_in_is_found_where_the_server_was_never_heard) {
  for (const Carrier carrier : {Carrier::smtp, Carrier::pop3, Carrier::imap}) {
    tests::Said said =
        exchange(carrier, "LOGIN", {{base64("Username:"), base64("bob")}, {base64("Password:"), base64("hungry")}}, false, true);
    said.emplace_back(Side::client, carrier == Carrier::imap ? "b NOOP\r\n" : "NOOP\r\n");
    std::erase_if(said, [](const auto& each) { return each.first == Side::server; });
    const tests::Found found = tests::overheard(port_of(carrier), said);
    EXPECT_EQ(tests::log_ins(found), "LOGIN bob/hungry ?") << static_cast<int>(carrier);
    ASSERT_FALSE(found.lines.empty());
    EXPECT_EQ(found.lines.back().verb, "NOOP");
  }
}

TEST(Sasl, one_who_waits_for_the_first_question_only_says_both) {
  const tests::Found mail = tests::overheard(25, {{Side::server, "220 x\r\n"},
                                                  {Side::client, "AUTH LOGIN\r\n"},
                                                  {Side::server, "334 VXNlcm5hbWU6\r\n"},
                                                  {Side::client, "Ym9i\r\naHVuZ3J5\r\n"},
                                                  {Side::server, "334 UGFzc3dvcmQ6\r\n235 in\r\n"}});
  EXPECT_EQ(tests::log_ins(mail), "LOGIN bob/hungry yes");
  const tests::Found imap = tests::overheard(143, {{Side::server, "* OK x\r\n"},
                                                   {Side::client, "a AUTHENTICATE LOGIN\r\n"},
                                                   {Side::server, "+ VXNlcm5hbWU6\r\n"},
                                                   {Side::client, "Ym9i\r\naHVuZ3J5\r\n"},
                                                   {Side::server, "+ UGFzc3dvcmQ6\r\na OK in\r\n"}});
  EXPECT_EQ(tests::log_ins(imap), "LOGIN bob/hungry yes");
}

TEST(Sasl, a_mechanism_that_is_refused_at_once_leaves_nothing_open) {
  tests::Said said = {{Side::server, "* OK x\r\n"},       {Side::client, "a AUTHENTICATE GSSAPI\r\n"},
                      {Side::server, "a NO unknown\r\n"}, {Side::client, "b IDLE\r\n"},
                      {Side::server, "+ idling\r\n"},     {Side::client, "DONE\r\n"},
                      {Side::server, "b OK\r\n"}};
  EXPECT_EQ(tests::log_ins(tests::overheard(143, said)), "");
}

}  // namespace
}  // namespace cleartext::findings
