// Letters as people want them become envelopes and letters; and the sentences about what came of it.
#include "servers/lab/mail_errands.h"

#include <gtest/gtest.h>

#include "servers/mime/charset.h"
#include "servers/mime/letter.h"

namespace cleartext::lab {
namespace {

using To = std::vector<std::string>;
const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000));

Post post(const Letter& letter, const std::vector<std::string>& fetched = {}) {
  auto made = post_for(letter, fetched, "laptop.crepes.fr", now);
  EXPECT_TRUE(made) << made.error();
  return made ? *made : Post{};
}

TEST(MailErrands, a_short_letter_is_as_plain_as_in_1982) {
  const auto made = post({"alice@crepes.fr", "bob@hamburger.edu", "Do you like ketchup?", "Dear Bob,\n\nAlice\n"});
  EXPECT_EQ(made.letter,
            "From: alice@crepes.fr\r\nTo: bob@hamburger.edu\r\nSubject: Do you like ketchup?\r\nDate: Sun, 09 Sep 2001 01:46:40 +0000\r\n"
            "Message-ID: <1000000000000000@laptop.crepes.fr>\r\n\r\nDear Bob,\r\n\r\nAlice\r\n");
  EXPECT_EQ(made.envelope, (store::Envelope{"alice@crepes.fr", {"bob@hamburger.edu"}, false}));
  EXPECT_EQ(made.eight_bit, "");
}

TEST(MailErrands, hidden_copies_stand_on_the_envelope_alone) {
  Letter letter{"alice@crepes.fr", "Bob <bob@hamburger.edu>", "x", "y"};
  letter.cc = "carol@hamburger.edu, bob@hamburger.edu";
  letter.bcc = "dan@crepes.fr";
  const auto made = post(letter);
  EXPECT_EQ(made.envelope.to, (To{"bob@hamburger.edu", "carol@hamburger.edu", "dan@crepes.fr"}));
  EXPECT_NE(made.letter.find("Cc: carol@hamburger.edu,\r\n bob@hamburger.edu\r\n"), std::string::npos) << made.letter;
  EXPECT_EQ(made.letter.find("dan"), std::string::npos);
}

TEST(MailErrands, an_envelope_may_say_something_else) {
  Letter letter{"The Dean <dean@hamburger.edu>", "all@hamburger.edu", "x", "y"};
  letter.envelope_from = "eve@nowhere.org";
  letter.envelope_to = "bob@hamburger.edu";
  const auto made = post(letter);
  EXPECT_EQ(made.envelope, (store::Envelope{"eve@nowhere.org", {"bob@hamburger.edu"}, false}));
  EXPECT_TRUE(made.letter.starts_with("From: The Dean <dean@hamburger.edu>\r\nTo: all@hamburger.edu\r\n"));
}

TEST(MailErrands, no_line_end_gets_into_a_command_or_a_field) {
  Letter letter{"alice@crepes.fr\r\nRCPT TO:<x>", "bob@hamburger.edu>\r\nDATA", "a\r\nBcc: eve", "y"};
  const auto made = post(letter);
  for (const auto& address : {made.envelope.from, made.envelope.to.at(0)})
    EXPECT_EQ(address.find_first_of("\r\n<> "), std::string::npos) << address;
  EXPECT_EQ(mime::Header(made.letter).find("Bcc"), nullptr);
}

TEST(MailErrands, eight_bits_are_a_second_form_of_the_same_letter) {
  Letter letter{"alice@crepes.fr", "bob@hamburger.edu", "Crêpes", "Crêpes\n"};
  EXPECT_EQ(post(letter).eight_bit, "");
  letter.form = mime::Draft::Body::eight_bit;
  const auto made = post(letter);
  EXPECT_TRUE(mime::is_ascii(made.letter));
  EXPECT_TRUE(made.eight_bit.ends_with("8bit\r\n\r\nCrêpes\r\n"));
  EXPECT_FALSE(made.envelope.utf8);
  letter.to = "zoë@hamburger.edu";
  EXPECT_TRUE(post(letter).envelope.utf8);
}

TEST(MailErrands, an_answer_follows_the_letter_that_was_fetched_last) {
  const std::vector<std::string> fetched{"From: old@crepes.fr\r\nSubject: Ketchup?\r\n\r\nold\r\n",
                                         "From: Alice <alice@crepes.fr>\r\nSubject: Ketchup?\r\nMessage-ID: <7@x>\r\n\r\nYes?\r\n",
                                         "From: x@y\r\nSubject: z\r\n\r\n"};
  Letter answer{"bob@hamburger.edu", "", "", "No.\n"};
  answer.reply_to = "Ketch*";
  const auto made = post(answer, fetched);
  EXPECT_EQ(made.envelope.to, To{"alice@crepes.fr"});
  const auto letter = mime::parse_letter(made.letter);
  EXPECT_EQ(letter.header.text("Subject"), "Re: Ketchup?");
  EXPECT_EQ(*letter.header.find("In-Reply-To"), "<7@x>");
  EXPECT_EQ(mime::text(letter), "No.\r\n\r\n\r\nAlice <alice@crepes.fr> wrote:\r\n> Yes?\r\n");
  answer.reply_to = "Pickles";
  EXPECT_EQ(post_for(answer, fetched, "x", now).error(),
            "No letter about \"Pickles\" was fetched, so there is nothing to answer or to pass on.");
}

TEST(MailErrands, what_is_passed_on_is_a_letter_in_a_letter) {
  const std::vector<std::string> fetched{"From: alice@crepes.fr\r\nSubject: Ketchup?\r\n\r\nYes?\r\n"};
  Letter letter{"bob@hamburger.edu", "carol@crepes.fr", "", "See below."};
  letter.forward = "*";
  const auto made = post(letter, fetched);
  const auto parsed = mime::parse_letter(made.letter);
  EXPECT_EQ(parsed.header.text("Subject"), "Fwd: Ketchup?");
  ASSERT_EQ(parsed.parts.size(), 2u);
  EXPECT_EQ(parsed.parts[1].type.value, "message/rfc822");
  EXPECT_EQ(parsed.parts[1].body, fetched[0]);
}

TEST(MailErrands, a_letter_to_nobody_is_none) {
  EXPECT_EQ(post_for({"alice@crepes.fr", "", "x", "y"}, {}, "x", now).error(), "The letter goes to nobody: there is no address.");
}

TEST(MailErrands, what_came_of_it_is_a_sentence) {
  actors::SmtpAgent agent({"laptop", {"a@b", {"c@d"}}, "x\r\n"});
  EXPECT_EQ(sent("alice", agent, "Nobody listens there.").sentence, "Nobody listens there.");
  agent.receive("554 go away\r\n");
  EXPECT_EQ(sent("alice", agent, "").sentence, "The mail server did not take the letter: 554 go away");
  actors::Pop3Agent pop3(actors::Pop3Errand{{"bob", "no"}});
  for (const auto* reply : {"+OK hi\r\n", "+OK\r\n", "-ERR no\r\n"}) pop3.receive(reply);
  EXPECT_EQ(fetched("bob", {}, pop3, "").sentence, "The mailbox could not be fetched: -ERR no");
}

}  // namespace
}  // namespace cleartext::lab
