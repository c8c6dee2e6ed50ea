// Eve in the middle: what she lets through, in any cut.
#include <gtest/gtest.h>

#include "servers/faults/stripper.h"

namespace cleartext::faults {
namespace {

class StripperTest : public testing::TestWithParam<std::size_t> {
 protected:
  std::string server(const std::string& said) {
    std::string on;
    for (std::size_t at = 0; at < said.size(); at += GetParam()) on += eve.from_server(std::string_view(said).substr(at, GetParam()));
    return on;
  }
  std::string client(const std::string& said) {
    std::string on;
    for (std::size_t at = 0; at < said.size(); at += GetParam()) {
      const auto heard = eve.from_client(std::string_view(said).substr(at, GetParam()));
      on += heard.on;
      back += heard.back;
    }
    return on;
  }
  Stripper eve;
  std::string back;
};

INSTANTIATE_TEST_SUITE_P(InPieces, StripperTest, testing::Values(1, 7, 4096));

TEST_P(StripperTest, the_offer_is_gone_and_the_rest_is_as_it_was) {
  EXPECT_EQ(server("220 mail ready\r\n"), "220 mail ready\r\n");
  EXPECT_EQ(server("250-mail\r\n250-STARTTLS\r\n250-SIZE 1\r\n250 HELP\r\n"), "250-mail\r\n250-SIZE 1\r\n250 HELP\r\n");
}

TEST_P(StripperTest, where_the_offer_came_last_the_line_before_becomes_the_last) {
  EXPECT_EQ(server("250-mail\r\n250-SIZE 1\r\n250 starttls\r\n"), "250-mail\r\n250 SIZE 1\r\n");
}

TEST_P(StripperTest, who_asks_all_the_same_is_refused_by_eve_and_the_server_never_hears_of_it) {
  EXPECT_EQ(client("EHLO x\r\nstarttls\r\nNOOP\r\n"), "EHLO x\r\nNOOP\r\n");
  EXPECT_EQ(back, "502 5.5.1 I know no STARTTLS\r\n");
}

TEST_P(StripperTest, a_letter_may_speak_of_starttls) {
  server("354 go\r\n");
  const std::string letter = "250-STARTTLS\r\nSTARTTLS\r\n..\r\n.\r\n";
  EXPECT_EQ(client(letter), letter);
  EXPECT_EQ(server("250 taken\r\n"), "250 taken\r\n");
  EXPECT_EQ(client("STARTTLS\r\n"), "");
  EXPECT_EQ(back, "502 5.5.1 I know no STARTTLS\r\n");
}

TEST_P(StripperTest, bytes_that_are_no_lines_pass_and_are_not_hoarded) {
  const std::string junk(100'000, 'x');
  EXPECT_GE(server(junk).size(), 80'000U);
  EXPECT_GE(client(junk).size(), 80'000U);
}

}  // namespace
}  // namespace cleartext::faults
