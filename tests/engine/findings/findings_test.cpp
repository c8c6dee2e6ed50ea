// What a listener takes home from the wire, told in the order in which it can be known.
#include <gtest/gtest.h>

#include "engine/findings/decode.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::analyze;
using tests::endpoint;
using tests::Found;
using tests::Frame;
using tests::talk;
using tests::Talk;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25), pop = endpoint(127, 0, 2, 25, 110),
           ftp = endpoint(127, 0, 2, 21, 21);

TEST(Credentials, a_password_is_told_when_it_is_said_and_again_when_it_is_answered) {
  const Found found = talk(alice, pop, "S: +OK\nC: USER bob\nS: +OK\nC: PASS two  words\nS: +OK in\n");
  ASSERT_EQ(found.credentials.size(), 2u);
  const Credential &said = found.credentials[0], &answered = found.credentials[1];
  EXPECT_EQ(said.mechanism, "USER/PASS");
  EXPECT_EQ(said.user, "bob");
  EXPECT_EQ(said.secret, "two  words");
  EXPECT_EQ(said.packet, 7u);
  EXPECT_EQ(said.position, 10u);
  EXPECT_FALSE(said.accepted.has_value());
  EXPECT_EQ(answered.accepted, true);
  EXPECT_EQ(answered.answer_packet, 8u);
  EXPECT_EQ(answered.packet, said.packet);
}

TEST(Credentials, a_refused_password_is_told_as_refused) {
  const Found found = talk(alice, ftp, "S: 220 x\nC: USER bob\nS: 331 go on\nC: PASS wrong\nS: 530 no\n");
  ASSERT_EQ(found.credentials.size(), 2u);
  EXPECT_EQ(found.credentials[1].accepted, false);
  ASSERT_EQ(found.weaknesses.size(), 1u);
  EXPECT_EQ(found.weaknesses[0].rule, "password-in-clear");
  EXPECT_EQ(found.weaknesses[0].severity, "high");
  EXPECT_EQ(found.weaknesses[0].packet, 7u);
}

TEST(Credentials, plain_and_login_are_decoded) {
  // AGJvYgBodW5ncnk= is NUL bob NUL hungry.
  const Found initial = talk(alice, mail, "S: 220 x\nC: AUTH PLAIN AGJvYgBodW5ncnk=\nS: 235 ok\n");
  ASSERT_EQ(initial.credentials.size(), 2u);
  EXPECT_EQ(initial.credentials[1].mechanism, "PLAIN");
  EXPECT_EQ(initial.credentials[1].user, "bob");
  EXPECT_EQ(initial.credentials[1].secret, "hungry");
  EXPECT_EQ(initial.credentials[1].accepted, true);
  const Found later = talk(alice, pop, "S: +OK\nC: AUTH PLAIN\nS: + \nC: AGJvYgBodW5ncnk=\nS: -ERR no\n");
  ASSERT_EQ(later.credentials.size(), 2u);
  EXPECT_EQ(later.credentials[1].secret, "hungry");
  EXPECT_EQ(later.credentials[1].accepted, false);
  const Found login =
      talk(alice, mail, "S: 220 x\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\nS: 334 UGFzc3dvcmQ6\nC: aHVuZ3J5\nS: 235 ok\n");
  ASSERT_EQ(login.credentials.size(), 2u);
  EXPECT_EQ(login.credentials[1].mechanism, "LOGIN");
  EXPECT_EQ(login.credentials[1].user, "bob");
  EXPECT_EQ(login.credentials[1].secret, "hungry");
}

TEST(Credentials, a_digest_gives_no_secret_away) {
  const Found found = talk(alice, pop,
                           "S: +OK <1896.697170952@dbc.mtview.ca.us>\nC: APOP mrose "
                           "c4c9334bac560ecc979e58001b3e22fb\nS: +OK in\n");
  ASSERT_EQ(found.credentials.size(), 2u);
  EXPECT_EQ(found.credentials[0].mechanism, "APOP");
  EXPECT_EQ(found.credentials[0].secret, "");
  EXPECT_EQ(found.credentials[0].challenge, "<1896.697170952@dbc.mtview.ca.us>");
  EXPECT_EQ(found.credentials[0].response, "c4c9334bac560ecc979e58001b3e22fb");
  EXPECT_TRUE(found.weaknesses.empty());
}

