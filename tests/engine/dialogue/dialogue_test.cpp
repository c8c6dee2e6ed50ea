// Golden dialogues: what a stream yields is the transcript that went in, whole or byte by byte, with kinds,
// codes and exact places.
#include <gtest/gtest.h>

#include "engine/dialogue/ftp.h"
#include "engine/dialogue/printable.h"
#include "tests/engine/dialogue/speaker.h"

namespace cleartext::dialogue {
namespace {

using tests::kinds;
using tests::Notes;
using tests::Speaker;
using tests::told;
using wire::Side;

wire::Transcript turns(std::string_view text) {
  auto parsed = wire::parse_transcript(text);
  EXPECT_TRUE(parsed);
  return parsed.value_or(wire::Transcript{});
}

void expect_dialogue(std::uint16_t port, std::string_view text, const std::vector<std::string>& expected) {
  const wire::Transcript golden = turns(text);
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker speaker(port);
    for (const wire::Turn& turn : golden) speaker.say(turn.from, turn.line + "\r\n", cut);
    wire::Transcript heard;
    std::uint64_t places[2] = {0, 0};
    for (const Line& line : speaker.notes.lines) {
      heard.push_back({line.from, line.text});
      std::uint64_t& place = places[line.from == Side::client ? 0 : 1];
      EXPECT_EQ(line.position, place);
      EXPECT_EQ(line.length, line.text.size() + 2);
      place += line.length;
    }
    EXPECT_EQ(wire::print(heard), wire::print(golden));
    EXPECT_EQ(kinds(speaker.notes), expected);
  }
}

constexpr std::string_view mail = R"(S: 220-mail.hamburger.edu ready
S: 220 speak
C: ehlo mail.crepes.fr
S: 250-mail.hamburger.edu
S: 250 SIZE 100
C: MAIL FROM:<alice@crepes.fr>
S: 250 ok
C: RCPT TO:<bob@hamburger.edu>
S: 250 ok
C: DATA
S: 354 go on
C: Subject: Hi
C:
C: ..dot
C: .
S: 250 taken
C: QUIT
S: 221 bye
)";

TEST(Smtp, a_letter_reads_as_it_was_sent) {
  expect_dialogue(25, mail,
                  {"greeting 220", "greeting 220", "command EHLO", "reply 250", "reply 250", "command MAIL", "reply 250", "command RCPT",
                   "reply 250", "command DATA", "reply 354", "data", "data", "data", "data", "reply 250", "command QUIT", "reply 221"});
}

TEST(Smtp, the_plain_loopback_port_is_known) {
  expect_dialogue(2025, "S: 220 ready\nC: NOOP\nS: 250 ok\n", {"greeting 220", "command NOOP", "reply 250"});
}

TEST(Smtp, another_port_is_recognised_by_what_is_said) {
  expect_dialogue(5555, "S: 220 hello there\nC: EHLO x\nS: 250 ok\n", {"greeting 220", "command EHLO", "reply 250"});
}

TEST(Recognition, a_protocol_is_known_by_what_is_said_on_any_port) {
  expect_dialogue(2525, "S: 220 mail ESMTP\nC: NOOP\nS: 250 ok\n", {"greeting 220", "command NOOP", "reply 250"});
  expect_dialogue(8021, "S: 220 hello\nC: USER bob\nS: 331 go on\n", {"greeting 220", "command USER", "reply 331"});
  expect_dialogue(8110, "S: +OK hello\nC: USER bob\nS: +OK\n", {"greeting +OK", "command USER", "reply +OK"});
  expect_dialogue(25, "S: 220 (vsFTPd 3.0.3)\nC: PASV\nS: 227 (127,0,2,21,4,1)\n", {"greeting 220", "command PASV", "reply 227"});
  expect_dialogue(110, "S: 220 x ESMTP\nC: EHLO y\nS: 250 ok\n", {"greeting 220", "command EHLO", "reply 250"});
}

packet::Protocol protocol_of(std::uint16_t port, std::string_view text, bool from_start = true) {
  Speaker speaker(port, from_start);
  for (const wire::Turn& turn : turns(text)) speaker.say(turn.from, turn.line + "\r\n", 1);
  return speaker.reading->protocol();
}

