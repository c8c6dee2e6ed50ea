// Digests from the RFCs' own examples and from secrets made here, and what a list of words does to them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <fstream>

#include "engine/cracking/attempt.h"
#include "engine/cracking/guesses.h"
#include "engine/cracking/reckoning.h"
#include "engine/cracking/words.h"
#include "engine/lesson/draws.h"
#include "engine/lesson/word_lists.h"

namespace cleartext::cracking {
namespace {

std::string md5(const std::string& text) {
  Md5 made;
  made.add(text);
  return hex(made.finish());
}

findings::Credential apop(const std::string& secret, std::uint32_t packet = 7) {
  findings::Credential made;
  made.mechanism = "APOP";
  made.user = "bob";
  made.packet = packet;
  made.challenge = "<1896.697170952@dbc.mtview.ca.us>";
  made.response =
      QCryptographicHash::hash(QByteArray::fromStdString(made.challenge + secret), QCryptographicHash::Md5).toHex().toStdString();
  return made;
}

findings::Credential cram(const std::string& secret, std::uint32_t packet = 9) {
  auto made = apop(secret, packet);
  made.mechanism = "CRAM-MD5";
  const auto mac = QMessageAuthenticationCode::hash(QByteArray::fromStdString(made.challenge), QByteArray::fromStdString(secret),
                                                    QCryptographicHash::Md5);
  made.response = mac.toHex().toStdString();
  return made;
}

Outcome crack(const std::vector<findings::Credential>& credentials, const std::vector<std::string>& words, unsigned cores = 0) {
  Search search{digests_of(credentials), words, cores, nullptr, {}};
  return run(search);
}

// RFC 1321, A.5
TEST(Md5, says_what_the_rfc_says) {
  EXPECT_EQ(md5(""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(md5("abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(md5("12345678901234567890123456789012345678901234567890123456789012345678901234567890"), "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(Md5, agrees_with_another_program_at_every_length) {
  std::string text;
  for (int length = 0; length < 200; ++length) {
    const auto other = QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Md5).toHex().toStdString();
    ASSERT_EQ(md5(text), other) << length;
    text += static_cast<char>('a' + length % 26);
  }
}

// RFC 1939, 7 and RFC 2195, 2: the examples
TEST(Digest, the_examples_of_the_rfcs_are_made_by_tanstaaf_and_by_nothing_else) {
  auto pop3 = apop("");
  pop3.response = "c4c9334bac560ecc979e58001b3e22fb";
  auto imap = cram("");
  imap.challenge = "<1896.697170952@postoffice.reston.mci.net>";
  imap.response = "b913a602c7eda7a495b4e6e7334d3890";
  EXPECT_TRUE(Digest::of(pop3)->is_made_by("tanstaaf"));
  EXPECT_FALSE(Digest::of(pop3)->is_made_by("tanstaafl"));
  EXPECT_TRUE(Digest::of(imap)->is_made_by("tanstaaftanstaaf"));
  EXPECT_FALSE(Digest::of(imap)->is_made_by("tanstaaf"));
}

TEST(Digest, what_only_an_endpoints_keys_opened_is_not_tried) {
  auto inside = apop("hungry");
  inside.decrypted = true;
  auto other = apop("hungry");
  other.mechanism = "DIGEST-MD5";
  auto broken = apop("hungry");
  broken.response = "not hexadecimal at all, but as long";
  EXPECT_FALSE(Digest::of(inside));
  EXPECT_FALSE(Digest::of(other));
  EXPECT_FALSE(Digest::of(broken));
}

TEST(Search, our_own_list_finds_hungry_in_both_digests_and_no_pass_phrase) {
  const auto outcome = crack({apop("hungry", 7), cram("hungry", 9), cram("river-tango-museum-otter-lava", 11)}, common_words());
  ASSERT_EQ(outcome.results.size(), 3U);
  EXPECT_EQ(outcome.results[0].secret, "hungry");
  EXPECT_EQ(outcome.results[1].secret, "hungry");
  EXPECT_EQ(outcome.results[0].guesses, outcome.results[1].guesses);
  EXPECT_FALSE(outcome.results[2].found);
  EXPECT_EQ(outcome.results[2].guesses, common_words().size() * guesses_a_word());
}

TEST(Search, every_weak_password_that_a_lesson_draws_is_in_our_list_and_no_pass_phrase_is) {
  const auto words = common_words();
  for (const auto& weak : lesson::weak_passwords()) EXPECT_THAT(words, testing::Contains(std::string(weak)));
  for (const auto& word : words) EXPECT_LT(word.size(), 20U) << word;
}

TEST(Search, what_people_make_of_a_word_is_tried_too) {
  for (const auto* secret : {"Hungry", "HUNGRY", "hungry1", "Hungry2024", "hungry!", "hun6ry7", "w4f3r", "W4F3R"}) {
    const auto found = crack({apop(secret)}, {"banana", "hungry", "wafer"}).results.front();
    const bool expected = std::string(secret) != "hun6ry7" && std::string(secret) != "W4F3R";
    EXPECT_EQ(found.found, expected) << secret;
    if (expected) {
      EXPECT_EQ(found.secret, secret);
    }
  }
}

TEST(Search, one_core_and_many_tell_the_same_of_the_same_guess) {
  const std::vector<findings::Credential> credentials{apop("zebra77"), cram("Ocean!"), apop("nobody knows this")};
  const auto alone = crack(credentials, common_words(), 1), together = crack(credentials, common_words(), 4);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(alone.results[i].guesses, together.results[i].guesses);
    EXPECT_EQ(alone.results[i].secret, together.results[i].secret);
  }
  EXPECT_FALSE(alone.results[2].found);
}

TEST(Search, it_is_over_when_everything_is_found) {
  const auto outcome = crack({apop("password")}, common_words(), 1);
  EXPECT_LT(outcome.progress.tried, outcome.progress.all / 10);
}

TEST(Search, it_can_be_cancelled) {
  std::atomic<bool> cancel = true;
  Search search{digests_of(std::vector{apop("nobody knows this")}), common_words(), 2, &cancel, {}};
  const auto outcome = run(search);
  EXPECT_TRUE(outcome.cancelled);
  EXPECT_LT(outcome.progress.tried, outcome.progress.all);
}

TEST(Words, a_list_of_ones_own_is_a_word_a_line) {
  const auto path = testing::TempDir() + "words.txt";
  std::ofstream(path) << "one\r\ntwo words\n\nthree";
  EXPECT_THAT(*read_words(path), testing::ElementsAre("one", "two words", "three"));
  EXPECT_FALSE(read_words("/no/such/list"));
  std::ofstream(path) << "\n";
  EXPECT_FALSE(read_words(path));
}

TEST(Attempt, its_results_come_to_the_recording_and_not_to_one_that_was_cleared) {
  analysis::Recording recording;
  Attempt attempt(recording);
  QSignalSpy ended(&attempt, &Attempt::ended);
  attempt.start(digests_of(std::vector{apop("hungry")}), common_words());
  ASSERT_TRUE(ended.wait(20'000));
  ASSERT_EQ(recording.cracked().size(), 1U);
  EXPECT_EQ(recording.cracked().front().secret, "hungry");
  attempt.start(digests_of(std::vector{apop("hungry")}), common_words());
  recording.clear();
  ASSERT_TRUE(ended.wait(20'000));
  EXPECT_TRUE(recording.cracked().empty());
}

TEST(Reckoning, each_sign_more_costs_the_alphabet_more) {
  EXPECT_DOUBLE_EQ(seconds_for(Alphabet::digits, 6, 1e6), 1);
  EXPECT_DOUBLE_EQ(seconds_for(Alphabet::small_letters, 7, 1e6) / seconds_for(Alphabet::small_letters, 6, 1e6), 26);
  EXPECT_EQ(spoken(0.4), "less than a second");
  EXPECT_EQ(spoken(1), "1 second");
  EXPECT_EQ(spoken(150), "3 minutes");
  EXPECT_EQ(spoken(86400.0 * 365.25 * 21000), "21,000 years");
  EXPECT_EQ(spoken(seconds_for(Alphabet::printable, 40, 1e9)), "longer than stars burn");
}

}  // namespace
}  // namespace cleartext::cracking
