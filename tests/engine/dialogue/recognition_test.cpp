// What is said by protocols that are not read here, in words that ours have, too: nothing is called by a wrong name.
#include <gtest/gtest.h>

#include "tests/engine/dialogue/speaker.h"

namespace cleartext::dialogue {
namespace {

using packet::Protocol;
using tests::Speaker;

// "C: QUIT|S: 221 bye", to the end.
Protocol in_the_end(std::uint16_t port, std::string_view text, bool from_start = true) {
  Speaker speaker(port, from_start);
  while (!text.empty()) {
    const std::string_view turn = text.substr(0, text.find('|'));
    speaker.say(turn.front() == 'C' ? wire::Side::client : wire::Side::server, std::string(turn.substr(3)) + "\r\n");
    text.remove_prefix(std::min(turn.size() + 1, text.size()));
  }
  speaker.end();
  return speaker.reading->protocol();
}

TEST(Recognition, words_that_two_protocols_have_are_neither_s) {
  EXPECT_EQ(in_the_end(2525, "S: 250 ok|C: QUIT|S: 221 bye", false), Protocol::unknown);
  EXPECT_EQ(in_the_end(25, "S: 250 ok|C: QUIT|S: 221 bye", false), Protocol::smtp);
  EXPECT_EQ(in_the_end(21, "S: 220 hello|C: QUIT|S: 221 bye"), Protocol::ftp);
}

TEST(Recognition, chats_are_no_mail) {
  EXPECT_EQ(in_the_end(6667, "C: USER bob 0 * :Bob|C: PASS hungry", false), Protocol::unknown);
  EXPECT_EQ(in_the_end(6667, "C: USER bob smith|C: PASS hungry", false), Protocol::pop3);
  EXPECT_EQ(in_the_end(6667, "C: STARTTLS|S: :irc 670 * :go"), Protocol::unknown);
  EXPECT_EQ(in_the_end(6667, "C: STARTTLS", false), Protocol::unknown);
  EXPECT_EQ(in_the_end(119, "C: STARTTLS|S: 382 go", false), Protocol::unknown);
  EXPECT_EQ(in_the_end(2525, "C: STARTTLS|S: 220 go", false), Protocol::smtp);
  EXPECT_EQ(in_the_end(2525, "C: STARTTLS|S: 454 no|C: MAIL FROM:<a@b>", false), Protocol::smtp);
  EXPECT_EQ(in_the_end(25, "C: STARTTLS", false), Protocol::smtp);
}

TEST(Recognition, what_follows_a_chat_s_starttls_is_tls) {
  Speaker chat(6667);
  chat.client("STARTTLS\r\n");
  chat.server(":irc 670 * :go\r\n");
  chat.client(std::string("\x16\x03\x01\x00\x31\x01\x00\x00\x2d\x03\x03", 11));
  EXPECT_EQ(chat.reading->protocol(), Protocol::tls);
  EXPECT_EQ(tests::told(chat.notes).find("STARTTLS"), std::string::npos);  // it was no mail
}

TEST(Recognition, tls_in_the_same_breath_as_a_chat_s_starttls_is_read) {
  const std::string hello("\x16\x03\x01\x00\x31\x01\x00\x00\x2d\x03\x03\n\x0a", 13);
  for (const std::size_t cut : {std::size_t{1}, std::size_t{12}, std::size_t{100}}) {
    Speaker chat(6667);
    const std::string said = "STARTTLS\r\n" + hello;
    for (std::size_t at = 0; at < said.size(); at += cut) chat.client(said.substr(at, cut));
    chat.server(":irc 670 * :go\r\n");
    EXPECT_EQ(chat.reading->protocol(), Protocol::tls) << cut;
  }
}

TEST(Recognition, numbers_are_no_mailbox_s_whatever_the_port) {
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{110, 143, 2110}) {
    EXPECT_EQ(in_the_end(port, "S: 220 Welcome|C: USER bob|S: 331 pw|C: PASS x1|S: 230 in|C: PWD|S: 257 x"), Protocol::ftp) << port;
    EXPECT_EQ(in_the_end(port, "S: 220 Welcome|C: EHLO x|S: 250 x"), Protocol::smtp) << port;
  }
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{25, 110, 119})
    EXPECT_EQ(in_the_end(port, "S: 200 news ready|C: AUTHINFO USER bob|S: 381 go on"), Protocol::unknown) << port;
  EXPECT_EQ(in_the_end(110, "C: USER bob|S: +OK|C: PASS x1|S: +OK in", false), Protocol::pop3);
}

// A text of which somebody quoted a session, in a data connection whose control connection nobody heard.
TEST(Recognition, a_file_that_begins_as_imap_answers_is_no_mailbox) {
  EXPECT_EQ(in_the_end(15745, "S: * 1 FETCH (BODY[] {3}|S: x|S: * 2 EXISTS|S: a OK done"), Protocol::unknown);
  EXPECT_EQ(in_the_end(15745, "S: * 1 FETCH (BODY[] {3}|S: x", false), Protocol::imap) << "met in the middle it is one";
  EXPECT_EQ(in_the_end(15745, "S: * OK ready|C: a NOOP|S: a OK"), Protocol::imap);
  EXPECT_EQ(in_the_end(15745, "S: * BYE busy"), Protocol::imap);
}

TEST(Recognition, a_mail_server_may_be_called_ftp) {
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{25, 2525}) {
    EXPECT_EQ(in_the_end(port, "S: 220 ftp.hamburger.edu|C: EHLO x|S: 250 ftp.hamburger.edu|C: MAIL FROM:<a@b>|S: 250 ok"), Protocol::smtp)
        << port;
    EXPECT_EQ(in_the_end(port, "S: 220 ftp.hamburger.edu|C: USER bob|S: 331 go on"), Protocol::ftp) << port;
  }
}

TEST(Recognition, a_dictionary_is_no_file_server) {
  EXPECT_EQ(in_the_end(2628, "S: 220 dict.org|C: HELP|S: 113 help|S: x|S: .|S: 250 ok|C: QUIT|S: 221 bye"), Protocol::unknown);
  EXPECT_EQ(in_the_end(2121, "S: 220 x|C: HELP|S: 214 help|C: QUIT|S: 221 bye"), Protocol::ftp);
}

TEST(Recognition, a_store_that_says_ok_is_no_mailbox) {
  EXPECT_EQ(in_the_end(6379, "C: AUTH hungry|S: +OK|C: LIST|S: -ERR unknown|C: QUIT|S: +OK"), Protocol::unknown);
  EXPECT_EQ(in_the_end(1110, "C: LIST|S: +OK|S: 1 20|S: .", false), Protocol::pop3);
  EXPECT_EQ(in_the_end(1110, "C: NOOP|S: +OK|C: STAT|S: +OK 1 20", false), Protocol::pop3);
}

}  // namespace
}  // namespace cleartext::dialogue
