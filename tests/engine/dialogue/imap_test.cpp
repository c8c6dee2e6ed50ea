// IMAP, whole and byte by byte: what was said, of what kind, what it answers, and the letters in it.
#include "engine/dialogue/imap.h"

#include <gtest/gtest.h>

#include "tests/engine/dialogue/speaker.h"
#include "tests/support/analysis.h"

namespace cleartext::dialogue {
namespace {

using tests::kinds;
using tests::Speaker;
using tests::told;
using wire::Side;

void fetch_a_letter(Speaker& imap) {
  imap.server("* OK IMAP4rev1 ready\r\n");
  imap.client("a1 LOGIN bob hungry\r\n");
  imap.server("a1 OK in\r\n");
  imap.client("a2 SELECT INBOX\r\n");
  imap.server("* 2 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\na2 OK [READ-WRITE] done\r\n");
  imap.client("a3 UID FETCH 1:2 (FLAGS BODY.PEEK[])\r\n");
  imap.server("* 1 FETCH (UID 1 FLAGS (\\Seen) BODY[] {16}\r\nSubject: x\r\n\r\nHi)\r\n");
  imap.server("* 2 FETCH (UID 2 BODY[] {14}\r\nTo: y\r\n\r\n{9}\r\n)\r\na3 OK done\r\n");
  imap.client("a4 LOGOUT\r\n");
  imap.server("* BYE\r\na4 OK bye\r\n");
}

// A short snap length cuts both.
TEST(Imap, a_refusal_that_was_cut_behind_its_tag_still_refuses_the_literal) {
  Speaker imap(143);
  imap.server("* OK IMAP4r");
  imap.gap(Side::server, 10);
  imap.client("a LOGIN {3}\r\n");
  imap.server("a BAD no liter");
  imap.gap(Side::server, 10);
  imap.client("b LOGIN bob pw\r\n");
  EXPECT_EQ(kinds(imap.notes).back(), "command LOGIN");
}

TEST(Imap, a_mailbox_reads_as_it_was_read_whole_and_byte_by_byte) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker imap(143);
    imap.cut = cut;
    fetch_a_letter(imap);
    EXPECT_EQ(told(imap.notes), R"(S greeting | * OK IMAP4rev1 ready
C command | a1 LOGIN bob hungry
S reply | a1 OK in
C command | a2 SELECT INBOX
S reply | * 2 EXISTS
S reply | * OK [UIDVALIDITY 1] ok
S reply | a2 OK [READ-WRITE] done
C command | a3 UID FETCH 1:2 (FLAGS BODY.PEEK[])
S reply | * 1 FETCH (UID 1 FLAGS (\Seen) BODY[] {16}
S data | Subject: x
S data | 
S data | Hi
S continuation | )
S reply | * 2 FETCH (UID 2 BODY[] {14}
S data | To: y
S data | 
S data | {9}
S continuation | )
S reply | a3 OK done
C command | a4 LOGOUT
S reply | * BYE
S reply | a4 OK bye
)") << cut;
    EXPECT_EQ(imap.reading->protocol(), packet::Protocol::imap);
  }
}

TEST(Imap, letters_pass_as_content) {
  Speaker imap(143);
  imap.server("* OK ready\r\n");
  imap.client("a FETCH 1:2 (BODY[])\r\n");
  imap.server("* 1 FETCH (BODY[] {14}\r\nSubject: x\r\n\r\n)\r\n* 2 FETCH (BODY[] \"To: \\\"y\\\"\")\r\na OK done\r\n");
  imap.client("b APPEND Sent (\\Seen) {5}\r\n");
  imap.server("+ go on\r\n");
  imap.client("ABCDE\r\n");
  imap.server("b OK done\r\n");
  EXPECT_EQ(imap.notes.contents, "Subject: x\r\n\r\n<end>To: \"y\"<end>ABCDE<end>");
}

TEST(Imap, a_letter_that_is_fetched_in_pieces_is_one) {
  Speaker imap(143);
  imap.server("* OK ready\r\n");
  imap.client("a FETCH 1 BODY[]<0.4>\r\n");
  imap.server("* 1 FETCH (BODY[]<0> {4}\r\nABCD)\r\na OK done\r\n");
  imap.client("b FETCH 1 BODY[]<4.4>\r\n");
  imap.server("* 1 FETCH (BODY[]<4> {2}\r\nEF)\r\nb OK done\r\n");
  EXPECT_EQ(imap.notes.contents, "ABCDEF<end>");
}

TEST(Imap, answers_belong_to_the_command_with_their_tag) {
  Speaker imap(143);
  imap.server("* OK ready\r\n");
  imap.client("a NOOP\r\nb CAPABILITY\r\n");
  imap.server("b OK done\r\na OK done\r\n");
  EXPECT_EQ(imap.notes.answers, (std::vector<std::string>{"", "NOOP", "CAPABILITY", "CAPABILITY", "NOOP"}));
}

TEST(Imap, after_starttls_nothing_is_guessed) {
  Speaker imap(143);
  imap.server("* OK ready\r\n");
  imap.client("a STARTTLS\r\n");
  imap.server("a OK go\r\n");
  EXPECT_TRUE(imap.reading->encrypted());
}