TEST(Credentials, apop_s_digest_is_its_last_word) {
  const Found found = talk(alice, pop, "S: +OK <1@x>\nC: APOP bob smith c4c9334bac560ecc979e58001b3e22fb\nS: +OK in\n");
  EXPECT_EQ(found.credentials.at(0).user, "bob smith");
  EXPECT_EQ(found.credentials.at(0).response, "c4c9334bac560ecc979e58001b3e22fb");
}

TEST(Credentials, what_an_empty_literal_says_is_a_word_too) {
  const auto imap = endpoint(127, 0, 2, 25, 143);
  EXPECT_EQ(tests::log_ins(talk(alice, imap, "S: * OK\nC: a LOGIN bob {0}\nS: + go on\nC:\nS: a NO\n")), "LOGIN bob/ no");
  EXPECT_EQ(tests::log_ins(talk(alice, imap, "S: * OK\nC: a LOGIN {0+}\nC:  hungry\nS: a OK\n")), "LOGIN /hungry yes");
  EXPECT_EQ(tests::log_ins(talk(alice, imap, "S: * OK\nC: a LOGIN {3}\nS: +\nC: bob {0}\nS: +\nC:\nS: a OK\n")), "LOGIN bob/ yes");
}

TEST(Credentials, given_up_or_broken_authentication_is_none) {
  EXPECT_TRUE(talk(alice, mail, "S: 220 x\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: *\nS: 501 ok\n").credentials.empty());
  EXPECT_TRUE(talk(alice, mail, "S: 220 x\nC: AUTH PLAIN !!!!\nS: 501 no\n").credentials.empty());
}

constexpr std::string_view letter = R"(S: 220 x
C: EHLO y
S: 250 ok
C: MAIL FROM:<alice@crepes.fr> SIZE=20
S: 250 ok
C: RCPT TO:<nobody@hamburger.edu>
S: 550 no such user
C: RCPT TO:<bob@hamburger.edu>
S: 250 ok
C: DATA
S: 354 go on
C: From: Alice <alice@crepes.fr>
C: Subject: =?utf-8?Q?cr=C3=AApes?=
C:
C: ..
C: ...two dots
C: .
S: 250 taken
)";

TEST(Messages, a_letter_is_rebuilt_with_the_envelope_that_was_agreed) {
  const Found found = talk(alice, mail, letter);
  ASSERT_EQ(found.messages.size(), 1u);
  const Message& message = found.messages[0];
  EXPECT_TRUE(message.complete);
  EXPECT_EQ(message.envelope_from, "alice@crepes.fr");
  EXPECT_EQ(message.envelope_to, std::vector<std::string>{"bob@hamburger.edu"});
  EXPECT_EQ(message.subject, "crêpes");
  EXPECT_EQ(message.raw, "From: Alice <alice@crepes.fr>\r\nSubject: =?utf-8?Q?cr=C3=AApes?=\r\n\r\n.\r\n..two dots\r\n");
  EXPECT_EQ(message.packet, 20u);
  EXPECT_TRUE(message.from_client);
}

TEST(Messages, a_letter_with_a_hole_is_told_as_incomplete) {
  Talk talk(alice, mail);
  talk.open();
  talk.transcript(wire::parse_transcript(letter).value());
  talk.close();
  talk.frames.erase(talk.frames.begin() + 17);  // the dotted line
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_FALSE(found.messages[0].complete);
  EXPECT_EQ(found.messages[0].subject, "crêpes");
}

// What comes of it when one segment is missing.
Found without(packet::Endpoint server, std::string_view said, std::size_t segment) {
  Talk talk(alice, server);
  talk.open();
  talk.transcript(wire::parse_transcript(said).value());
  talk.close();
  talk.frames.erase(talk.frames.begin() + static_cast<std::ptrdiff_t>(3 + segment));
  return analyze(talk.frames);
}

TEST(Messages, a_letter_whose_first_bytes_are_missing_is_incomplete) {
  const std::string_view sent =
      "S: 220 x ESMTP\nC: MAIL FROM:<a@b>\nS: 250 ok\nC: DATA\nS: 354 go\nC: Subject: x\nC:\nC: hi\nC: .\nS: 250 ok\n";
  EXPECT_TRUE(without(mail, sent, 9).messages.at(0).complete);  // nothing but the last answer
  EXPECT_FALSE(without(mail, sent, 5).messages.at(0).complete);
  const std::string_view fetched = "S: +OK x\nC: RETR 1\nS: +OK\nS: Subject: x\nS:\nS: hi\nS: .\n";
  EXPECT_FALSE(without(pop, fetched, 3).messages.at(0).complete);
}

