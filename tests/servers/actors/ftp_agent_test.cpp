// The FTP agent against this house's server: every errand, in every mode.
#include <array>

#include "servers/actors/ftp_url.h"
#include "tests/servers/actors/ftp_site.h"

namespace cleartext::actors {
namespace {

using What = FtpErrand::What;
using Mode = FtpErrand::Mode;
using Lines = std::vector<std::string>;

FtpErrand bobs(What what, std::string file, std::string content = {}) {
  FtpErrand errand{what, "bob", "hungry", std::move(file), std::move(content)};
  errand.server = 0x7f000215;
  return errand;
}

struct InEachMode : testing::TestWithParam<Mode> {
  bool play(FtpErrand errand) {
    errand.mode = GetParam();
    FtpAgent agent(std::move(errand));
    site.play(agent);
    content = agent.content();
    last = agent.last_reply().line();
    return agent.done();
  }
  FtpSite site;
  std::string content, last;
};

constexpr std::array<std::string_view, 4> names{"passive", "extended_passive", "active", "extended_active"};

std::string mode_name(const testing::TestParamInfo<Mode>& mode) { return std::string(names[static_cast<std::size_t>(mode.param)]); }

INSTANTIATE_TEST_SUITE_P(Modes, InEachMode, testing::Values(Mode::passive, Mode::extended_passive, Mode::active, Mode::extended_active),
                         mode_name);

TEST_P(InEachMode, a_file_is_fetched) {
  EXPECT_TRUE(play(bobs(What::get, "pub/menu.txt")));
  EXPECT_EQ(content, "crepes\ngalette\n");
  constexpr std::array all{"PASV", "EPSV", "PORT 127,0,0,1,195,80", "EPRT |1|127.0.0.1|50000|"};
  const std::string data = all[static_cast<std::size_t>(GetParam())];
  EXPECT_EQ(site.lines, (Lines{"USER bob", "PASS hungry", "TYPE I", data, "RETR pub/menu.txt", "QUIT"}));
}

TEST_P(InEachMode, a_file_is_put_and_more_is_put_after_it) {
  EXPECT_TRUE(play(bobs(What::put, "new", "one\n")));
  EXPECT_TRUE(play(bobs(What::append, "new", "two\n")));
  EXPECT_EQ(site.content("/new"), "one\ntwo\n");
}

TEST_P(InEachMode, the_missing_rest_is_fetched_and_put) {
  auto get = bobs(What::get, "pub/menu.txt");
  get.restart = 7;
  EXPECT_TRUE(play(get));
  EXPECT_EQ(content, "galette\n");
  EXPECT_EQ(site.lines[site.lines.size() - 3], "REST 7");
  auto put = bobs(What::put, "pub/menu.txt", "crepes & more");
  put.restart = 6;
  EXPECT_TRUE(play(put));
  EXPECT_EQ(site.content("/pub/menu.txt"), "crepes & more");
}

TEST_P(InEachMode, text_has_cr_lf_on_the_wire_alone) {
  auto put = bobs(What::put, "text", "one\ntwo\r\n");
  put.type = FtpErrand::Type::text;
  EXPECT_TRUE(play(put));
  EXPECT_EQ(site.content("/text"), "one\ntwo\n");
  auto get = bobs(What::get, "text");
  get.type = FtpErrand::Type::text;
  EXPECT_TRUE(play(get));
  EXPECT_EQ(content, "one\ntwo\n");
  EXPECT_EQ(site.lines[2], "TYPE A");
}

TEST_P(InEachMode, folders_are_listed) {
  EXPECT_TRUE(play(bobs(What::list, "")));
  EXPECT_TRUE(content.starts_with("drwxr-xr-x ")) << content;
  auto names = bobs(What::names, "");
  names.folders = {"pub"};
  EXPECT_TRUE(play(names));
  EXPECT_EQ(content, "menu.txt\r\n");
  EXPECT_EQ(site.lines[2], "CWD pub");
}

TEST_P(InEachMode, a_refusal_ends_it_politely) {
  EXPECT_FALSE(play(bobs(What::get, "none")));
  EXPECT_EQ(last, "550 There is no /none here.");
  EXPECT_EQ(site.lines.back(), "QUIT");
  auto there = bobs(What::get, "menu.txt");
  there.folders = {"nowhere"};
  EXPECT_FALSE(play(there));
  EXPECT_EQ(site.lines.back(), "QUIT");
  EXPECT_EQ(site.lines.size(), 4u) << "nothing is asked for in the wrong place";
}

TEST_P(InEachMode, a_data_connection_that_never_comes_ends_it) {
  site.reachable = false;
  EXPECT_FALSE(play(bobs(What::get, "pub/menu.txt")));
  EXPECT_EQ(site.lines.back(), "QUIT");
}

TEST(FtpAgent, renames_removes_and_makes_folders_without_a_data_connection) {
  FtpSite site;
  const auto play = [&site](FtpErrand errand) {
    FtpAgent agent(std::move(errand));
    site.play(agent);
    return agent.done();
  };
  auto rename = bobs(What::rename, "pub/menu.txt");
  rename.new_name = "pub/dishes.txt";
  EXPECT_TRUE(play(rename));
  EXPECT_EQ(site.lines, (Lines{"USER bob", "PASS hungry", "RNFR pub/menu.txt", "RNTO pub/dishes.txt", "QUIT"}));
  EXPECT_FALSE(play(rename));
  EXPECT_EQ(site.lines, (Lines{"USER bob", "PASS hungry", "RNFR pub/menu.txt", "QUIT"}));
  EXPECT_TRUE(play(bobs(What::remove, "pub/dishes.txt")));
  EXPECT_TRUE(play(bobs(What::remove_folder, "pub")));
  EXPECT_TRUE(play(bobs(What::make_folder, "pub")));
  EXPECT_FALSE(play(bobs(What::make_folder, "pub")));
  EXPECT_TRUE(site.files->is_folder("/pub"));
}

TEST(FtpAgent, an_address_becomes_user_pass_cwd_and_retr) {
  FtpSite site;
  auto errand = errand_for(*parse_ftp_url("ftp://bob:hungry@ftp.hamburger.edu/pub/menu.txt;type=a"));
  FtpAgent agent(errand);
  site.play(agent);
  EXPECT_TRUE(agent.done());
  EXPECT_EQ(agent.content(), "crepes\ngalette\n");
  EXPECT_EQ(site.lines, (Lines{"USER bob", "PASS hungry", "CWD pub", "TYPE A", "PASV", "RETR menu.txt", "QUIT"}));
}

TEST(FtpAgent, a_user_let_in_without_a_password_says_none) {
  FtpAgent agent(bobs(What::remove, "x"));
  agent.receive("220 ready\r\n");
  EXPECT_EQ(agent.receive("230 come in\r\n").bytes, "DELE x\r\n");
  EXPECT_TRUE(agent.logged_in());
}

TEST(FtpAgent, a_server_that_wants_an_account_is_left) {
  FtpAgent agent(bobs(What::remove, "x"));
  agent.receive("220 ready\r\n331 and?\r\n");
  EXPECT_EQ(agent.receive("332 who pays?\r\n").bytes, "QUIT\r\n");
  EXPECT_FALSE(agent.logged_in());
}

TEST(FtpAgent, a_call_that_comes_after_150_or_before_it_is_taken) {
  for (const bool call_first : {true, false}) {
    auto errand = bobs(What::get, "x");
    errand.mode = Mode::active;
    FtpAgent agent(errand);
    for (const auto* reply : {"220 a\r\n", "331 b\r\n", "230 c\r\n"}) agent.receive(reply);
    EXPECT_EQ(agent.receive("200 d\r\n").bytes, "") << "the port is opened first";
    EXPECT_EQ(agent.data_listening({0x7f000001, 50001}).bytes, "PORT 127,0,0,1,195,81\r\n");
    EXPECT_EQ(agent.receive("200 e\r\n").bytes, "RETR x\r\n");
    const auto early = call_first ? agent.data_connected() : agent.receive("150 f\r\n");
    EXPECT_TRUE(early.effects.empty());
    const auto both = call_first ? agent.receive("150 f\r\n") : agent.data_connected();
    ASSERT_EQ(both.effects.size(), 1u);
    EXPECT_TRUE(std::holds_alternative<wire::ReceiveData>(both.effects[0]));
  }
}

TEST(ParseExtendedPassive, reads_the_port_between_any_bars) {
  EXPECT_EQ(parse_extended_passive("Entering (|||50000|)"), 50000);
  EXPECT_EQ(parse_extended_passive("(!!!1!) good"), 1);
  for (const auto* wrong :
       {"", "(", "(|||)", "(||||)", "(|||0|)", "(|||65536|)", "(|||5|", "(||5|)", "(|||5!)", "|||5|", "(|||-5|)", "(   5 )"})
    EXPECT_FALSE(parse_extended_passive(wrong)) << wrong;
}

}  // namespace
}  // namespace cleartext::actors
