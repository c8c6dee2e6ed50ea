// The IMAP agent against this house's server: log-ins, folders, flags, parts, letters put in, and waiting for news.
#include "servers/actors/imap_agent.h"

#include <optional>

#include "tests/servers/actors/duet.h"
#include "tests/servers/imap/room.h"

namespace cleartext::actors {
namespace {

using How = LogIn::How;

ImapErrand errand(std::vector<ImapErrand::Line> lines, How how = How::words, Tls tls = Tls::off) {
  return {{"bob", "hungry", how}, tls, std::move(lines)};
}

struct ImapAgentTest : testing::TestWithParam<Cut> {
  std::string play(ImapErrand wanted) {
    agent.emplace(std::move(wanted));
    const auto session = imap::make_session(settings, room);
    Duet duet(*agent, *session, GetParam());
    duet.meanwhile = meanwhile;
    const auto played = wire::print(duet.play());
    verbs = duet.verbs();
    session->closed();
    return played;
  }
  imap::BobsRoom room;
  imap::SessionSettings settings{"mail.hamburger.edu", "<1.2@mail.hamburger.edu>", true};
  std::function<void(const std::string&)> meanwhile = [](const std::string&) {};
  std::optional<ImapAgent> agent;
  std::vector<std::string> verbs;
};

INSTANTIATE_TEST_SUITE_P(Cuts, ImapAgentTest, testing::Values(Cut::lines, Cut::bytes),
                         [](const auto& cut) { return cut.param == Cut::lines ? "whole" : "byte_by_byte"; });

TEST_P(ImapAgentTest, a_part_of_a_letter_is_fetched_without_the_rest) {
  EXPECT_EQ(play(errand({{"LIST \"\" *"}, {"SELECT INBOX"}, {"FETCH 1:* (FLAGS ENVELOPE)"}, {"FETCH 2 BODY[2]"}, {"FETCH 1 BODY[]"}})),
            golden("imap_parts"));
  EXPECT_TRUE(agent->finished());
  ASSERT_EQ(agent->answers().size(), 5u);
  EXPECT_EQ(agent->answers()[3].told.at(0).literals, std::vector<std::string>{"JVBERi0="});
  EXPECT_EQ(agent->answers()[4].told.at(0).literals.at(0), store::with_crlf(imap::plain_letter));
}

TEST_P(ImapAgentTest, a_sent_letter_is_put_into_a_folder_as_a_literal) {
  EXPECT_EQ(play(errand({{"CREATE Crepes"},
                         {"APPEND Crepes (\\Seen)", "Subject: mine\r\n\r\nyes\r\n"},
                         {"SELECT INBOX"},
                         {"STORE 1 +FLAGS (\\Flagged)"},
                         {"COPY 1 Crepes"},
                         {"MOVE 2 Crepes"},
                         {"STATUS Crepes (MESSAGES)"}})),
            golden("imap_folders"));
  EXPECT_TRUE(agent->finished());
  EXPECT_EQ(agent->answers().back().told.at(0).text, "* STATUS Crepes (MESSAGES 3)");
}

TEST_P(ImapAgentTest, each_mechanism_logs_in) {
  EXPECT_EQ(play(errand({}, How::plain)), golden("imap_auth_plain"));
  EXPECT_EQ(play(errand({}, How::login)), golden("imap_auth_login"));
  EXPECT_EQ(play(errand({}, How::cram_md5)), golden("imap_auth_cram_md5"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(ImapAgentTest, inside_tls_the_password_comes_after_it) {
  EXPECT_EQ(play(errand({{"NOOP"}}, How::words, Tls::required)), golden("imap_starttls"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(ImapAgentTest, where_tls_is_required_and_missing_nothing_is_given_away) {
  settings.tls_possible = false;
  play(errand({{"NOOP"}}, How::words, Tls::required));
  EXPECT_EQ(verbs, (std::vector<std::string>{"CAPABILITY", "LOGOUT"}));
  EXPECT_NE(agent->why_not().find("STARTTLS"), std::string::npos);
  play(errand({{"NOOP"}}, How::words, Tls::offered));
  EXPECT_TRUE(agent->finished());
}

TEST_P(ImapAgentTest, who_waits_hears_of_a_letter_the_moment_it_comes) {
  meanwhile = [this](const std::string& line) {
    if (!line.ends_with("IDLE")) return;
    room.put("new", "4.M000001", "", imap::plain_letter);
    room.bobs->look();
  };
  EXPECT_EQ(play(errand({{"SELECT INBOX"}, {"IDLE"}, {"FETCH 4 FLAGS"}})), golden("imap_idle"));
  EXPECT_TRUE(agent->finished());
}

TEST_P(ImapAgentTest, a_refusal_ends_it_politely) {
  play(errand({{"SELECT Nowhere"}, {"FETCH 1 FLAGS"}}));
  EXPECT_EQ(verbs, (std::vector<std::string>{"LOGIN", "SELECT", "LOGOUT"}));
  EXPECT_TRUE(agent->refusal().starts_with("NO "));
  EXPECT_FALSE(agent->finished());
}

TEST(ImapAgent, odd_names_and_passwords_stand_between_quotes) {
  ImapErrand odd{{"bob hungry", "a\"b\\c", How::words}, Tls::off, {}};
  ImapAgent agent(odd);
  EXPECT_EQ(agent.receive("* OK hi\r\n").bytes, "a1 LOGIN \"bob hungry\" \"a\\\"b\\\\c\"\r\n");
}

TEST(ImapReader, literals_are_counted_in_bytes_and_may_hold_anything) {
  ImapReader reader;
  const std::string said = "* 1 FETCH (BODY[1] {5}\r\na\r\n{3 BODY[2] {0}\r\n)\r\na1 OK\r\n";
  for (const std::size_t cut : {1u, 7u, 100u}) {
    std::vector<ImapResponse> heard;
    for (std::size_t at = 0; at < said.size(); at += cut) {
      auto piece = std::string_view(said).substr(at, cut);
      while (auto response = reader.next(piece)) heard.push_back(*response);
    }
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_EQ(heard[0].text, "* 1 FETCH (BODY[1] {5} BODY[2] {0})");
    EXPECT_EQ(heard[0].literals, (std::vector<std::string>{"a\r\n{3", ""}));
  }
}

TEST(ImapReader, what_is_too_much_is_not_kept) {
  ImapReader reader;
  std::string_view huge = "* 1 FETCH (BODY[] {99999999999}\r\n";
  reader.next(huge);
  EXPECT_TRUE(reader.too_much());
  ImapReader endless;
  const std::string line(2 << 20, 'x');
  std::string_view rest = line;
  EXPECT_FALSE(endless.next(rest));
  EXPECT_TRUE(endless.too_much());
}

}  // namespace
}  // namespace cleartext::actors
