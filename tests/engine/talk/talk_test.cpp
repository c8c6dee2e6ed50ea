// Where a session stands, what the coach says about a refusal, and how a line may go on.
#include <gtest/gtest.h>

#include "engine/talk/coach.h"
#include "engine/talk/completion.h"

namespace cleartext::talk {
namespace {

// "C: ..." and "S: ..." lines to a standing.
Standing after(wire::Service service, std::initializer_list<std::string_view> lines) {
  Standing standing(service);
  for (const auto line : lines) {
    if (line.starts_with("C: "))
      standing.said(line.substr(3));
    else
      standing.heard(line.substr(3));
  }
  return standing;
}

std::string_view state(const Standing& standing) { return standing.state_info()->name; }

TEST(Standing, smtp_goes_from_hello_to_letter_and_back) {
  auto talk = after(wire::Service::smtp, {"S: 220 ready", "C: EHLO me", "S: 250-mail", "S: 250 SIZE", "C: MAIL FROM:<a@b>", "S: 250 ok"});
  EXPECT_EQ(state(talk), "has sender");
  talk.said("RCPT TO:<bob@hamburger.edu>");
  EXPECT_TRUE(talk.waiting());
  talk.heard("250 ok");
  EXPECT_EQ(state(talk), "has envelope");
  talk.said("DATA");
  talk.heard("354 go on");
  EXPECT_EQ(state(talk), "takes letter");
  talk.said("QUIT");  // a word of the letter
  EXPECT_EQ(state(talk), "takes letter");
  talk.said(".");
  talk.heard("250 taken");
  EXPECT_EQ(state(talk), "ready");
}

TEST(Standing, a_refused_command_leads_nowhere) {
  EXPECT_EQ(state(after(wire::Service::smtp, {"S: 220 hi", "C: MAIL FROM:<a@b>", "S: 503 hello first"})), "greeted");
  EXPECT_EQ(state(after(wire::Service::ftp, {"S: 220 hi", "C: USER bob", "S: 331 password", "C: PASS x", "S: 530 wrong"})), "greeted");
  EXPECT_EQ(state(after(wire::Service::pop3, {"S: +OK hi", "C: USER bob", "S: +OK", "C: PASS x", "S: -ERR no"})), "who is it?");
}

TEST(Standing, it_believes_the_server_even_one_that_misbehaves) {
  EXPECT_EQ(state(after(wire::Service::ftp, {"S: 220 hi", "C: USER guest", "S: 230 come in"})), "logged in");
}

TEST(Standing, renaming_is_over_with_any_other_word) {
  auto talk = after(wire::Service::ftp, {"S: 220 hi", "C: USER b", "S: 331 p", "C: PASS h", "S: 230 in", "C: RNFR a", "S: 350 to what"});
  EXPECT_EQ(state(talk), "renaming");
  talk.said("PWD");
  talk.heard("257 \"/\"");
  EXPECT_EQ(state(talk), "logged in");
}

TEST(Standing, imap_is_followed_by_its_tags) {
  auto talk = after(wire::Service::imap,
                    {"S: * OK hi", "C: a1 LOGIN bob hungry", "S: a1 OK in", "C: a2 SELECT INBOX", "S: * 3 EXISTS", "S: a2 OK open"});
  EXPECT_EQ(state(talk), "folder open");
  talk.said("a3 FROB");
  talk.heard("a3 BAD what");
  EXPECT_EQ(talk.answer().code, "BAD");
  EXPECT_EQ(advise(talk).kind, Advice::Kind::unknown);
}

TEST(Standing, an_answer_in_base64_is_no_command) {
  auto talk = after(wire::Service::smtp, {"S: 220 hi", "C: EHLO me", "S: 250 ok", "C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6"});
  EXPECT_TRUE(talk.asked_for_more());
  talk.said("QUIT");
  talk.heard("535 no");
  EXPECT_EQ(talk.answer().verb, "AUTH");
  EXPECT_EQ(state(talk), "ready");
}

TEST(Coach, data_without_an_envelope_is_told_the_way) {
  const auto advice = advise(after(wire::Service::smtp, {"S: 220 hi", "C: HELO me", "S: 250 ok", "C: DATA", "S: 503 no"}));
  EXPECT_EQ(advice.kind, Advice::Kind::out_of_turn);
  EXPECT_EQ(advice.way, (std::vector<std::string_view>{"MAIL", "RCPT"}));
}

TEST(Coach, who_would_store_a_file_is_told_to_log_in) {
  const auto advice = advise(after(wire::Service::ftp, {"S: 220 hi", "C: STOR a.txt", "S: 530 log in"}));
  EXPECT_EQ(advice.way, (std::vector<std::string_view>{"USER", "PASS"}));
}

TEST(Coach, a_slip_of_the_hand_finds_what_was_meant) {
  const auto advice = advise(after(wire::Service::smtp, {"S: 220 hi", "C: HLEO me", "S: 500 what"}));
  EXPECT_EQ(advice.kind, Advice::Kind::unknown);
  EXPECT_EQ(advice.nearest, "HELO");
}

TEST(Coach, a_wrong_form_is_told_the_right_one) {
  const auto advice = advise(after(wire::Service::smtp, {"S: 220 hi", "C: HELO me", "S: 250 ok", "C: MAIL alice", "S: 501 form"}));
  EXPECT_EQ(advice.kind, Advice::Kind::malformed);
  ASSERT_NE(advice.row, nullptr);
  EXPECT_EQ(advice.row->syntax, "MAIL FROM:<address>");
}

TEST(Coach, a_yes_needs_no_advice) {
  EXPECT_EQ(advise(after(wire::Service::smtp, {"S: 220 hi", "C: HELO me", "S: 250 ok"})).kind, Advice::Kind::none);
}

TEST(Coach, what_leads_on_stands_first) {
  const auto rows = may_be_said(after(wire::Service::smtp, {"S: 220 hi", "C: HELO me", "S: 250 ok", "C: MAIL FROM:<a@b>", "S: 250 ok"}));
  ASSERT_FALSE(rows.empty());
  EXPECT_EQ(rows.front()->verb, "RCPT");
}

TEST(Coach, every_state_of_every_protocol_can_be_reached_and_left) {
  for (const auto service : {wire::Service::smtp, wire::Service::pop3, wire::Service::imap, wire::Service::ftp}) {
    const auto& machine = *tongue_of(service).machine;
    for (std::size_t state = 1; state < machine.states.size(); ++state) {
      EXPECT_TRUE(std::ranges::any_of(machine.steps, [&](const wire::StateStep& step) { return step.to == state; }))
          << machine.states[state].name;
    }
    for (const auto& step : machine.steps) EXPECT_LT(step.to, machine.states.size());
  }
}

TEST(Completion, a_verb_and_then_what_this_world_knows) {
  auto talk = after(wire::Service::smtp, {"S: 220 hi", "C: HELO me", "S: 250 ok"});
  EXPECT_EQ(completions(talk, "ma").front(), "maIL FROM:<");
  EXPECT_EQ(completions(talk, "MAIL FROM:<").front(), "MAIL FROM:<alice@crepes.fr>");
  EXPECT_TRUE(completions(talk, "RCPT").empty());  // not now
}

TEST(Completion, imap_numbers_its_tags) {
  EXPECT_EQ(completions(after(wire::Service::imap, {"S: * OK hi"}), "a1 LOGI").front(), "a1 LOGIN ");
  EXPECT_TRUE(completions(after(wire::Service::imap, {"S: * OK hi"}), "LOGI").empty());
}

TEST(Completion, no_password_is_ever_offered) {
  const auto talk = after(wire::Service::ftp, {"S: 220 hi", "C: USER bob", "S: 331 password"});
  for (const auto& line : completions(talk, "")) EXPECT_EQ(line.find("hungry"), std::string::npos);
  EXPECT_TRUE(completions(talk, "PASS ").empty());
}

}  // namespace
}  // namespace cleartext::talk
