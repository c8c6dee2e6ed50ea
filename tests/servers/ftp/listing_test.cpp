// LIST, NLST and MLSD: what stands in them, and which names patterns fit.
#include <regex>

#include "servers/ftp/glob.h"
#include "tests/servers/ftp/step_by_step.h"

namespace cleartext::ftp {
namespace {

class FtpListing : public StepByStep {
 protected:
  std::string listed(const std::string& command) {
    open_data();
    const auto begun = say(command + "\r\n");
    session->data_sent();
    return begun.effects.empty() ? begun.bytes : sent(begun);
  }
};

TEST_F(FtpListing, is_that_of_ls_and_hides_what_begins_with_a_dot) {
  site.files.put("/pub/.hidden", "x");
  for (const auto* command : {"LIST -la pub", "LIST pub", "LIST -a -l pub/", "LIST pub/menu.txt", "LIST pub/*.txt"})
    EXPECT_EQ(listed(command), "-rw-r--r--   1 lab      lab                14 Sep  9  2001 menu.txt\r\n") << command;
  EXPECT_TRUE(listed("LIST").starts_with("drwxr-xr-x "));
}

// Else a client that goes by the listing takes every file of one day for equally old.
TEST_F(FtpListing, tells_the_hour_of_what_is_young_and_the_year_of_what_is_not) {
  auto settings = Site::settings();
  const auto date_when = [&](auto now) {
    settings.now = now;
    begin(settings);
    return listed("LIST pub/menu.txt").substr(46, 12);
  };
  EXPECT_EQ(date_when([] { return std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'100)); }), "Sep  9 01:46");
  EXPECT_EQ(date_when([] { return std::chrono::system_clock::time_point(std::chrono::seconds(1'020'000'000)); }), "Sep  9  2001");
  EXPECT_EQ(date_when([] { return std::chrono::system_clock::time_point(std::chrono::seconds(990'000'000)); }), "Sep  9  2001");
}

// RFC 3659, 2.2: a name begins after exactly one space.
TEST_F(FtpListing, a_name_may_begin_with_a_space) {
  site.files.put("/ first", "x");
  EXPECT_EQ(say("SIZE  first\r\n").bytes, "213 1\r\n");
  EXPECT_TRUE(say("SIZE first\r\n").bytes.starts_with("550 "));
  EXPECT_EQ(say("MKD   two\r\n").bytes, "257 \"/  two\" made\r\n");
  EXPECT_TRUE(say("CWD  \r\n").bytes.starts_with("501 "));
  for (const auto* command : {"MLST  first\r\n", "STAT  first\r\n"}) EXPECT_EQ(say(command).bytes[0], '2') << command;
  for (const auto* command : {"LIST  first", "NLST  first"}) EXPECT_NE(listed(command).find(" first"), std::string::npos) << command;
  EXPECT_EQ(listed("MLSD   two"), "");
}

// RFC 1123, 4.1.2.7
TEST_F(FtpListing, each_name_of_nlst_is_one_that_retr_understands) {
  for (const auto* argument : {"pub", "pub/", "pub/menu.txt", "pub/menu.txt/", "pub/m*", "pub/*"})
    EXPECT_EQ(listed(std::string("NLST ") + argument), "pub/menu.txt\r\n") << argument;
  for (const auto* argument : {"", " -a", " .", " *"}) EXPECT_EQ(listed(std::string("NLST") + argument), "pub\r\n") << argument;
  EXPECT_EQ(listed("NLST /pub"), "/pub/menu.txt\r\n");
  say("CWD pub\r\n");
  EXPECT_EQ(listed("NLST"), "menu.txt\r\n");
  EXPECT_EQ(listed("NLST ../pub/?enu.[a-z]xt"), "../pub/menu.txt\r\n");
}

TEST_F(FtpListing, a_name_that_looks_like_a_pattern_is_taken_as_a_name) {
  site.files.put("/pub/[draft].txt", "x");
  site.files.put("/pub/d.txt", "x");
  EXPECT_EQ(listed("NLST pub/[draft].txt"), "pub/[draft].txt\r\n");
}

TEST_F(FtpListing, facts_are_told_one_file_a_line) {
  EXPECT_TRUE(std::regex_match(listed("MLSD pub"),
                               std::regex("type=file;size=14;modify=20010909014640;perm=adfrw;unique=[0-9a-f]+g[0-9a-f]+; menu.txt\r\n")));
  EXPECT_TRUE(std::regex_match(listed("MLSD"), std::regex("type=dir;modify=[0-9]{14};perm=cdeflmp;unique=[0-9a-f]+g[0-9a-f]+; pub\r\n")));
  say("OPTS MLST size;\r\n");
  EXPECT_EQ(listed("MLSD /pub"), "size=14; menu.txt\r\n");
  EXPECT_EQ(listed("MLSD"), " pub\r\n");
}

TEST(FtpPattern, fits_as_in_a_shell) {
  struct Case {
    std::string_view pattern, name;
    bool fits;
  };
  for (const auto& [pattern, name, fits] : {Case{"*", "", true},
                                            {"*", "x", true},
                                            {"", "", true},
                                            {"", "x", false},
                                            {"?", "", false},
                                            {"?", "x", true},
                                            {"?", "\xc3\xa9", true},
                                            {"??", "\xc3\xa9", false},
                                            {"*.txt", "a.txt", true},
                                            {"*.txt", ".txt.txt", true},
                                            {"*.txt", "a.txt2", false},
                                            {"a*b*c", "a-b-b-c", true},
                                            {"a*b*c", "a-c-b", false},
                                            {"[a-c]x", "bx", true},
                                            {"[a-c]x", "dx", false},
                                            {"[!a-c]x", "dx", true},
                                            {"[^a-c]x", "ax", false},
                                            {"[]x]", "]", true},
                                            {"[!]x]", "]", false},
                                            {"[a", "[a", true},
                                            {"[a", "a", false},
                                            {"[", "[", true},
                                            {"[a-]", "-", true},
                                            {"[c-a]", "b", false},
                                            {"\\*", "*", true},
                                            {"\\*", "x", false},
                                            {"x\\", "x\\", true},
                                            {"**", "x", true},
                                            {"*a*", "bab", true},
                                            {"[\x80-\xff]", "\xc3", true},
                                            {"*[[", "x[[", true}})
    EXPECT_EQ(Pattern(pattern).matches(name), fits) << pattern << " and " << name;
}

TEST(FtpPattern, is_quick_whatever_it_is) {
  std::string stars, sets;
  for (int count = 0; count < 1000; ++count) stars += "*a", sets += "*[!b-y]";
  const std::string name(255, 'a');
  for (int count = 0; count < 100; ++count) {
    EXPECT_FALSE(Pattern(stars + 'b').matches(name));
    EXPECT_FALSE(Pattern(sets).matches(name));
    EXPECT_FALSE(Pattern(std::string(4000, '[')).matches(name));
  }
}

}  // namespace
}  // namespace cleartext::ftp
