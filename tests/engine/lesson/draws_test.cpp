#include "engine/lesson/draws.h"

#include <gtest/gtest.h>

#include <set>

namespace cleartext::lesson {
namespace {

Bytes32 seed(const std::string& id, const std::string& lesson = "pop3") { return *seed_of({id, {}}, lesson); }

// As `printf 'anna\npop3' | openssl dgst -sha256 -hmac secret` has it.
TEST(Draws, a_token_is_what_any_other_program_computes) {
  EXPECT_EQ(token_for("secret", "anna", "pop3"), "3652f76c37c667d91c3dfc6ed5f0c3407f38aa60a6927d9d84672b7eca5a6f19");
}

TEST(Draws, the_same_student_draws_the_same_again) {
  for (std::size_t kind = 0; kind < draw_kinds().size(); ++kind) {
    EXPECT_EQ(draw(seed("anna"), "x", static_cast<DrawKind>(kind)), draw(seed("anna"), "x", static_cast<DrawKind>(kind)));
  }
}

TEST(Draws, another_student_another_lesson_another_name_and_a_token_each_change_what_is_drawn) {
  const auto mine = draw(seed("anna"), "word", DrawKind::word);
  EXPECT_NE(mine, draw(seed("ben"), "word", DrawKind::word));
  EXPECT_NE(mine, draw(seed("anna", "imap"), "word", DrawKind::word));
  EXPECT_NE(mine, draw(seed("anna"), "other", DrawKind::word));
  EXPECT_NE(mine, draw(*seed_of({"anna", token_for("secret", "anna", "pop3")}, "pop3"), "word", DrawKind::word));
}

TEST(Draws, a_thousand_students_share_no_telling_word) {
  std::set<std::string> seen;
  int again = 0;
  for (int i = 0; i < 1000; ++i) again += seen.insert(draw(seed("student " + std::to_string(i)), "word", DrawKind::word)).second ? 0 : 1;
  EXPECT_EQ(again, 0);
}

TEST(Draws, what_is_drawn_never_changes_from_one_version_to_the_next) {
  EXPECT_EQ(draw(seed("anna"), "word", DrawKind::word), "warm-ufo-94");
  EXPECT_EQ(draw(seed("anna"), "subject", DrawKind::subject), "Motor hammer 14");
  EXPECT_EQ(draw(seed("anna"), "file", DrawKind::file), "bonus-disco-17.txt");
}

TEST(Draws, a_token_that_is_none_and_an_id_of_two_lines_are_refused) {
  EXPECT_FALSE(seed_of({"anna", "12"}, "pop3"));
  EXPECT_FALSE(seed_of({"anna", std::string(64, 'g')}, "pop3"));
  EXPECT_FALSE(seed_of({"an\nna", {}}, "pop3"));
  EXPECT_FALSE(seed_of({std::string(65, 'a'), {}}, "pop3"));
}

TEST(Draws, a_fingerprint_tells_tokens_apart_and_holds_nothing_of_them) {
  const auto one = token_for("secret", "anna", "pop3"), other = token_for("secret", "ben", "pop3");
  EXPECT_NE(fingerprint(one), fingerprint(other));
  EXPECT_EQ(one.find(fingerprint(one)), std::string::npos);
  EXPECT_TRUE(fingerprint("").empty());
  EXPECT_EQ(fingerprint("AB12"), fingerprint("ab12")) << "a token may be typed in capitals";
}

}  // namespace
}  // namespace cleartext::lesson
