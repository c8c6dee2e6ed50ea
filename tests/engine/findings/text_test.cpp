// A text in pieces, some of which lie elsewhere, reads as one.
#include <gtest/gtest.h>

#include "engine/findings/text.h"

namespace cleartext::findings {
namespace {

std::string pieces_from(const Text& text, std::size_t from) {
  std::string out;
  text.each([&](std::string_view piece) { out.append(out.empty() ? "" : "|").append(piece); }, from);
  return out;
}

TEST(Text, what_stays_is_pointed_to_and_the_rest_is_kept) {
  const std::string elsewhere(100, 'e');
  Text text;
  {
    const std::string gone = "gone ";
    text.append(gone, false);
    text.append("soon ", false);
  }
  text.append(elsewhere, true);
  text.append("end", false);
  EXPECT_EQ(text.size(), 113U);
  EXPECT_EQ(pieces_from(text, 0), "gone soon |" + elsewhere + "|end");
  const Text other = text;
  text = Text();
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(other.str(), "gone soon " + elsewhere + "end");
  std::string_view pointed;
  other.each([&](std::string_view piece) { pointed = piece.size() == 100 ? piece : pointed; });
  EXPECT_EQ(pointed.data(), elsewhere.data());
}

TEST(Text, what_follows_in_the_same_place_is_one_piece_and_what_is_short_is_copied) {
  const std::string elsewhere(300, 'e');
  Text text;
  text.append(std::string_view(elsewhere).substr(0, 100), true);
  text.append(std::string_view(elsewhere).substr(100, 10), true);
  text.append(std::string_view(elsewhere).substr(200, 10), true);
  text.append("x", false);
  EXPECT_EQ(pieces_from(text, 0), std::string(110, 'e') + "|" + std::string(10, 'e') + "x");
}

TEST(Text, it_can_be_read_from_any_byte_on) {
  const std::string first(70, '1'), second(80, '2');
  Text text;
  text.append(first, true);
  text.append("abc", false);
  text.append(second, true);
  const std::string whole = first + "abc" + second;
  for (std::size_t from = 0; from <= whole.size(); ++from) {
    std::string read;
    text.each([&](std::string_view piece) { read.append(piece); }, from);
    EXPECT_EQ(read, whole.substr(from)) << from;
    EXPECT_EQ(text.str(from, 5), whole.substr(from, 5)) << from;
  }
  EXPECT_EQ(text.str(whole.size() + 1), "");
}

}  // namespace
}  // namespace cleartext::findings