TEST(Recognition, a_first_command_corrects_what_the_port_suggested) {
  EXPECT_EQ(protocol_of(21, "S: 220 hello\n"), packet::Protocol::ftp);
  EXPECT_EQ(protocol_of(21, "S: 220 hello\nC: EHLO x\nS: 250 ok\n"), packet::Protocol::smtp);
  EXPECT_EQ(protocol_of(25, "S: 220 hello\nC: PASV\n"), packet::Protocol::ftp);
  EXPECT_EQ(protocol_of(25, "S: 220 hello\nC: USER bob\n"), packet::Protocol::ftp);  // POP3 greets otherwise
  EXPECT_EQ(protocol_of(25, "S: 220 hello\nC: QUIT\n"), packet::Protocol::smtp);
  Speaker speaker(21);
  speaker.say(Side::server, "220 hello\r\n");
  speaker.say(Side::client, "EHLO me\r\n", 1);
  speaker.say(Side::server, "250 ok\r\n");
  EXPECT_EQ(kinds(speaker.notes), (std::vector<std::string>{"greeting 220", "command EHLO", "reply 250"}));
}

TEST(Recognition, without_a_beginning_the_first_words_tell) {
  EXPECT_EQ(protocol_of(4000, "C: USER bob\nS: +OK\n", false), packet::Protocol::pop3);
  EXPECT_EQ(protocol_of(4000, "C: USER bob\nS: 331 go on\n", false), packet::Protocol::ftp);
  EXPECT_EQ(protocol_of(4000, "C: RCPT TO:<bob@hamburger.edu>\n", false), packet::Protocol::smtp);
  EXPECT_EQ(protocol_of(4000, "S: 354 go on\n", false), packet::Protocol::smtp);
  EXPECT_EQ(protocol_of(4000, "C: hello there\n", false), packet::Protocol::unknown);
}

TEST(Recognition, numbers_alone_are_told_apart_by_their_words) {
  using packet::Protocol;
  EXPECT_EQ(protocol_of(2525, "S: 250-mx.a.org\nS: 250 AUTH PLAIN LOGIN\n", false), Protocol::smtp);
  EXPECT_EQ(protocol_of(2525, "S: 250-mx.a.org\nS: 250 SIZE=1000\n", false), Protocol::smtp);
  EXPECT_EQ(protocol_of(2525, "S: 220 hello\nC: NOOP\nS: 250 2.0.0 still here\n"), Protocol::smtp);
  EXPECT_EQ(protocol_of(2525, "S: 250 ok\nC: AUTH PLAIN AGJvYgBodW5ncnk=\n", false), Protocol::smtp);
  EXPECT_EQ(protocol_of(2525, "S: 220 hello\nC: AUTH TLS\n"), Protocol::ftp);
  EXPECT_EQ(protocol_of(2525, "S: 220 hello\nC: NOOP\nS: 250 ok\nC: MAIL FROM:<a@b>\n"), Protocol::smtp);
  EXPECT_EQ(protocol_of(2525, "S: 220 hello\nC: NOOP\nS: 250 Size is 5\nC: PASV\n"), Protocol::ftp);
}

TEST(Recognition, what_both_have_is_taken_for_ftp_when_nothing_more_is_said) {
  Speaker speaker(2525);
  speaker.server("220 hello\r\n");
  speaker.client("QUIT\r\n");
  speaker.server("221 bye\r\n");
  EXPECT_EQ(speaker.reading->protocol(), packet::Protocol::unknown);
  speaker.end();
  EXPECT_EQ(speaker.reading->protocol(), packet::Protocol::ftp);
  EXPECT_EQ(kinds(speaker.notes), (std::vector<std::string>{"greeting 220", "command QUIT", "reply 221"}));
}

TEST(Recognition, an_answer_whose_end_is_missing_still_says_yes_or_no) {
  const auto last_of = [](std::uint16_t port, std::string_view said, std::string_view cut) {
    Speaker speaker(port);
    speaker.server(said);
    speaker.client(port == 143 ? "a NOOP\r\n" : "NOOP\r\n");
    speaker.server(cut);
    speaker.gap(Side::server, 10);
    speaker.server("rest of it\r\n");
    const auto told = kinds(speaker.notes);
    return told[told.size() - 2] + ", " + told.back();
  };
  EXPECT_EQ(last_of(25, "220 x ESMTP\r\n", "250 o"), "reply 250, invalid");
  EXPECT_EQ(last_of(25, "220 x ESMTP\r\n", "250"), "invalid, invalid");  // more may follow
  EXPECT_EQ(last_of(21, "220 x FTP\r\n", "200 o"), "reply 200, invalid");
  EXPECT_EQ(last_of(110, "+OK x\r\n", "+OK d"), "reply +OK, invalid");
  EXPECT_EQ(last_of(143, "* OK x\r\n", "a OK d"), "reply OK, invalid");
}