TEST(Imap, is_known_on_any_port_and_from_the_middle) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{100}}) {
    Speaker client_first(4000, false), server_first(4000, false), greeting(4000);
    client_first.cut = server_first.cut = greeting.cut = cut;
    client_first.client("x7 SELECT INBOX\r\n");
    server_first.server("* 12 EXISTS\r\n");
    greeting.server("* PREAUTH welcome\r\n");
    for (const Speaker* each : {&client_first, &server_first, &greeting}) EXPECT_EQ(each->reading->protocol(), packet::Protocol::imap);
  }
  Speaker smtp(4000, false);
  smtp.client("AUTH LOGIN Ym9i\r\n");
  EXPECT_NE(smtp.reading->protocol(), packet::Protocol::imap);
}

// What a listener takes home, with the bytes cut as given.
tests::Found overheard(const std::vector<std::pair<wire::Side, std::string>>& said, std::size_t cut) {
  tests::Talk talk(tests::endpoint(127, 0, 2, 10, 40000), tests::endpoint(127, 0, 2, 25, 143));
  talk.open();
  for (const auto& [side, text] : said)
    for (std::size_t at = 0; at < text.size(); at += cut) talk.say(side, text.substr(at, cut));
  talk.close();
  return tests::analyze(talk.frames);
}
constexpr auto C = wire::Side::client, S = wire::Side::server;

TEST(Imap, a_log_in_is_found_however_it_is_written) {
  const std::vector<std::vector<std::pair<wire::Side, std::string>>> ways = {
      {{S, "* OK x\r\n"}, {C, "a LOGIN bob hungry\r\n"}, {S, "a OK in\r\n"}},
      {{S, "* OK x\r\n"}, {C, "a login \"bob\" \"hungry\"\r\n"}, {S, "a OK in\r\n"}},
      {{S, "* OK x\r\n"},
       {C, "a LOGIN {3}\r\n"},
       {S, "+ ok\r\n"},
       {C, "bob {6}\r\n"},
       {S, "+ ok\r\n"},
       {C, "hungry\r\n"},
       {S, "a OK in\r\n"}},
      {{S, "* OK x\r\n"}, {C, "a LOGIN {3+}\r\nbob {6+}\r\nhungry\r\n"}, {S, "a OK in\r\n"}},
  };
  for (const auto& way : ways)
    for (const std::size_t cut : {std::size_t{1}, std::size_t{1000}}) {
      const tests::Found found = overheard(way, cut);
      ASSERT_EQ(found.credentials.size(), 2u);
      EXPECT_EQ(found.credentials[1].mechanism, "LOGIN");
      EXPECT_EQ(found.credentials[1].user, "bob");
      EXPECT_EQ(found.credentials[1].secret, "hungry");
      EXPECT_EQ(found.credentials[1].accepted, true);
    }
}

TEST(Imap, quotes_in_a_password_are_kept) {
  const tests::Found found =
      overheard({{S, "* OK x\r\n"}, {C, "a LOGIN bob {5}\r\n"}, {S, "+\r\n"}, {C, "a\"\\ b\r\n"}, {S, "a NO\r\n"}}, 1000);
  ASSERT_EQ(found.credentials.size(), 2u);
  EXPECT_EQ(found.credentials[1].secret, "a\"\\ b");
  EXPECT_EQ(found.credentials[1].accepted, false);
}

TEST(Imap, authenticate_is_decoded) {
  // AGJvYgBodW5ncnk= is NUL bob NUL hungry.
  for (const auto& way : std::vector<std::vector<std::pair<wire::Side, std::string>>>{
           {{S, "* OK x\r\n"}, {C, "a AUTHENTICATE PLAIN\r\n"}, {S, "+ \r\n"}, {C, "AGJvYgBodW5ncnk=\r\n"}, {S, "a OK in\r\n"}},
           {{S, "* OK x\r\n"}, {C, "a AUTHENTICATE PLAIN AGJvYgBodW5ncnk=\r\n"}, {S, "a OK in\r\n"}}}) {
    const tests::Found found = overheard(way, 1000);
    ASSERT_EQ(found.credentials.size(), 2u);
    EXPECT_EQ(found.credentials[1].mechanism, "PLAIN");
    EXPECT_EQ(found.credentials[1].secret, "hungry");
    EXPECT_EQ(found.credentials[1].accepted, true);
  }
}

TEST(Imap, a_gap_in_a_letter_damages_it_and_what_follows_is_read) {
  Speaker imap(143);
  imap.server("* OK ready\r\n");
  imap.client("a FETCH 1 BODY[]\r\n");
  imap.server("* 1 FETCH (BODY[] {10}\r\nABC");
  imap.gap(S, 4);
  imap.server("XYZ)\r\na OK done\r\n");
  EXPECT_EQ(imap.notes.contents, "ABC<gap>XYZ<end>");
  EXPECT_EQ(imap.notes.lines.back().text, "a OK done");
  EXPECT_EQ(imap.notes.lines.back().kind, LineKind::reply);
}

TEST(Imap, what_is_compressed_is_told_with_its_size) {
  Speaker imap(143);
  imap.server("* OK x\r\n");
  imap.client("a COMPRESS DEFLATE\r\n");
  imap.server("a OK packed from here on\r\n");
  imap.client("\x4a\x54\xf0\xf1");
  imap.client("\x01\x02");
  imap.server("\x03\x04\x05");
  imap.end();
  EXPECT_EQ(told(imap.notes),
            "S greeting | * OK x\nC command | a COMPRESS DEFLATE\nS reply | a OK packed from here on\n"
            "C data | compressed, 6 bytes, not unpacked\nS data | compressed, 3 bytes, not unpacked\n");
  EXPECT_FALSE(imap.reading->encrypted());
}

}  // namespace
}  // namespace cleartext::dialogue
