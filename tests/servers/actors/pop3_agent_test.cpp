// The POP3 agent against this house's server: every way to log in, what is taken and what stays.
#include "servers/actors/pop3_agent.h"

#include <optional>

#include "tests/servers/actors/duet.h"
#include "tests/servers/pop3/room.h"

namespace cleartext::actors {
namespace {

using How = LogIn::How;
using What = Pop3Errand::What;
using After = Pop3Errand::After;

struct Mailbox {
  pop3::OneMailbox room;
  struct Knowing final : pop3::MailboxRoom {
    explicit Knowing(pop3::OneMailbox& its_room) : room(its_room) {}
    bool check(std::string_view login, std::string_view password) override { return room.check(login, password); }
    std::optional<std::string> password_of(std::string_view login) override {
      return login == "bob" ? std::optional<std::string>("hungry") : std::nullopt;
    }
    std::unique_ptr<pop3::OpenMailbox> open(std::string_view login) override { return room.open(login); }
    pop3::OneMailbox& room;
  } desk{room};
  std::size_t letters() { return room.open("bob")->mails().list().size(); }
};

Pop3Errand errand(How how = How::words, Tls tls = Tls::off) { return {{"bob", "hungry", how}, tls}; }

struct Pop3AgentTest : testing::TestWithParam<Cut> {
  std::string play(Pop3Errand wanted) {
    mailbox.emplace();
    agent.emplace(std::move(wanted));
    auto session = pop3::make_session(settings, mailbox->desk);
    Duet duet(*agent, *session, GetParam());
    const auto played = wire::print(duet.play());
    verbs = duet.verbs();
    session->closed();
    return played;
  }
  pop3::SessionSettings settings{"mail.hamburger.edu", "<1.2@mail.hamburger.edu>", true, false};
  std::optional<Mailbox> mailbox;
  std::optional<Pop3Agent> agent;
  std::vector<std::string> verbs;
};

INSTANTIATE_TEST_SUITE_P(Cuts, Pop3AgentTest, testing::Values(Cut::lines, Cut::bytes),
                         [](const auto& cut) { return cut.param == Cut::lines ? "whole" : "byte_by_byte"; });

TEST_P(Pop3AgentTest, letters_are_taken_and_gone_after_quit) {
  EXPECT_EQ(play(errand()), golden("pop3_taken"));
  EXPECT_TRUE(agent->finished());
  ASSERT_EQ(agent->mails().size(), 3u);
  EXPECT_EQ(agent->mails()[0], "Subject: crepes\r\nFrom: alice\r\n\r\none\r\n. two\r\nthree\r\n");
  EXPECT_EQ(mailbox->letters(), 0u);
}

TEST_P(Pop3AgentTest, letters_left_on_the_server_are_known_by_their_unique_names) {
  auto wanted = errand();
  wanted.after = After::leave;
  EXPECT_EQ(play(wanted), golden("pop3_left_on_the_server"));
  EXPECT_EQ(agent->unique().size(), 3u);
  EXPECT_EQ(mailbox->letters(), 3u);
}

TEST_P(Pop3AgentTest, headers_alone_are_fetched_with_top) {
  auto wanted = errand();
  wanted.what = What::headers;
  EXPECT_EQ(play(wanted), golden("pop3_headers"));
  EXPECT_EQ(agent->mails().at(0), "Subject: crepes\r\nFrom: alice\r\n\r\n");
  EXPECT_EQ(mailbox->letters(), 3u);
}

TEST_P(Pop3AgentTest, a_list_is_all_that_may_be_wanted) {
  auto wanted = errand();
  wanted.what = What::list;
  play(wanted);
  EXPECT_EQ(verbs, (std::vector<std::string>{"USER", "PASS", "LIST", "QUIT"}));
  EXPECT_EQ(agent->listed().size(), 3u);
}

TEST_P(Pop3AgentTest, a_line_that_is_cut_before_quit_deletes_nothing) {
  auto wanted = errand();
  wanted.ending = Pop3Errand::Ending::cut;
  play(wanted);
  EXPECT_EQ(verbs.back(), "cut");
  EXPECT_EQ(verbs.at(verbs.size() - 2), "DELE");
  EXPECT_EQ(mailbox->letters(), 3u);
}

TEST_P(Pop3AgentTest, a_digest_keeps_the_password_at_home) {
  EXPECT_EQ(play(errand(How::apop)), golden("pop3_apop"));
  EXPECT_EQ(play(errand(How::cram_md5)), golden("pop3_auth_cram_md5"));
  EXPECT_EQ(play(errand(How::plain)), golden("pop3_auth_plain"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(Pop3AgentTest, without_a_timestamp_there_is_no_apop) {
  settings.challenge.clear();
  play(errand(How::apop));
  EXPECT_EQ(verbs, std::vector<std::string>{"QUIT"});
  EXPECT_NE(agent->why_not().find("timestamp"), std::string::npos);
}

TEST_P(Pop3AgentTest, inside_tls_the_password_comes_after_it) {
  EXPECT_EQ(play(errand(How::words, Tls::required)), golden("pop3_stls"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(Pop3AgentTest, where_tls_is_required_and_missing_nothing_is_given_away) {
  settings.tls_possible = false;
  EXPECT_EQ(play(errand(How::words, Tls::required)), golden("pop3_without_stls"));
  EXPECT_FALSE(agent->finished());
  play(errand(How::words, Tls::offered));
  EXPECT_TRUE(agent->finished());
}

TEST(Pop3Agent, a_refused_stls_ends_it_where_tls_is_required) {
  Pop3Agent agent(errand(How::words, Tls::required));
  EXPECT_EQ(agent.receive("+OK hi\r\n").bytes, "CAPA\r\n");
  EXPECT_EQ(agent.receive("+OK\r\nSTLS\r\n.\r\n").bytes, "STLS\r\n");
  EXPECT_EQ(agent.receive("-ERR not today\r\n").bytes, "QUIT\r\n");
  Pop3Agent old(errand(How::words, Tls::required));
  old.receive("+OK hi\r\n");
  EXPECT_EQ(old.receive("-ERR CAPA?\r\n").bytes, "QUIT\r\n");
}

}  // namespace
}  // namespace cleartext::actors