TEST(Smtp, commands_sent_together_are_answered_one_by_one) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
  speaker.say(Side::server, "250 ok\r\n550 no\r\n354 go\r\n");
  speaker.say(Side::client, "text\r\n.\r\nQUIT\r\n");
  speaker.say(Side::server, "250 ok\r\n221 bye\r\n");
  EXPECT_EQ(speaker.notes.answers,
            (std::vector<std::string>{"", "MAIL", "RCPT", "DATA", "MAIL", "RCPT", "DATA", "", "", "QUIT", ".", "QUIT"}));
}

TEST(Smtp, a_refused_data_is_followed_by_a_command) {
  expect_dialogue(25, "S: 220 x\nC: DATA\nS: 503 first say RCPT\nC: QUIT\nS: 221 bye\n",
                  {"greeting 220", "command DATA", "reply 503", "command QUIT", "reply 221"});
}

TEST(Smtp, authentication_continues_on_lines_of_its_own) {
  expect_dialogue(
      25,
      "S: 220 x\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Ym9i\nS: 334 UGFzc3dvcmQ6\nC: "
      "aHVuZ3J5\nS: 235 welcome\nC: NOOP\nS: 250 ok\n",
      {"greeting 220", "command AUTH", "reply 334", "continuation", "reply 334", "continuation", "reply 235", "command NOOP", "reply 250"});
}

TEST(Smtp, after_starttls_nothing_is_guessed) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "STARTTLS\r\n");
  speaker.say(Side::server, "220 go on\r\nEHLO not a line\r\n");
  speaker.say(Side::client, "\x16\x03\x01\x00\x05hello\r\n");
  EXPECT_EQ(told(speaker.notes), "S greeting | 220 x\nC command | STARTTLS\nS reply | 220 go on\nS invalid | EHLO not a line\n");
  EXPECT_FALSE(speaker.reading->encrypted());
}

TEST(Smtp, chunks_are_counted_not_read) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "BDAT 11\r\nRSET\r\nhalf\nBDAT 5 LAST\r\n.\r\nABQUIT\r\n");
  EXPECT_EQ(kinds(speaker.notes),
            (std::vector<std::string>{"greeting 220", "command BDAT", "data", "data", "command BDAT", "data", "data", "command QUIT"}));
}

TEST(Smtp, after_a_gap_reading_goes_on_at_the_next_line) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "MAIL FR");
  speaker.gap(Side::client, 20);
  speaker.say(Side::client, "st of a line\r\nQUIT\r\n");
  EXPECT_EQ(kinds(speaker.notes), (std::vector<std::string>{"greeting 220", "invalid", "invalid", "command QUIT"}));
  EXPECT_EQ(speaker.notes.lines[3].position, 41u);
}

TEST(Recognition, a_line_that_is_one_by_itself_is_read_though_bytes_before_it_are_missing) {
  const auto behind = [](std::uint16_t port, std::string_view greeting, Side from, std::string_view said) {
    Speaker speaker(port);
    speaker.server(greeting);
    speaker.gap(from, 20);
    speaker.say(from, std::string(said) + "\r\n", 3);
    return kinds(speaker.notes).back();
  };
  EXPECT_EQ(behind(25, "220 x ESMTP\r\n", Side::client, "AUTH PLAIN AGJvYgBodW5ncnk="), "command AUTH");
  EXPECT_EQ(behind(25, "220 x ESMTP\r\n", Side::server, "235 ok"), "reply 235");
  EXPECT_EQ(behind(25, "220 x ESMTP\r\n", Side::client, "and no command"), "invalid");
  EXPECT_EQ(behind(25, "220 x ESMTP\r\n", Side::server, "2350 bytes"), "invalid");
  EXPECT_EQ(behind(110, "+OK x\r\n", Side::client, "PASS hungry"), "command PASS");
  EXPECT_EQ(behind(110, "+OK x\r\n", Side::server, "-ERR no"), "reply -ERR");
  EXPECT_EQ(behind(21, "220 x FTP\r\n", Side::client, "RETR x"), "command RETR");
  EXPECT_EQ(behind(143, "* OK x\r\n", Side::client, "a LOGIN bob hungry"), "command LOGIN");
  EXPECT_EQ(behind(143, "* OK x\r\n", Side::server, "* 3 EXISTS"), "reply *");
}

TEST(Recognition, an_answer_behind_missing_ones_says_whether_a_log_in_succeeded) {
  Speaker speaker(25);
  speaker.server("220 x ESMTP\r\n");
  speaker.client("EHLO a\r\n");
  speaker.gap(Side::server, 20);
  speaker.client("AUTH PLAIN AGJvYgBodW5ncnk=\r\n");
  speaker.server("235 ok\r\n");
  EXPECT_EQ(speaker.notes.answers.back(), "AUTH");
}

