// One letter is followed from hop to hop, and two that are alike are told apart.
#include <gtest/gtest.h>

#include "engine/findings/journeys.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::analyze;
using tests::endpoint;
using tests::Found;
using tests::Frame;
using tests::talk;
using tests::Talk;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25), pop = endpoint(127, 0, 2, 25, 110);

TEST(Journeys, who_copies_a_message_id_is_no_hop_of_that_letter) {
  const auto letter = [](const std::string& from, const std::string& subject) {
    return "S: +OK\nS: From: " + from + "\nS: Subject: " + subject + "\nS: Message-ID: <1@b>\nS:\nS: x\nS: .\n";
  };
  const Found found = talk(alice, pop,
                           "S: +OK\nC: RETR 1\n" + letter("a@b", "menu") + "C: RETR 2\n" + letter("list@b", "menu") + "C: RETR 3\n" +
                               letter("a@b", "[list] menu") + "C: RETR 4\n" + letter("mallory@evil", "other"));
  ASSERT_EQ(found.messages.size(), 4u);
  EXPECT_EQ(found.messages[1].journey, found.messages[0].journey);
  EXPECT_EQ(found.messages[2].journey, found.messages[0].journey);
  EXPECT_NE(found.messages[3].journey, found.messages[0].journey);
  EXPECT_EQ(found.messages[3].hop, 0u);
  EXPECT_TRUE(found.messages[3].added.empty());
}

// In a class where everybody types the lecture's letter, each one's goes its own way.
TEST(Journeys, letters_that_say_the_same_are_hops_of_one_only_where_one_hands_on_the_others) {
  const auto host = [](std::uint8_t last) { return tests::endpoint(10, 0, 0, last, 40000); };
  const auto server = [](std::uint8_t last) { return tests::endpoint(10, 0, 0, last, 25); };
  std::vector<Frame> frames;
  std::uint16_t port = 41000;
  const auto send = [&](std::uint8_t from, std::uint8_t to, const std::string& sender, const std::string& recipient) {
    packet::Endpoint client = host(from);
    client.port = port++;
    Talk smtp(client, server(to));
    smtp.open();
    smtp.server("220 x\r\n");
    smtp.client("MAIL FROM:<" + sender + ">\r\n");
    smtp.server("250 ok\r\n");
    smtp.client("RCPT TO:<" + recipient + ">\r\n");
    smtp.server("250 ok\r\n");
    smtp.client("DATA\r\n");
    smtp.server("354 go\r\n");
    smtp.client("Do you like ketchup?\r\n.\r\n");
    smtp.server("250 ok\r\n");
    smtp.close();
    frames.insert(frames.end(), smtp.frames.begin(), smtp.frames.end());
  };
  send(1, 2, "alice@a", "bob@b");
  send(2, 3, "alice@a", "bob@b");   // handed on
  send(4, 2, "carol@a", "bob@b");   // another sender
  send(5, 2, "alice@a", "dave@b");  // another recipient
  send(1, 2, "alice@a", "bob@b");   // the same again
  send(2, 3, "alice@a", "bob@b");   // and handed on
  std::string ways;
  for (const Message& message : tests::analyze(frames).messages)
    ways += std::to_string(message.journey) + "." + std::to_string(message.hop) + " ";
  EXPECT_EQ(ways, "0.0 0.1 1.0 2.0 3.0 3.1 ");
}

std::string queued(const std::string& id) { return ", queued as " + id; }

struct Delivery {
  std::uint8_t from = 0, to = 0;
  std::string letter, answer;
};

