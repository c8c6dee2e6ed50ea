// FTP addresses: what they mean, and where they are wrong.
#include "servers/actors/ftp_url.h"

#include <gtest/gtest.h>

namespace cleartext::actors {
namespace {

using Folders = std::vector<std::string>;

TEST(FtpUrl, has_everything_in_its_place) {
  const auto url = parse_ftp_url("ftp://bob:hungry@ftp.hamburger.edu:2021/recipes/sweet/crepes.txt;type=i");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "bob");
  EXPECT_EQ(url->password, "hungry");
  EXPECT_EQ(url->host, "ftp.hamburger.edu");
  EXPECT_EQ(url->port, 2021);
  EXPECT_EQ(url->folders, (Folders{"recipes", "sweet"}));
  EXPECT_EQ(url->name, "crepes.txt");
  EXPECT_EQ(url->type, FtpUrl::Type::binary);
}

TEST(FtpUrl, without_a_user_is_a_guests) {
  for (const auto* text : {"ftp://ftp.hamburger.edu", "FTP://ftp.hamburger.edu/"}) {
    const auto url = parse_ftp_url(text);
    ASSERT_TRUE(url) << text;
    EXPECT_EQ(url->user, "anonymous");
    EXPECT_FALSE(url->password.empty());
    EXPECT_EQ(url->port, 0);
    EXPECT_EQ(url->name, "");
    EXPECT_EQ(errand_for(*url).what, FtpErrand::What::list);
  }
  EXPECT_EQ(parse_ftp_url("ftp://bob@host/x")->password, "");
}

TEST(FtpUrl, marks_behind_a_percent_sign_are_letters) {
  const auto url = parse_ftp_url("ftp://bob%40hamburger.edu:a%3ab%2f@host/%2Fetc/a%20b/c%3Btype=a");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "bob@hamburger.edu");
  EXPECT_EQ(url->password, "a:b/");
  EXPECT_EQ(url->folders, (Folders{"/etc", "a b"}));
  EXPECT_EQ(url->name, "c;type=a");
  EXPECT_EQ(url->type, FtpUrl::Type::none);
  EXPECT_EQ(parse_ftp_url("ftp://h//etc//x")->folders, (Folders{"/", "etc"}));
  EXPECT_EQ(parse_ftp_url("ftp://h/a;b")->name, "a;b");
}

TEST(FtpUrl, the_type_says_how_it_is_fetched) {
  EXPECT_EQ(errand_for(*parse_ftp_url("ftp://h/x;type=a")).type, FtpErrand::Type::text);
  EXPECT_EQ(errand_for(*parse_ftp_url("ftp://h/x;TYPE=I")).type, FtpErrand::Type::binary);
  EXPECT_EQ(errand_for(*parse_ftp_url("ftp://h/x;type=d")).what, FtpErrand::What::names);
  EXPECT_EQ(errand_for(*parse_ftp_url("ftp://h/x")).what, FtpErrand::What::get);
  EXPECT_EQ(errand_for(*parse_ftp_url("ftp://h/x/")).what, FtpErrand::What::list);
}

TEST(FtpUrl, a_mistake_is_told_with_its_place) {
  struct Case {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Case{"", 0}, Case{"http://host/", 0}, Case{"ftp:/host", 0}, Case{"ftp://", 6}, Case{"ftp:///x", 6}, Case{"ftp://@host/x", 6},
        Case{"ftp://ho st/x", 8}, Case{"ftp://host:/x", 11}, Case{"ftp://host:0/x", 11}, Case{"ftp://host:70000/x", 11},
        Case{"ftp://[::1]/x", 6}, Case{"ftp://host/a%2", 12}, Case{"ftp://host/a%zzb", 12}, Case{"ftp://host/x;type=x", 18}}) {
    const auto url = parse_ftp_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_EQ(url.error().offset, offset) << text;
  }
}

// RFC 1738, 3.2.2: else an address could say commands of its own.
TEST(FtpUrl, no_line_end_gets_into_a_command) {
  for (const auto* text : {"ftp://h/x%0d%0aDELE%20y", "ftp://h/x%0A", "ftp://h/a%00/x", "ftp://b%0aob@h/x", "ftp://bob:%0d@h/x",
                           "ftp://h/x\r\n", "ftp://h/%7f"})
    EXPECT_FALSE(parse_ftp_url(text)) << text;
}

}  // namespace
}  // namespace cleartext::actors