TEST(Messages, a_list_with_a_hole_says_nothing_of_the_letter_that_follows) {
  const std::string_view both = "S: +OK x\nC: LIST\nS: +OK\nS: 1 20\nS: 2 20\nS: .\nC: RETR 1\nS: +OK\nS: Subject: x\nS:\nS: .\n";
  EXPECT_TRUE(without(pop, both, 4).messages.at(0).complete);
}

TEST(Credentials, no_user_is_named_across_missing_bytes) {
  const std::string_view said = "S: +OK x\nC: USER alice\nS: +OK\nC: PASS x\nS: -ERR\nC: USER bob\nS: +OK\nC: PASS hungry\nS: +OK in\n";
  EXPECT_EQ(without(pop, said, 3).credentials.back().user, "bob");
  const Found found = without(pop, said, 5);
  EXPECT_EQ(found.credentials.back().secret, "hungry");
  EXPECT_FALSE(found.credentials.back().names_user);
  EXPECT_EQ(found.credentials.back().user, "");
}

TEST(Messages, a_letter_that_never_ended_is_told_at_the_end) {
  const Found found = talk(alice, mail, letter.substr(0, letter.find("C: ...two")), false);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_FALSE(found.messages[0].complete);
}

TEST(Messages, what_follows_a_refused_data_was_not_handed_over) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\nhi\r\n.\r\n");
  talk.server("250 ok\r\n550 nobody\r\n554 no recipients\r\n500 what?\r\n500 what?\r\n500 what?\r\n500 what?\r\n");
  talk.close();
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_FALSE(found.messages[0].complete);
  EXPECT_EQ(found.messages[0].answer, "554 no recipients");
}

TEST(Messages, a_server_that_goes_on_behind_a_smuggled_letter_begins_none) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
  talk.server("250 ok\r\n250 ok\r\n354 go\r\n");
  talk.client("hi\n.\r\nMAIL FROM:<e@f>\r\nRCPT TO:<c@d>\r\nDATA\r\nsmuggled\r\n.\r\n");
  talk.server("250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n250 ok\r\n");
  talk.client("QUIT\r\n");
  talk.server("221 bye\r\n");
  talk.close();
  const Found found = analyze(talk.frames);
  EXPECT_EQ(found.messages.size(), 1u);
}

TEST(Messages, pages_of_the_web_are_no_letter_under_way) {
  const Found found = talk(alice, endpoint(127, 0, 1, 25, 80),
                           "C: GET /a HTTP/1.1\nC:\nS: HTTP/1.1 200 ok\nS: Content-Length: 3\nS:\nS: a\n"
                           "C: GET /b HTTP/1.1\nC:\nS: HTTP/1.1 200 ok\nS: Content-Length: 3\nS:\nS: a\n");
  ASSERT_EQ(found.messages.size(), 2u);
  EXPECT_NE(found.messages[0].journey, found.messages[1].journey);
  EXPECT_EQ(found.messages[1].hop, 0u);
}

TEST(Messages, fetched_mail_is_rebuilt_without_an_envelope) {
  const Found found = talk(alice, pop,
                           "S: +OK\nC: TOP 1 0\nS: +OK\nS: Subject: no\nS: .\nC: RETR 1\nS: +OK\nS: Subject: "
                           "yes\nS:\nS: ..\nS: .\n");
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_EQ(found.messages[0].raw, "Subject: yes\r\n\r\n.\r\n");
  EXPECT_FALSE(found.messages[0].from_client);
  EXPECT_TRUE(found.messages[0].envelope_to.empty());
  EXPECT_TRUE(found.messages[0].complete);
}

// FTP: control and data, put together in any order.
struct FtpDownload {
  explicit FtpDownload(std::string_view command = "RETR menu.txt", bool active = false)
      : data(active ? ftp_data : alice_data, active ? alice_place : data_place) {
    control.open();
    control.server("220 x\r\n");
    control.client(active ? "PORT 127,0,1,10,200,0\r\n" : "PASV\r\n");
    control.server(active ? "200 ok\r\n" : "227 Entering Passive Mode (127,0,2,21,4,1)\r\n");
    announced = control.frames.size();
    control.client(std::string(command) + "\r\n");
    control.server("150 here\r\n");
    asked = control.frames.size();
    control.server("226 done\r\n");
    data.open();
    data.say(active ? wire::Side::client : wire::Side::server, "crepes\r\n");
    data.close();
  }
  std::vector<Frame> in_order(std::size_t data_at) const {
    std::vector<Frame> frames = control.frames;
    frames.insert(frames.begin() + static_cast<std::ptrdiff_t>(data_at), data.frames.begin(), data.frames.end());
    return frames;
  }
  packet::Endpoint alice_data = endpoint(127, 0, 1, 10, 40001), data_place = endpoint(127, 0, 2, 21, 1025);
  packet::Endpoint ftp_data = endpoint(127, 0, 2, 21, 20), alice_place = endpoint(127, 0, 1, 10, 51200);
  Talk control{alice, ftp};
  Talk data;
  std::size_t announced = 0, asked = 0;
};

