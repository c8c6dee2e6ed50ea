// What reaches the desk is what the client sent, and nothing can be smuggled past the dot.
#include <gtest/gtest.h>

#include "tests/servers/smtp/desk.h"

namespace cleartext::smtp {
namespace {

const std::string opening = "HELO a\r\nMAIL FROM:<alice@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\nDATA\r\n";

class SmtpLetter : public testing::Test {
 protected:
  // Says it in pieces of `step` bytes; gives back the last reply.
  std::string send(std::string_view bytes, std::size_t step = 4096) {
    auto session = make_session(small_server(), desk);
    std::string said;
    for (std::size_t at = 0; at < bytes.size(); at += step) said += session->receive(bytes.substr(at, step)).bytes;
    const auto last = said.rfind('\n', said.size() - 2);
    return said.substr(last == std::string::npos ? 0 : last + 1);
  }
  WritingDesk desk;
};

TEST_F(SmtpLetter, dots_are_unstuffed_and_the_rest_stays_as_it_was) {
  for (const std::size_t step : {std::size_t{4096}, std::size_t{1}}) {
    desk.taken.clear();
    EXPECT_EQ(send(opening + "..one\r\n...two\r\nx.\r\n..\r\n\r\n.\r\n", step).substr(0, 4), "250 ");
    ASSERT_EQ(desk.taken.size(), 1u);
    EXPECT_EQ(desk.taken[0].letter, ".one\r\n..two\r\nx.\r\n.\r\n\r\n");
    EXPECT_EQ(desk.taken[0].envelope, (store::Envelope{"alice@crepes.fr", {"bob@hamburger.edu"}}));
    EXPECT_EQ(desk.taken[0].hello, "a");
  }
}

TEST_F(SmtpLetter, nothing_but_cr_lf_dot_cr_lf_ends_it) {
  for (const std::string end : {"\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n.\r\r\n", "\n\r\n.\n"}) {
    for (const std::size_t step : {std::size_t{4096}, std::size_t{1}}) {
      desk.taken.clear();
      const auto smuggled = "x" + end + "MAIL FROM:<eve@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\nDATA\r\nboo";
      EXPECT_EQ(send(opening + smuggled + "\r\n.\r\n", step).substr(0, 4), "554 ") << testing::PrintToString(end);
      EXPECT_TRUE(desk.taken.empty()) << testing::PrintToString(end);
    }
  }
}

TEST_F(SmtpLetter, the_refusal_names_the_line) {
  EXPECT_EQ(send(opening + "one\r\ntwo\nthree\r\n.\r\n"), "554 Line 2 of the letter has a CR or LF alone; lines end in CR LF\r\n");
}

TEST_F(SmtpLetter, a_letter_above_the_size_is_refused_and_the_session_goes_on) {
  const std::string line = std::string(98, 'x') + "\r\n";
  std::string ten;
  for (int count = 0; count < 10; ++count) ten += line;
  EXPECT_EQ(send(opening + ten + ".\r\n").substr(0, 4), "250 ");
  EXPECT_EQ(send(opening + ten + "x\r\n.\r\n").substr(0, 4), "552 ");
  EXPECT_EQ(send(opening + ten + "x\r\n.\r\nNOOP\r\n").substr(0, 4), "250 ");
}

TEST_F(SmtpLetter, a_line_without_end_costs_no_memory_and_is_refused) {
  auto settings = small_server();
  settings.largest_letter = 1 << 20;
  auto session = make_session(settings, desk);
  session->receive(opening);
  session->receive(std::string(70'000, 'y'));
  EXPECT_EQ(session->receive("\r\n.\r\n").bytes, "554 Line 1 of the letter is too long\r\n");
}

TEST_F(SmtpLetter, the_servers_own_refusal_is_passed_on_as_one_line) {
  desk.full = true;
  EXPECT_EQ(send(opening + "x\r\n.\r\n"), "452 The disk  is full\r\n");
}

TEST_F(SmtpLetter, a_second_letter_needs_its_own_envelope) {
  EXPECT_EQ(send(opening + "x\r\n.\r\nRCPT TO:<bob@hamburger.edu>\r\n").substr(0, 4), "503 ");
}

TEST(SmtpLine, lf_alone_and_bytes_that_are_no_text_are_refused) {
  WritingDesk desk;
  auto session = make_session(small_server(), desk);
  EXPECT_EQ(session->receive("HELO a\n").bytes, "500 A line ends in CR LF, this one ended in LF alone\r\n");
  EXPECT_EQ(session->receive("HELO \x01\r\n").bytes, "500 Character 6 is not plain text\r\n");
  EXPECT_EQ(session->receive("HELO \xc3\xa9.fr\r\n").bytes, "501 Expected a domain name at character 6; say HELO your.name\r\n");
  EXPECT_EQ(session->receive("MAIL FROM:<\xc3@crepes.fr>\r\n").bytes, "500 Character 12 is not plain text\r\n");
  EXPECT_EQ(session->receive("NOOP\rQUIT\r\n").bytes, "500 Character 5 is not plain text\r\n");
  EXPECT_EQ(session->receive(std::string(5000, 'x') + "\r\n").bytes, "500 The line is too long\r\n");
}

TEST(SmtpLine, after_quit_nothing_is_answered) {
  WritingDesk desk;
  auto session = make_session(small_server(), desk);
  const auto output = session->receive("QUIT\r\nNOOP\r\n");
  EXPECT_EQ(output.bytes, "221 mail.hamburger.edu closing connection\r\n");
  ASSERT_EQ(output.effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<wire::Close>(output.effects[0]));
  EXPECT_EQ(session->receive("NOOP\r\n").bytes, "");
}

TEST(SmtpLine, silence_ends_in_421) {
  WritingDesk desk;
  EXPECT_EQ(make_session(small_server(), desk)->timed_out().bytes.substr(0, 4), "421 ");
}

TEST(SmtpRows, every_row_and_reply_says_what_it_means) {
  for (const auto& info : commands()) {
    EXPECT_TRUE(info.syntax.starts_with(info.verb));
    EXPECT_TRUE(info.meaning.ends_with('.')) << info.verb;
    EXPECT_TRUE(info.source.starts_with("RFC ")) << info.verb;
    EXPECT_FALSE(info.when.empty()) << info.verb;
  }
  for (const auto& reply : replies()) EXPECT_TRUE(reply.meaning.ends_with('.')) << reply.code;
}

TEST(SmtpSecrets, behind_starttls_nothing_counts_that_came_in_the_clear) {
  WritingDesk desk;
  const auto smtp = make_session(small_server(), desk);
  const auto output = smtp->receive("EHLO a\r\nSTARTTLS\r\nMAIL FROM:<eve@eve>\r\n");
  EXPECT_TRUE(output.bytes.ends_with("250 HELP\r\n220 2.0.0 Ready for the handshake\r\n")) << output.bytes;
  ASSERT_EQ(output.effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<wire::StartTls>(output.effects[0]));
  smtp->secured();
  EXPECT_TRUE(smtp->receive("MAIL FROM:<bob@hamburger.edu>\r\n").bytes.starts_with("503 Not now"));
  const std::string hello = smtp->receive("EHLO a\r\n").bytes;
  EXPECT_EQ(hello.find("STARTTLS"), std::string::npos);
  smtp->receive("AUTH PLAIN AGJvYgBodW5ncnk=\r\nMAIL FROM:<bob@hamburger.edu>\r\nRCPT TO:<alice@crepes.fr>\r\nDATA\r\nhello\r\n.\r\n");
  ASSERT_EQ(desk.taken.size(), 1u);
  EXPECT_TRUE(desk.taken[0].arrival.secure);
  EXPECT_EQ(desk.taken[0].arrival.login, "bob");
}

}  // namespace
}  // namespace cleartext::smtp