// Of each letter, as its deliveries and what is fetched from the last server tell it: "journey.hop +lines added".
std::string ways(const std::vector<Delivery>& deliveries, const std::vector<std::string>& fetched) {
  std::vector<Frame> frames;
  std::uint16_t port = 41000;
  for (const Delivery& each : deliveries) {
    Talk smtp(endpoint(10, 0, 0, each.from, port++), endpoint(10, 0, 0, each.to, 25));
    smtp.open();
    smtp.transcript(
        wire::parse_transcript("S: 220 x\nC: MAIL FROM:<a@a>\nS: 250 ok\nC: RCPT TO:<b@b>\nS: 250 ok\nC: DATA\nS: 354 go\n").value());
    smtp.client(each.letter + ".\r\n");
    smtp.server("250 ok" + each.answer + "\r\n");
    smtp.close();
    frames.insert(frames.end(), smtp.frames.begin(), smtp.frames.end());
  }
  for (const std::string& letter : fetched) {
    Talk pop3(endpoint(10, 0, 0, 9, port++), endpoint(10, 0, 0, 3, 110));
    pop3.open();
    pop3.server("+OK\r\n");
    pop3.client("RETR 1\r\n");
    pop3.server("+OK\r\n" + letter + ".\r\n");
    pop3.close();
    frames.insert(frames.end(), pop3.frames.begin(), pop3.frames.end());
  }
  std::string all;
  for (const Message& message : tests::analyze(frames).messages)
    all += std::to_string(message.journey) + "." + std::to_string(message.hop) + "+" + std::to_string(message.added.size()) + " ";
  return all;
}

// The servers' own words tell which of two letters that say the same was fetched.
TEST(Journeys, queue_ids_in_the_trace_tell_letters_that_say_the_same_apart) {
  const std::string letter = "Subject: menu\r\n\r\nDo you like ketchup?\r\n";
  const auto passed = [](const std::string& by, const std::string& id) {
    return "Received: by " + by + " with SMTP id " + id + "; now\r\n";
  };
  const std::string one = passed("two", "Q1"), other = passed("two", "Q2"), one_more = passed("three", "R1"),
                    other_more = passed("three", "R2");
  EXPECT_EQ(ways({{1, 2, letter, queued("Q1")},
                  {2, 3, one + letter, queued("R1")},
                  {1, 2, letter, queued("Q2")},
                  {2, 3, other + letter, queued("R2")}},
                 {other_more + other + letter, one_more + one + letter}),
            "0.0+0 0.1+1 1.0+0 1.1+1 1.2+1 0.2+1 ");
}

// As Exim folds its line, Sendmail words its answer, and qmail names no id.
TEST(Journeys, what_a_hop_showed_of_the_trace_tells_letters_that_say_the_same_apart) {
  const std::string letter = "Subject: menu\r\n\r\nDo you like ketchup?\r\n";
  for (const auto& [before_id, before, after] :
       std::vector<std::array<std::string, 3>>{{"Received: by two with esmtp\r\n\tid ", ", id=", ""},
                                               {"Received: by two id ", " 2.0.0 ", " Message accepted for delivery"},
                                               {"Received: (qmail ", " ", " qp"}}) {
    const auto traced = [&](const std::string& id) { return before_id + id + "; now\r\n" + letter; };
    const auto top = [](const std::string& rest) { return "Received: by three; then\r\n" + rest; };
    EXPECT_EQ(ways({{1, 2, letter, before + "1rA-01" + after},
                    {2, 3, traced("1rA-01"), ""},
                    {4, 2, letter, before + "1rA-02" + after},
                    {2, 3, traced("1rA-02"), ""}},
                   {top(traced("1rA-02")), top(traced("1rA-01"))}),
              "0.0+0 0.1+1 1.0+0 1.1+1 1.2+1 0.2+1 ");
  }
}

TEST(Journeys, an_answer_names_the_id_and_not_its_own_code) {
  EXPECT_EQ(queue_id("250 Message accepted for delivery, queue id 6613DF11E9481-1"), "6613DF11E9481-1");
  EXPECT_EQ(queue_id("250 2.6.0 Message accepted for delivery, queue id 6613DF11E9481-1"), "6613DF11E9481-1");
  EXPECT_EQ(queue_id("250 2.0.0 3ARM0002 Message accepted for delivery"), "3ARM0002");
  EXPECT_EQ(queue_id("250 2.0.0 Ok: queued as 4F2"), "4F2");
  EXPECT_EQ(queue_id("250 OK id=1rA-0001"), "1rA-0001");
  for (const char* none :
       {"250 Message accepted for delivery", "250 2.6.0 Message accepted for delivery", "250 ok", "250 OK Message accepted for delivery"})
    EXPECT_EQ(queue_id(none), "") << none;
}

