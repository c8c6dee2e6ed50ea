// The grammar: what is understood, that it is printed as it is read, and where an error is.
#include <gtest/gtest.h>

#include "servers/faults/fault_text.h"

namespace cleartext::faults {
namespace {

std::string said_again(const std::string& words) {
  const auto fault = parse(words);
  return fault ? text(*fault) : "expected " + fault.error().expected;
}

TEST(FaultText, every_form_shows_an_example_that_is_understood_and_printed_as_it_was) {
  for (const auto& form : forms()) EXPECT_EQ(said_again(std::string(form.example)), form.example);
}

TEST(FaultText, a_fault_is_printed_in_the_words_that_it_is_read_from) {
  for (const auto* words :
       {"off mail.hamburger.edu", "off ftp", "silent printer@printer.hamburger.edu", "full-disk", "reply smtp greeting \"421 Too busy\"",
        "reply smtp@mail.crepes.fr 250 \"250 Yes\"", "reply smtp RCPT \"550 No\\nsuch user\"", "reply pop3 PASS \"-ERR \\\"no\\\" \\\\\"",
        "reply imap SELECT \"NO Not today\"", "delay smtp dot 250ms", "cut pop3 after 1000 bytes with FIN", "cut smtp at dot",
        "cut http after GET with FIN", "slow ftp@ftp.hamburger.edu 999B/s", "slow mail.crepes.fr 3MB/s", "refuse-tls submission"}) {
    const auto fault = parse(words);
    ASSERT_TRUE(fault) << words << ": expected " << fault.error().expected;
    EXPECT_EQ(text(*fault), words);
    EXPECT_TRUE(*parse(text(*fault)) == *fault) << words;
  }
}

TEST(FaultText, short_names_other_cases_and_bare_text_are_understood) {
  EXPECT_EQ(said_again("off SMTP@hamburger.edu"), "off smtp@mail.hamburger.edu");
  EXPECT_EQ(said_again("full-mailbox Bob@Hamburger.edu"), "full-mailbox bob");
  EXPECT_EQ(said_again("reply ftp stor 452 Disk full"), "reply ftp STOR \"452 Disk full\"");
  EXPECT_EQ(said_again("  slow   56kbit/s "), "slow 7kB/s");
  EXPECT_EQ(said_again("delay pop3 2000ms"), "delay pop3 2s");
  EXPECT_EQ(said_again("reply smtp EHLO \"250-a\\n250-b\\n250 c\""), "reply smtp EHLO \"250 a\\nb\\nc\"") << "as it stands on the wire";
  EXPECT_EQ(said_again("reply ftp QUIT \"221 a\\r\\nb\""), "reply ftp QUIT \"221 a\\nb\"");
  EXPECT_EQ(said_again("reply pop3 LIST \"+OK a\\nb\""), "reply pop3 LIST \"+OK a\\nb\"");
}

TEST(FaultText, what_is_wrong_is_told_with_its_place) {
  struct Wrong {
    const char* words;
    std::size_t offset;
    const char* expected;
  };
  for (const auto& [words, offset, expected] :
       {Wrong{"", 0, "a fault"},
        {"of smtp", 0, "one of off, silent"},
        {"off", 3, "a service or a server"},
        {"off smpt", 4, "one of smtp"},
        {"off bob", 4, "a server's name"},
        {"off smtp@ftp.hamburger.edu", 9, "a machine that runs smtp: mail.crepes.fr, mail.hamburger.edu"},
        {"off smtp now", 9, "nothing more"},
        {"reply sftp STOR \"452 x\"", 6, "a service whose words can be read"},
        {"reply ftp STORE \"452 x\"", 10, "a command of FTP"},
        {"reply ftp STOR", 14, "what is said instead"},
        {"reply ftp STOR \"Disk full\"", 15, "three digits"},
        {"reply ftp STOR \"452 Disk", 24, "a closing quote"},
        {"reply pop3 PASS \"500 no\"", 16, "+OK or -ERR"},
        {"reply pop3 PASS \"-ERR no\\nx\"", 16, "one line"},
        {"delay pop3 2h", 11, "a time"},
        {"delay pop3 601s", 11, "a time"},
        {"cut smtp before DATA", 9, "after"},
        {"cut smtp after 10", 17, "the word bytes"},
        {"cut smtp after DATA with ACK", 25, "RST or FIN"},
        {"slow 0B/s", 5, "a speed"},
        {"slow 99999999999999999999kB/s", 5, "a speed"},
        {"lift gate", 5, "one of own-address"},
        {"strip-starttls ftp.hamburger.edu", 15, "a mail server"},
        {"full-mailbox carol", 13, "an address"}}) {
    const auto fault = parse(words);
    ASSERT_FALSE(fault) << words;
    EXPECT_EQ(fault.error().offset, offset) << words << ": expected " << fault.error().expected;
    EXPECT_NE(fault.error().expected.find(expected), std::string::npos) << words << ": expected " << fault.error().expected;
  }
}

TEST(FaultText, a_problem_marks_the_place) {
  const std::string words = "off smpt";
  const auto told = problem(words, parse(words).error()).sentence;
  EXPECT_TRUE(told.ends_with("\n  off smpt\n      ^")) << told;
}

TEST(FaultText, a_word_of_a_command_line_is_quoted_where_it_must_be) {
  EXPECT_EQ(word("STOR"), "STOR");
  EXPECT_EQ(word("452 \"Disk\""), "\"452 \\\"Disk\\\"\"");
}

TEST(FaultText, every_fault_has_a_sentence) {
  for (const auto& form : forms()) {
    const auto sentence = meaning(*parse(form.example));
    EXPECT_TRUE(sentence.ends_with('.')) << sentence;
    EXPECT_TRUE(sentence.front() >= 'A' && sentence.front() <= 'Z') << sentence;
  }
  EXPECT_EQ(meaning(*parse("off smtp@hamburger.edu")), "The smtp of mail.hamburger.edu is off: who connects is refused.");
}

}  // namespace
}  // namespace cleartext::faults