TEST(Smtp, what_follows_a_letter_with_a_hole_is_a_command) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "DATA\r\n");
  speaker.say(Side::server, "354 go on\r\n");
  speaker.say(Side::client, "Subj");
  speaker.gap(Side::client, 20);
  speaker.say(Side::client, "est\r\n.\r\n");
  speaker.say(Side::server, "250 taken\r\n");
  speaker.say(Side::client, "QUIT\r\n");
  EXPECT_EQ(kinds(speaker.notes).back(), "command QUIT");
}

TEST(Smtp, a_capture_that_begins_in_the_middle_is_read) {
  Speaker speaker(25, false);
  speaker.say(Side::client, "RCPT TO:<bob@hamburger.edu>\r\n");
  speaker.say(Side::server, "250 ok\r\n");
  EXPECT_EQ(kinds(speaker.notes), (std::vector<std::string>{"command RCPT", "reply 250"}));
}

TEST(Pop3, a_mailbox_reads_as_it_was_read) {
  expect_dialogue(110,
                  "S: +OK ready\nC: USER bob\nS: +OK\nC: PASS hungry\nS: +OK in\nC: LIST\nS: +OK 1 "
                  "message\nS: 1 20\nS: .\nC: LIST 1\nS: +OK 1 20\nC: RETR 1\nS: +OK\nS: Subject: Hi\nS:\nS: "
                  "..\nS: .\nC: QUIT\nS: -ERR busy\n",
                  {"greeting +OK", "command USER", "reply +OK", "command PASS", "reply +OK", "command LIST", "reply +OK", "data", "data",
                   "command LIST", "reply +OK", "command RETR", "reply +OK", "data", "data", "data", "data", "command QUIT", "reply -ERR"});
}

TEST(Pop3, commands_before_the_greeting_are_not_answered_by_it) {
  Speaker speaker(110);
  speaker.say(Side::client, "CAPA\r\n");
  speaker.say(Side::server, "+OK ready\r\n+OK\r\nUSER\r\n.\r\n");
  EXPECT_EQ(kinds(speaker.notes), (std::vector<std::string>{"command CAPA", "greeting +OK", "reply +OK", "data", "data"}));
}

TEST(Ftp, a_session_reads_as_it_was_held) {
  expect_dialogue(21,
                  "S: 220 ready\nC: USER bob\nS: 331 password\nC: FEAT\nS: 211-Features:\nS:  EPSV\nS: 211 "
                  "End\nC: RETR a\nS: 150 here\nS: 226 done\nC: 123\nS: 500 what\n",
                  {"greeting 220", "command USER", "reply 331", "command FEAT", "reply 211", "continuation", "reply 211", "command RETR",
                   "reply 150", "reply 226", "invalid", "reply 500"});
}

TEST(Ftp, places_for_data_are_understood_in_every_way_of_writing_them) {
  Speaker speaker(2021);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, "PASV\r\nEPSV\r\nPORT 127,0,2,10,4,1\r\nEPRT |1|127.0.2.10|5282|\r\nEPRT |2|::1|5283|\r\n");
  speaker.say(Side::server, "227 Entering Passive Mode (127,0,2,21,4,2).\r\n229 Entering Extended Passive Mode (|||6000|)\r\n");
  EXPECT_EQ(speaker.notes.places,
            (std::vector<std::string>{"127.0.2.10:1025", "127.0.2.10:5282", "[::1]:5283", "127.0.2.21:1026", "127.0.1.25:6000"}));
}

TEST(Ftp, broken_places_are_refused) {
  for (const std::string_view text : {"", "1,2,3,4,5", "1,2,3,4,5,", "300,2,3,4,5,6", "a,b,c,d,e,f"})
    EXPECT_FALSE(parse_host_port(text)) << text;
  for (const std::string_view text : {"", "|1|127.0.0.1|", "|1|nowhere|21|", "|1|127.0.0.1|99999|", "|||||||"})
    EXPECT_FALSE(parse_eprt(text)) << text;
  for (const std::string_view text : {"", "229 (", "229 (|||)", "229 (|||x|)", "229 (|1||21|)"}) EXPECT_FALSE(parse_epsv(text, {})) << text;
}

TEST(Recognise, what_is_secret_is_known_by_its_first_bytes_on_any_port) {
  for (const auto& [bytes, protocol] :
       {std::pair{std::string("\x16\x03\x01\x02\x00", 5), packet::Protocol::tls}, {"SSH-2.0-x\r\n", packet::Protocol::ssh}}) {
    Speaker speaker(8080);
    speaker.say(Side::client, bytes);
    EXPECT_EQ(speaker.reading->protocol(), protocol);
  }
}