void expect_menu(const Found& found) {
  ASSERT_EQ(found.files.size(), 1u);
  const File& file = found.files[0];
  EXPECT_EQ(file.command, "RETR");
  EXPECT_EQ(file.name, "menu.txt");
  EXPECT_EQ(file.content, "crepes\r\n");
  EXPECT_EQ(file.sha256, sha256_hex("crepes\r\n"));
  EXPECT_TRUE(file.complete);
  EXPECT_EQ(found.streams[file.data_stream].control_stream, file.stream);
  EXPECT_EQ(found.streams[file.data_stream].protocol, packet::Protocol::ftp_data);
  EXPECT_EQ(found.streams[file.stream].protocol, packet::Protocol::ftp);
}

TEST(Files, a_download_is_tied_to_its_command_wherever_its_packets_stand) {
  const FtpDownload download;
  for (std::size_t at = 0; at <= download.control.frames.size(); ++at) expect_menu(analyze(download.in_order(at)));
}

TEST(Files, an_active_download_is_tied_to_its_command) {
  const FtpDownload download("RETR menu.txt", true);
  expect_menu(analyze(download.in_order(download.asked)));
}

TEST(Files, a_download_with_a_hole_is_incomplete) {
  FtpDownload download;
  download.data.frames.erase(download.data.frames.begin() + 3);
  const Found found = analyze(download.in_order(download.asked));
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_FALSE(found.files[0].complete);
  EXPECT_EQ(found.files[0].bytes, 0u);
}

TEST(Files, a_listing_is_no_file) {
  const FtpDownload listing("LIST");
  const Found found = analyze(listing.in_order(listing.asked));
  EXPECT_TRUE(found.files.empty());
  EXPECT_EQ(found.streams[1].control_stream, 0u);
}

TEST(Logins, an_account_that_ftp_asks_for_answers_the_log_in) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 2, 21, 21));
  talk.open();
  talk.server("220 x FTP\r\n");
  talk.client("USER bob\r\n");
  talk.server("331 password\r\n");
  talk.client("PASS hungry\r\n");
  talk.server("332 account\r\n");
  talk.client("ACCT lab\r\n");
  talk.server("230 in\r\n");
  const tests::Found found = tests::analyze(talk.frames);
  ASSERT_EQ(found.credentials.size(), 2u);
  EXPECT_EQ(found.credentials[1].secret, "hungry");
  EXPECT_EQ(found.credentials[1].accepted, std::optional(true));
}

TEST(Logins, tokens_and_digests_of_other_mechanisms_are_found) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 x ESMTP\r\n");
  talk.client("AUTH XOAUTH2 dXNlcj1ib2IBYXV0aD1CZWFyZXIgdG9rZW4BAQ==\r\n");
  talk.server("235 in\r\n");
  talk.client("AUTH SCRAM-SHA-1\r\n");
  talk.server("334 \r\n");
  talk.client("biwsbj1ib2Iscj1h\r\n");
  talk.server("334 cj1hYixzPXgsaT0x\r\n");
  talk.client("Yz1iaXdzLHI9YWIscD16\r\n");
  talk.server("535 no\r\n");
  const tests::Found found = tests::analyze(talk.frames);
  ASSERT_EQ(found.credentials.size(), 4u);
  EXPECT_EQ(found.credentials[1].user + "/" + found.credentials[1].secret, "bob/token");
  EXPECT_EQ(found.credentials[3].mechanism, "SCRAM-SHA-1");
  EXPECT_EQ(found.credentials[3].user, "bob");
  EXPECT_EQ(found.credentials[3].challenge, "r=ab,s=x,i=1");
  EXPECT_EQ(found.credentials[3].response, "c=biws,r=ab,p=z");
  EXPECT_EQ(found.credentials[3].accepted, std::optional(false));
}

}  // namespace
}  // namespace cleartext::findings
