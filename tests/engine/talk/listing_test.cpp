// Listings as servers send them.
#include <gtest/gtest.h>

#include "engine/talk/listing.h"

namespace cleartext::talk {
namespace {

TEST(Listing, files_and_folders_with_spaces_in_their_names) {
  const auto files = read_listing(
      "-rw-r--r--   1 lab      lab               310 Nov 27  2026 two words.txt\r\n"
      "drwxr-xr-x   1 lab      lab              4096 Jan  2  2025 recipes\r\n");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].name, "recipes");
  EXPECT_TRUE(files[0].is_folder);
  EXPECT_EQ(files[1].name, "two words.txt");
  EXPECT_EQ(files[1].bytes, 310U);
  EXPECT_EQ(files[1].date, "Nov 27 2026");
}

TEST(Listing, what_says_nothing_of_a_file_is_passed_over) {
  EXPECT_TRUE(read_listing("total 12\r\n\r\n-rw\r\n-rw-r--r-- 1 a b lots Nov 27 2026 x\n").empty());
}

TEST(Listing, an_ending_without_a_line_end_is_read) { EXPECT_EQ(read_listing("-rw-r--r-- 1 a b 7 Nov 27 12:03 x").size(), 1U); }

}  // namespace
}  // namespace cleartext::talk
