// FTP, POP3, IMAP and HTTP with faults.
#include "tests/servers/faults/faulty.h"
#include "tests/servers/ftp/player.h"
#include "tests/servers/http/small_site.h"
#include "tests/servers/imap/room.h"
#include "tests/servers/pop3/room.h"

namespace cleartext::faults {
namespace {

class FtpFaults : public testing::TestWithParam<Feed> {
 protected:
  Line open_line() {
    Line line(site.session(), wire::Role::ftp, wire::Service::ftp, orders, GetParam());
    line.connect();
    line.say("USER bob\r\nPASS hungry\r\n");
    return line;
  }
  ftp::Site site;
  Orders orders;
};

INSTANTIATE_TEST_SUITE_P(Fed, FtpFaults, testing::Values(Feed::whole, Feed::byte_by_byte));

TEST_P(FtpFaults, a_refused_transfer_opens_nothing) {
  orders.add(fault("reply ftp STOR \"452 Disk full\""));
  auto line = open_line();
  line.say("PASV\r\n");
  line.session().data_connected();
  EXPECT_EQ(line.say("STOR x\r\n"), "452 Disk full\r\n");
  EXPECT_EQ(line.effects, "listen ");
  EXPECT_FALSE(site.files.find("/x"));
}

TEST_P(FtpFaults, a_data_connection_that_cannot_be_opened_is_closed_for_real) {
  orders.add(fault("reply ftp RETR \"425 Can't open data connection\""));
  auto line = open_line();
  line.say("PASV\r\n");
  EXPECT_EQ(line.say("RETR /pub/menu.txt\r\n"), "425 Can't open data connection\r\n");
  EXPECT_EQ(line.effects, "listen close-data ");
  EXPECT_TRUE(line.say("LIST\r\n").starts_with("425 Say PASV"));
}

TEST_P(FtpFaults, an_opening_reply_turned_into_a_refusal_breaks_the_transfer_off) {
  orders.add(fault("reply ftp 150 \"425 No\""));
  auto line = open_line();
  line.say("PASV\r\n");
  line.session().data_connected();
  EXPECT_EQ(line.say("RETR /pub/menu.txt\r\n"), "425 No\r\n");
  EXPECT_EQ(line.effects, "listen close-data ");
  EXPECT_EQ(line.say("NOOP\r\n").substr(0, 3), "200");
}

TEST_P(FtpFaults, an_opening_reply_is_reworded_and_the_closing_one_is_not) {
  orders.add(fault("reply ftp RETR \"125 Data connection already open\""));
  auto line = open_line();
  line.say("PASV\r\n");
  line.session().data_connected();
  EXPECT_EQ(line.say("RETR /pub/menu.txt\r\n"), "125 Data connection already open\r\n");
  EXPECT_EQ(line.effects, "listen send ");
  EXPECT_EQ(line.settle(line.session().data_sent()), "226 Transfer complete\r\n");
}

TEST_P(FtpFaults, a_refusal_waits_its_turn_behind_a_transfer) {
  orders.add(fault("reply ftp NOOP \"421 Enough\""));
  auto line = open_line();
  line.say("PASV\r\n");
  EXPECT_EQ(line.say("RETR /pub/menu.txt\r\nNOOP\r\n"), "");
  EXPECT_TRUE(line.settle(line.session().data_connected()).starts_with("150"));
  EXPECT_EQ(line.settle(line.session().data_sent()), "226 Transfer complete\r\n421 Enough\r\n");
  EXPECT_TRUE(line.closed);
}

TEST_P(FtpFaults, a_control_connection_breaks_in_the_middle_of_a_transfer) {
  orders.add(fault("cut ftp after RETR"));
  auto line = open_line();
  line.say("PASV\r\n");
  line.session().data_connected();
  EXPECT_TRUE(line.say("RETR /pub/menu.txt\r\n").starts_with("150"));
  EXPECT_TRUE(line.reset);
}

class Letters : public testing::TestWithParam<Feed> {
 protected:
  Line pop3() {
    return {pop3::make_session({"mail.hamburger.edu", "<1@x>"}, mailbox), wire::Role::hamburger, wire::Service::pop3, orders, GetParam()};
  }
  Line imap() { return {imap::make_session({"mail.hamburger.edu"}, room), wire::Role::hamburger, wire::Service::imap, orders, GetParam()}; }
  Line http() { return {http::make_session({}, pages), wire::Role::hamburger, wire::Service::http, orders, GetParam()}; }
  pop3::OneMailbox mailbox;
  imap::BobsRoom room;
  http::SmallSite pages;
  Orders orders;
};

INSTANTIATE_TEST_SUITE_P(Fed, Letters, testing::Values(Feed::whole, Feed::byte_by_byte));

TEST_P(Letters, pop3_refuses_and_breaks_in_the_middle_of_a_letter) {
  orders.add(fault("reply pop3 DELE \"-ERR Not today\""));
  auto line = pop3();
  line.connect();
  line.say("USER bob\r\nPASS hungry\r\n");
  EXPECT_EQ(line.say("DELE 1\r\n"), "-ERR Not today\r\n");
  EXPECT_TRUE(line.say("STAT\r\n").starts_with("+OK 3 "));
  orders.add(fault("cut pop3 after 250 bytes"));
  line.say("RETR 1\r\nRETR 1\r\n");
  EXPECT_TRUE(line.reset);
}

TEST_P(Letters, pop3_deletes_nothing_when_it_is_cut_before_quit) {
  orders.add(fault("cut pop3 after DELE"));
  {
    auto line = pop3();
    line.connect();
    line.say("USER bob\r\nPASS hungry\r\n");
    EXPECT_TRUE(line.say("DELE 1\r\n").starts_with("+OK"));
    EXPECT_TRUE(line.reset);
    line.session().closed();
  }
  EXPECT_EQ(store::Maildir(mailbox.folder).list().size(), 3U);
}

TEST_P(Letters, imap_refuses_with_the_clients_tag) {
  orders.add(fault("reply imap SELECT \"NO Not today\""));
  auto line = imap();
  line.connect();
  line.say("a1 LOGIN bob hungry\r\n");
  EXPECT_EQ(line.say("a2 SELECT INBOX\r\n"), "a2 NO Not today\r\n");
  EXPECT_TRUE(line.say("a3 EXAMINE INBOX\r\n").find("* 3 EXISTS") != std::string::npos);
}

// RFC 3501, 6.4.8; most programs say nothing else.
TEST_P(Letters, imap_commands_with_uid_before_them_are_met_too) {
  orders.add(fault("reply imap FETCH \"NO Not today\""));
  orders.add(fault("cut imap at STORE"));
  auto line = imap();
  line.connect();
  line.say("a1 LOGIN bob hungry\r\na2 SELECT INBOX\r\n");
  EXPECT_EQ(line.say("a3 UID FETCH 1:* FLAGS\r\n"), "a3 NO Not today\r\n");
  EXPECT_EQ(line.say("a4 uid fetch 1 FLAGS\r\n"), "a4 NO Not today\r\n");
  EXPECT_EQ(line.say("a5 UID STORE 1 +FLAGS (\\Seen)\r\n"), "");
  EXPECT_TRUE(line.reset);
}

TEST_P(Letters, imap_hears_no_literal_of_a_refused_command) {
  orders.add(fault("reply imap APPEND \"NO [OVERQUOTA] Full\""));
  auto line = imap();
  line.connect();
  line.say("a1 LOGIN bob hungry\r\n");
  EXPECT_EQ(line.say("a2 APPEND INBOX {5}\r\n"), "a2 NO [OVERQUOTA] Full\r\n");
  EXPECT_EQ(line.say("a3 APPEND INBOX {9+}\r\na9 NOOP\r\n\r\n"), "a3 NO [OVERQUOTA] Full\r\n");
  EXPECT_TRUE(line.say("a4 NOOP\r\n").starts_with("a4 OK"));
}

TEST_P(Letters, imap_rewords_the_tagged_line_alone_and_says_bye) {
  orders.add(fault("reply imap OK \"OK Yes\""));
  auto line = imap();
  EXPECT_EQ(line.connect(), "* OK Yes\r\n");
  EXPECT_EQ(line.say("a1 LOGIN bob hungry\r\n"), "a1 OK Yes\r\n");
  const auto said = line.say("a2 SELECT INBOX\r\n");
  EXPECT_NE(said.find("* 3 EXISTS\r\n"), std::string::npos);
  EXPECT_TRUE(said.ends_with("\r\na2 OK Yes\r\n")) << said;
  orders.add(fault("reply imap greeting \"BYE Closed for today\""));
  auto second = imap();
  EXPECT_EQ(second.connect(), "* BYE Closed for today\r\n");
  EXPECT_TRUE(second.closed);
}

TEST_P(Letters, imap_literals_are_no_commands) {
  orders.add(fault("reply imap NOOP \"NO x\""));
  auto line = imap();
  line.connect();
  line.say("a1 LOGIN bob hungry\r\n");
  EXPECT_TRUE(line.say("a2 APPEND INBOX {9}\r\n").starts_with("+ "));
  EXPECT_TRUE(line.say("a3 NOOP\r\n\r\n").starts_with("a2 OK"));
  EXPECT_EQ(line.say("a4 NOOP\r\n"), "a4 NO x\r\n");
}

TEST_P(Letters, http_answers_with_another_status_and_closes) {
  orders.add(fault("reply http GET \"503 Service Unavailable\""));
  auto line = http();
  EXPECT_EQ(line.connect(), "");
  const auto said = line.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(said.starts_with("HTTP/1.1 503 Service Unavailable\r\n")) << said;
  EXPECT_TRUE(said.ends_with("\r\n\r\n503 Service Unavailable\r\n"));
  EXPECT_TRUE(line.closed);
  EXPECT_TRUE(pages.asked.empty());
}

TEST_P(Letters, http_hears_the_body_of_who_asked_whether_to_send_it) {
  const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
  for (const auto* order : {"", "delay http 3s", "reply http POST \"200 Changed\""}) {
    if (*order != 0) orders.add(fault(order));
    auto line = http();
    EXPECT_EQ(line.say(head), "HTTP/1.1 100 Continue\r\n\r\n") << order;
    const auto answer = line.say("hello");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer << order;
    EXPECT_EQ(answer.find("Changed") != std::string::npos, std::string_view(order).starts_with("reply"));
    EXPECT_EQ(pages.asked.back().body, "hello");
    EXPECT_NE(http().say(head + "hello").find("HTTP/1.1 200"), std::string::npos) << order;
  }
}

TEST_P(Letters, http_waits_and_then_answers_as_ever) {
  orders.add(fault("delay http 3s"));
  auto line = http();
  EXPECT_TRUE(line.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n").starts_with("HTTP/1.1 200"));
  EXPECT_EQ(line.waited, wire::Milliseconds(3000));
}

}  // namespace
}  // namespace cleartext::faults
