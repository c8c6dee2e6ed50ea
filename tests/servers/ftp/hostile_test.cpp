// What a client that means harm, or a broken one, may send: nothing gets out of the site, and the session
// lives.
#include <fmt/format.h>
#include <sys/stat.h>

#include "servers/ftp/addresses.h"
#include "servers/ftp/telnet.h"
#include "tests/servers/ftp/step_by_step.h"

namespace cleartext::ftp {
namespace {

class HostileFtp : public StepByStep {};

const auto commands_with_a_path = {"CWD",  "RETR", "STOR", "APPE", "STOU", "DELE", "RMD",  "MKD",
                                   "RNFR", "SIZE", "MDTM", "MLST", "MLSD", "LIST", "NLST", "STAT"};

TEST_F(HostileFtp, no_link_and_no_dots_lead_out_of_the_site) {
  std::filesystem::create_symlink("/etc/passwd", site.folder / "passwd");
  std::filesystem::create_directory_symlink("/etc", site.folder / "etc");
  open_data();
  for (const auto* path : {"passwd", "etc/passwd", "../../../../etc/passwd", "/../etc/passwd", "./pub/../etc/passwd"}) {
    for (const auto* verb : {"RETR", "APPE", "SIZE", "MDTM", "MLST", "NLST", "STAT", "RNFR"})
      EXPECT_EQ(say(fmt::format("{} {}\r\n", verb, path)).bytes.substr(0, 2), "55") << verb << path;
  }
  for (const auto* line : {"CWD etc", "CWD etc/..//etc", "LIST etc", "MLSD etc", "LIST etc/*", "MKD etc/x", "STOU etc/x", "STOR etc/x",
                           "STOR passwd", "RMD etc"})
    EXPECT_EQ(say(fmt::format("{}\r\n", line)).bytes.substr(0, 2), "55") << line;
  say("RNFR pub/menu.txt\r\n");
  EXPECT_EQ(say("RNTO etc/menu.txt\r\n").bytes.substr(0, 4), "553 ");
}

TEST_F(HostileFtp, a_pipe_on_the_disk_holds_nobody_up) {
  ASSERT_EQ(::mkfifo((site.folder / "pipe").c_str(), 0600), 0);
  open_data();
  for (const auto* verb : {"RETR", "STOR", "APPE"}) EXPECT_EQ(say(fmt::format("{} pipe\r\n", verb)).bytes.substr(0, 2), "55") << verb;
}

TEST_F(HostileFtp, paths_that_are_no_paths_are_refused) {
  const std::string zero("a\0b", 3), deep = [] {
    std::string path;
    while (path.size() < 4000) path += "x/";
    return path;
  }();
  for (const auto* verb : commands_with_a_path) {
    EXPECT_EQ(say(fmt::format("{} {}\r\n", verb, zero)).bytes.substr(0, 4), "500 ") << verb;
    EXPECT_EQ(say(fmt::format("{} a\rb\r\n", verb)).bytes.substr(0, 4), "500 ") << verb;
    for (const auto& path : {deep, std::string(300, 'x'), std::string(4000, 'x')})
      EXPECT_EQ(say(fmt::format("{} {}\r\n", verb, path)).bytes.substr(0, 2), "55") << verb << path.size();
    EXPECT_EQ(say(fmt::format("{} {}\r\n", verb, std::string(5000, 'x'))).bytes, "500 The line is too long\r\n") << verb;
  }
  EXPECT_EQ(files_in("."), 1u);
}

TEST_F(HostileFtp, bad_lines_are_refused) {
  EXPECT_EQ(say("NOOP\n").bytes, "500 A line ends in CR LF, this one ended in LF alone\r\n");
  EXPECT_EQ(say("NO\rOP\r\n").bytes, "500 Character 3 is not text\r\n");
  EXPECT_EQ(say(std::string(9000, 'x') + "\r\n").bytes, "500 The line is too long\r\n");
  EXPECT_EQ(say("ABOR\n").bytes.substr(0, 4), "500 ");
}

TEST_F(HostileFtp, names_of_any_letters_are_taken_as_they_are) {
  for (const std::string name : {"Crêpe für Zoë.txt", "a b", "-l", "*", "%2e%2e", "a;b|c&d`e$(f)"}) {
    EXPECT_EQ(say("MKD " + name + "\r\n").bytes.substr(0, 4), "257 ") << name;
    EXPECT_TRUE(std::filesystem::is_directory(site.folder / name)) << name;
  }
}

// RFC 2640, 3.1: else who reads names as FEAT promises them stumbles over this one.
TEST_F(HostileFtp, a_new_name_that_is_not_utf_8_is_refused) {
  EXPECT_EQ(say("MKD \xe9t\xe9\r\n").bytes, "550 Names are in UTF-8 here.\r\n");
}

// RFC 959, 4.1.3: the client says "interrupt" and "synch" before ABOR, so that a busy server looks up.
TEST_F(HostileFtp, telnets_commands_are_no_part_of_a_line) {
  EXPECT_EQ(say("\xff\xf4\xff\xf2NOOP\r\n").bytes, "200 Still here\r\n");
  EXPECT_EQ(say("NO\xff\xf1OP\r\n").bytes, "200 Still here\r\n");
  EXPECT_EQ(say("\xff\xfd\x18\xff\xfb\x1fNOOP\r\n").bytes,
            "\xff\xfc\x18\xff\xfe\x1f"
            "200 Still here\r\n");
  EXPECT_EQ(say("\xff\xfe\x18\xff\xfc\x1fNOOP\r\n").bytes, "200 Still here\r\n");
  EXPECT_EQ(say("\xff\xfa\x18 any\r\nthing \xff\xff\xff\xf0NOOP\r\n").bytes, "200 Still here\r\n");
  EXPECT_EQ(say("SIZE \xff\xff\r\n").bytes, "550 There is no /\xff here.\r\n") << "said twice it is a letter";
  std::string answers;
  Telnet telnet;
  for (const char c : std::string("\xff\xfd\n\xff\xf4x")) EXPECT_EQ(telnet.strip({&c, 1}, answers), c == 'x' ? "x" : "");
  EXPECT_EQ(answers, "\xff\xfc\n");
}

TEST_F(HostileFtp, three_wrong_passwords_end_it_even_with_rein_between) {
  wire::Output output;
  for (int count = 0; count < 3; ++count) output = say("REIN\r\nUSER bob\r\nPASS x\r\n");
  EXPECT_TRUE(output.bytes.ends_with("421 Wrong name or password, and that was the last try\r\n"));
  EXPECT_TRUE(wanted<wire::Close>(output));
  EXPECT_EQ(say("NOOP\r\n").bytes, "");
}

TEST_F(HostileFtp, strangers_are_let_in_only_when_the_guard_is_lifted) {
  EXPECT_FALSE(wanted<wire::ListenForData>(say("PASV\r\n"))->from_anyone);
  auto settings = Site::settings();
  EXPECT_FALSE(settings.guards.lift("no-such-guard"));
  EXPECT_TRUE(settings.guards.lift("own-callers"));
  begin(settings);
  EXPECT_TRUE(wanted<wire::ListenForData>(say("EPSV\r\n"))->from_anyone);
}

TEST(FtpGuards, each_is_lifted_by_its_own_name) {
  for (const auto& info : guards()) {
    Guards some;
    EXPECT_TRUE(some.stands(info.guard));
    EXPECT_TRUE(some.lift(info.name));
    for (const auto& other : guards()) EXPECT_EQ(some.stands(other.guard), other.guard != info.guard);
    EXPECT_TRUE((info.source.starts_with("RFC 2577, ") || info.source == "CERT CA-1997-27") && info.meaning.ends_with('.')) << info.name;
  }
}

TEST(FtpAddresses, are_read_or_the_place_of_the_mistake_is_told) {
  EXPECT_EQ(parse_port("127,0,2,10,195,80").value(), (wire::Endpoint{0x7f00020a, 50000}));
  for (const auto* wrong :
       {"", "1", "1,2,3,4,5", "1,2,3,4,5,6,", "1,2,3,4,5,256", "1,,3,4,5,6", "1,2,3,4,5,99999999999999999999", " 1,2,3,4,5,6"})
    EXPECT_FALSE(parse_port(wrong)) << wrong;
  const auto extended = parse_extended("|1|127.0.2.10|50000|");
  ASSERT_TRUE(extended);
  EXPECT_EQ(extended->endpoint, (wire::Endpoint{0x7f00020a, 50000}));
  EXPECT_EQ(parse_extended("|2|::1|50000|")->protocol, 2u);
  for (const auto* wrong : {"", "|", "||", "|1", "|1|", "|1|1.2.3|5|", "|1|1.2.3.4|0|", "|1|1.2.3.4|5", "|1|1.2.3.4|5|x", "1112",
                            "\x7f"
                            "1"})
    EXPECT_FALSE(parse_extended(wrong)) << wrong;
}

}  // namespace
}  // namespace cleartext::ftp
