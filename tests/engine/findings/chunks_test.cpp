// Letters that come in chunks (BDAT, RFC 3030), and commands that are taken for one.
#include <gtest/gtest.h>

#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::analyze;
using tests::endpoint;
using tests::Found;
using tests::Talk;

const auto alice = endpoint(127, 0, 1, 10, 40000), mail = endpoint(127, 0, 1, 25, 25);

TEST(Chunks, chunks_make_a_letter) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<>\r\nRCPT TO:<bob@hamburger.edu>\r\nBDAT 12\r\nSubject: a\r\nBDAT 7 LAST\r\n\r\n.\r\nxy");
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_TRUE(found.messages[0].complete);
  EXPECT_EQ(found.messages[0].raw, "Subject: a\r\n\r\n.\r\nxy");
  EXPECT_EQ(found.messages[0].envelope_from, "");
}

TEST(Chunks, commands_behind_a_refusal_that_nobody_heard_are_no_letter) {
  for (const std::string& next : {std::string("RSET\r\nMAIL FROM:<e@f>\r\n"), std::string("QUIT\r\n")}) {
    Talk talk(alice, mail);
    talk.open();
    talk.client("EHLO x\r\n");
    talk.client("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n");
    talk.client(next);
    EXPECT_TRUE(analyze(talk.frames).messages.empty()) << next;
  }
}

TEST(Chunks, chunks_that_are_given_up_are_one_letter_that_is_not_complete) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<>\r\nRCPT TO:<bob@hamburger.edu>\r\nBDAT 12\r\nSubject: a\r\n");
  talk.server("250 ok\r\n250 ok\r\n250 12 bytes\r\n");
  talk.client("RSET\r\n");
  talk.server("250 ok\r\n");
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_FALSE(found.messages[0].complete);
  EXPECT_EQ(found.messages[0].raw, "Subject: a\r\n");
  EXPECT_EQ(found.messages[0].envelope_to, (std::vector<std::string>{"bob@hamburger.edu"}));
}

TEST(Chunks, a_letter_whose_first_chunk_may_be_missing_is_not_complete) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n");
  talk.server("250 ok\r\n250 ok\r\n");
  talk.client("BDAT 12\r\nSubject: a\r\n");
  const std::size_t lost = talk.frames.size() - 1;
  talk.server("250 12 bytes\r\n");
  talk.client("BDAT 3 LAST\r\n\r\nx");
  talk.server("250 queued as 4F2\r\n");
  EXPECT_TRUE(analyze(talk.frames).messages.at(0).complete);
  talk.frames.erase(talk.frames.begin() + static_cast<std::ptrdiff_t>(lost));
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 1u);
  EXPECT_FALSE(found.messages[0].complete);
}

TEST(Chunks, who_gives_chunks_up_without_waiting_begins_another_letter) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client(
      "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nBDAT 12\r\nSubject: a\r\nRSET\r\nMAIL FROM:<e@f>\r\nRCPT TO:<g@h>\r\nBDAT 3 LAST\r\n\r\nx");
  talk.server("250 ok\r\n250 ok\r\n250 12 bytes\r\n250 reset\r\n250 ok\r\n250 ok\r\n250 queued as 4F2\r\n");
  const Found found = analyze(talk.frames);
  ASSERT_EQ(found.messages.size(), 2u);
  EXPECT_FALSE(found.messages[0].complete);
  EXPECT_EQ(found.messages[0].envelope_from, "a@b");
  EXPECT_TRUE(found.messages[1].complete);
  EXPECT_EQ(found.messages[1].raw, "\r\nx");
  EXPECT_EQ(found.messages[1].envelope_from, "e@f");
}

TEST(Chunks, between_chunks_something_else_may_be_asked_and_refused) {
  for (const std::string_view between :
       {"C: NOOP\nS: 250 ok\n", "C: VRFY x\nS: 252 perhaps\n", "C: MAIL FROM:<x@y>\nS: 503 no\n", "C: RSET now\nS: 501 no\n",
        "C: EHLO\nS: 501 no\n", "C: STARTTLS\nS: 454 no\n", "C: DATA\nS: 503 no\n"}) {
    Talk talk(alice, mail);
    talk.open();
    talk.server("220 x\r\n");
    talk.client("MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n");
    talk.server("250 ok\r\n250 ok\r\n");
    talk.client("BDAT 12\r\nSubject: a\r\n");
    talk.server("250 12 bytes\r\n");
    talk.transcript(wire::parse_transcript(between).value());
    talk.client("BDAT 3 LAST\r\n\r\nx");
    talk.server("250 queued as 4F2\r\n");
    const Found found = analyze(talk.frames);
    ASSERT_EQ(found.messages.size(), 1u) << between;
    EXPECT_TRUE(found.messages[0].complete) << between;
    EXPECT_EQ(found.messages[0].raw, "Subject: a\r\n\r\nx") << between;
    EXPECT_EQ(found.messages[0].envelope_from, "a@b") << between;
  }
}

TEST(Chunks, the_answer_to_the_last_chunk_names_the_letter) {
  Talk talk(alice, mail);
  talk.open();
  talk.server("220 x\r\n");
  talk.client("MAIL FROM:<>\r\nRCPT TO:<bob@hamburger.edu>\r\nBDAT 12\r\nSubject: a\r\n");
  talk.server("250 ok\r\n250 ok\r\n250 12 bytes\r\n");
  talk.client("BDAT 3 LAST\r\n\r\nx");
  talk.server("250 queued as 4F2\r\n");
  EXPECT_EQ(analyze(talk.frames).messages.at(0).queue_id, "4F2");
  talk.client("MAIL FROM:<>\r\nRCPT TO:<bob@hamburger.edu>\r\nBDAT 12\r\nSubject: b\r\nBDAT 0 LAST\r\n");
  talk.server("250 ok\r\n250 ok\r\n250 12 bytes\r\n250 queued as 4F3\r\n");
  EXPECT_EQ(analyze(talk.frames).messages.at(1).queue_id, "4F3");
}

}  // namespace
}  // namespace cleartext::findings