// As Postfix does with lines of more than 998 characters.
TEST(Journeys, a_server_may_break_lines_of_what_it_was_given) {
  const std::string head = "From: a@a\r\nSubject: long\r\n\r\n", trace = "Received: by two with SMTP id Q1; now\r\n";
  EXPECT_EQ(ways({{1, 2, head + "long line\r\n", queued("Q1")}, {2, 3, trace + head + "long\r\n line\r\n", queued("R1")}},
                 {"Received: by three with SMTP id R1; now\r\n" + trace + head + "long\r\n line\r\n"}),
            "0.0+0 0.1+1 0.2+1 ");
  EXPECT_EQ(
      ways({{1, 2, head + "line\r\n", queued("Q1")}, {2, 3, trace + "From: a@a\r\nSubject: [SPAM] long\r\n\r\nline\r\n", queued("R1")}},
           {}),
      "0.0+0 0.1+2 ");
}

// Ids come again, on other machines and on the same one, and anybody can write one.
TEST(Journeys, a_queue_id_alone_joins_nothing) {
  const std::string letter = "From: a@b\r\nSubject: hello\r\n\r\nHello.\r\n", trace = "Received: by two with SMTP id Q1; now\r\n";
  EXPECT_EQ(ways({{1, 2, letter, queued("Q1")}, {5, 6, trace + "From: x@y\r\nSubject: other\r\n\r\nOther.\r\n", ""}}, {}), "0.0+0 1.0+0 ");
  EXPECT_EQ(ways({{1, 2, letter, queued("Q1")}, {6, 3, trace + "From: a@b\r\nSubject: hello\r\n\r\nSend me money.\r\n", ""}}, {}),
            "0.0+0 1.0+0 ");
  EXPECT_EQ(ways({{1, 2, letter, queued("Q1")}}, {"Received: by two with SMTP id Q0; now\r\n" + letter, trace + letter}),
            "0.0+0 1.0+0 0.1+1 ")
      << "one that was sent before the capture began";
}

TEST(Journeys, a_message_id_that_two_letters_have_joins_them_only_where_one_is_the_others_copy) {
  const std::string head = "From: a@a\r\nMessage-ID: <1@a>\r\nSubject: ", letter = head + "one\r\n\r\nOne.\r\n",
                    other = head + "two\r\n\r\nAnother one.\r\n", trace = "Received: by two with SMTP id ";
  EXPECT_EQ(ways({{1, 2, letter, queued("Q1")},
                  {1, 2, other, queued("Q2")},
                  {2, 3, trace + "Q2; now\r\n" + other, queued("R2")},
                  {2, 3, trace + "Q1; now\r\n" + letter, queued("R1")}},
                 {letter}),
            "0.0+0 1.0+0 1.1+1 0.1+1 0.2+0 ");
}

TEST(Journeys, a_second_sender_that_is_refused_leaves_the_first_and_a_route_is_no_part_of_an_address) {
  const Found found = talk(alice, mail,
                           "S: 220 x\nC: MAIL FROM:<one@c>\nS: 250 ok\nC: MAIL FROM:<two@c>\nS: 503 no\nC: RCPT TO:<@r.x,@r2:b@d>\nS: 250 "
                           "ok\nC: DATA\nS: 354 go\nC: x\nC: .\nS: 250 ok\n");
  ASSERT_EQ(found.messages.size(), 1U);
  EXPECT_EQ(found.messages[0].envelope_from, "one@c");
  EXPECT_EQ(found.messages[0].envelope_to, (std::vector<std::string>{"b@d"}));
}

}  // namespace
}  // namespace cleartext::findings