TEST(Recognition, a_client_that_is_heard_alone_is_understood_in_the_end) {
  for (const auto& [letter, protocol] :
       {std::pair{"RETR 1\r\n", packet::Protocol::pop3}, {"RETR a\r\n", packet::Protocol::ftp}, {"STAT\r\n", packet::Protocol::pop3}}) {
    Speaker speaker(1110);
    speaker.client("USER bob\r\n");
    speaker.client("PASS hungry\r\n");
    speaker.client(letter);
    speaker.client("QUIT\r\n");
    speaker.end();
    EXPECT_EQ(speaker.reading->protocol(), protocol) << letter;
    ASSERT_EQ(speaker.notes.lines.size(), 4u) << letter;
    EXPECT_EQ(speaker.notes.lines[1].text, "PASS hungry");
  }
}

TEST(Recognition, news_and_stores_are_neither_files_nor_mail) {
  Speaker news(119);
  news.server("200 news ready\r\n");
  news.client("MODE READER\r\n");
  news.server("200 ok\r\n");
  news.client("GROUP a.b\r\n");
  news.end();
  EXPECT_EQ(news.reading->protocol(), packet::Protocol::unknown);
  Speaker store(6379);
  store.client("AUTH hungry\r\n");
  store.server("+OK\r\n");
  store.client("PING\r\n");
  store.server("+PONG\r\n");
  store.end();
  EXPECT_EQ(store.reading->protocol(), packet::Protocol::unknown);
  Speaker files(2121);  // met in the middle
  files.server("200 binary it is\r\n");
  files.client("PASV\r\n");
  EXPECT_EQ(files.reading->protocol(), packet::Protocol::ftp);
}

TEST(Line, bytes_that_are_not_utf8_are_shown_as_numbers) {
  EXPECT_EQ(printable("crêpe"), "crêpe");
  EXPECT_EQ(printable("a\xff\xc3"), "a\\xff\\xc3");
  EXPECT_EQ(printable("\xed\xa0\x80\xc0\xaf\xf5"), "\\xed\\xa0\\x80\\xc0\\xaf\\xf5");
}

TEST(Line, nothing_made_visible_moves_a_cursor_ends_a_line_or_turns_the_writing_around) {
  EXPECT_EQ(visible("crêpe, 日本 and all that is plain"), "crêpe, 日本 and all that is plain");
  EXPECT_EQ(visible("220 x \x1b]0;pwned\x07\x1b[2J ESMTP"), "220 x \\x1b]0;pwned\\x07\\x1b[2J ESMTP");
  EXPECT_EQ(visible("hu\r\nngry\tx\x7f"), "hu\\r\\nngry\\tx\\x7f");
  EXPECT_EQ(visible("a\u009b31m \u0085 \u2028 \u2029"), "a\\u009b31m \\u0085 \\u2028 \\u2029");
  EXPECT_EQ(visible("gpj.\u202eexe \u200f\u061c\u2066\u2069"), "gpj.\\u202eexe \\u200f\\u061c\\u2066\\u2069");
  EXPECT_EQ(visible(std::string("\0\xff", 2)), "\\x00\\xff");
  for (int byte = 0; byte < 0x20; ++byte)
    for (std::size_t at = 0; at < 17; ++at) {
      std::string text(17, 'a');
      text[at] = static_cast<char>(byte);
      EXPECT_EQ(visible(text).find(static_cast<char>(byte)), std::string::npos) << byte << " at " << at;
    }
}

TEST(Line, of_bytes_in_disorder_the_packet_that_made_it_whole_is_named) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");  // packet 1
  speaker.packet = 5;
  speaker.say(Side::client, "EHL");  // packet 6 filled the hole
  speaker.packet = 4;
  speaker.say(Side::client, "O b\r\nQUIT\r\n");
  ASSERT_EQ(speaker.notes.lines.size(), 3u);
  EXPECT_EQ(speaker.notes.lines[1].packet, 6u);
  EXPECT_EQ(speaker.notes.lines[2].packet, 5u);
}

TEST(Line, the_longest_line_is_bounded) {
  Speaker speaker(25);
  speaker.say(Side::server, "220 x\r\n");
  speaker.say(Side::client, std::string(200'000, 'x') + "\r\nNOOP\r\n", 1400);
  ASSERT_GE(speaker.notes.lines.size(), 4u);
  for (const Line& line : speaker.notes.lines) EXPECT_LE(line.length, LineCutter::longest + 2);
  EXPECT_EQ(speaker.notes.lines.back().verb, "NOOP");
}

}  // namespace
}  // namespace cleartext::dialogue
