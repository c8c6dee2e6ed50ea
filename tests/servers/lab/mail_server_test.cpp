#include "servers/lab/mail_server.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace cleartext::lab {
namespace fs = std::filesystem;
namespace {

// Time that a test moves by hand: timers are called when it says so.
class HandClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return now; }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()> call) override {
    due.push_back(std::move(call));
    return std::make_unique<wire::Timer>();
  }
  void fire() {
    auto calls = std::exchange(due, {});
    for (auto& call : calls) call();
  }
  std::chrono::system_clock::time_point now{std::chrono::seconds(1'000'000'000)};
  std::vector<std::function<void()>> due;
};

struct MailServerTest : ::testing::Test {
  MailServerTest() {
    std::string pattern = (fs::temp_directory_path() / "mail-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    open();
  }
  ~MailServerTest() override {
    server.reset();
    fs::remove_all(folder);
  }
  void open() {
    server.reset();
    server = std::make_unique<MailServer>(
        MailServer::Settings{wire::Role::crepes, "crepes.fr", folder}, accounts, clock,
        [this](const std::string& domain, std::unique_ptr<actors::SmtpAgent> agent, auto over) {
          dialled.push_back(domain);
          agents.push_back(std::move(agent));
          overs.push_back(over);
        },
        [] {});
  }
  auto send(const std::string& from, const std::vector<std::string>& to) {
    return server->accept({from, to}, {"laptop", false, false, "", {wire::host(wire::Role::alice).address, 40000}},
                          "Subject: x\r\n\r\nhello\r\n");
  }
  // The next server's half of a dialogue, turn by turn.
  void play(actors::SmtpAgent& agent, const std::vector<std::string>& replies) {
    for (const auto& reply : replies) agent.receive(reply + "\r\n");
  }
  std::string only_letter(const std::string& user) {
    auto box = server->open(user);
    const auto list = box->mails().list();
    return list.size() == 1 ? *box->mails().read(list[0].id) : "";
  }

  fs::path folder;
  HandClock clock;
  store::Accounts accounts;
  std::vector<std::string> dialled;
  std::vector<std::unique_ptr<actors::SmtpAgent>> agents;
  std::vector<std::function<void(actors::SmtpAgent&, const std::string&)>> overs;
  std::unique_ptr<MailServer> server;
};

TEST_F(MailServerTest, mail_for_its_own_user_is_in_the_mailbox_with_a_received_line) {
  ASSERT_TRUE(send("bob@hamburger.edu", {"alice@crepes.fr"}));
  const auto letter = only_letter("alice");
  EXPECT_TRUE(
      letter.starts_with("Return-Path: <bob@hamburger.edu>\r\nReceived: from laptop ([127.0.1.10])\r\n\tby mail.crepes.fr with SMTP id "))
      << letter;
  EXPECT_TRUE(letter.ends_with("Subject: x\r\n\r\nhello\r\n"));
  EXPECT_TRUE(dialled.empty());
}

TEST_F(MailServerTest, the_postmaster_is_always_at_home) {
  ASSERT_TRUE(server->recipient("postmaster", 0));
  ASSERT_TRUE(server->recipient("PostMaster@crepes.fr", 0));
  ASSERT_TRUE(send("bob@hamburger.edu", {"postmaster"}));
  EXPECT_TRUE(only_letter("alice").ends_with("hello\r\n"));
}

TEST_F(MailServerTest, a_letter_that_runs_in_a_circle_is_stopped) {
  std::string stamps;
  for (int hop = 0; hop < 99; ++hop) stamps += "Received: from a by b\r\n\tid 1\r\n";
  const auto arrive = [&](const std::string& header) {
    return server->accept({"bob@hamburger.edu", {"alice@crepes.fr"}}, {"x", true, false, "", {}}, header + "\r\nReceived: in the text\r\n");
  };
  EXPECT_TRUE(arrive(stamps));
  const auto refused = arrive(stamps + "RECEIVED : by c\r\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, 554);
}

TEST_F(MailServerTest, mail_for_the_other_domain_waits_in_the_queue_until_it_was_taken) {
  ASSERT_TRUE(send("alice@crepes.fr", {"bob@hamburger.edu"}));
  EXPECT_EQ(dialled, std::vector<std::string>{"hamburger.edu"});
  EXPECT_EQ(server->queue().list().size(), 1U);
  play(*agents[0], {"220 ready", "250 hello", "250 ok", "250 ok", "354 go", "250 taken"});
  overs[0](*agents[0], "");
  EXPECT_TRUE(server->queue().list().empty());
}

TEST_F(MailServerTest, a_server_that_is_off_leaves_the_letter_in_the_queue_and_it_is_tried_again) {
  ASSERT_TRUE(send("alice@crepes.fr", {"bob@hamburger.edu"}));
  overs[0](*agents[0], "refused");
  ASSERT_EQ(server->queue().list().size(), 1U);
  EXPECT_EQ(server->queue().list()[0].last_answer, "refused");
  EXPECT_EQ(dialled.size(), 1U);
  const auto id = server->queue().list()[0].id;
  EXPECT_EQ(server->relay().state(id), actors::Relay::State::deferred);
  EXPECT_EQ(server->relay().next_try(id), clock.now + std::chrono::seconds(10));
  clock.fire();
  EXPECT_EQ(server->relay().state(id), actors::Relay::State::being_sent);
  EXPECT_FALSE(server->relay().next_try(id));
  EXPECT_EQ(dialled.size(), 2U);
}

TEST_F(MailServerTest, a_letter_refused_for_good_comes_back_to_its_sender) {
  ASSERT_TRUE(send("alice@crepes.fr", {"carol@hamburger.edu"}));
  play(*agents[0], {"220 ready", "250 hello", "250 ok", "550 no such user"});
  overs[0](*agents[0], "");
  EXPECT_TRUE(server->queue().list().empty());
  const auto notice = only_letter("alice");
  EXPECT_NE(notice.find("Return-Path: <>"), std::string::npos);
  EXPECT_NE(notice.find("550 no such user"), std::string::npos);
}

TEST_F(MailServerTest, a_notice_that_finds_no_room_waits_in_the_queue_and_one_for_elsewhere_is_sent) {
  server->room_of("alice@crepes.fr").limit(100);
  for (const auto* sender : {"alice@crepes.fr", "bob@hamburger.edu"}) {
    ASSERT_TRUE(send(sender, {"carol@hamburger.edu"}));
    const auto turn = agents.size() - 1;
    play(*agents[turn], {"220 ready", "250 hello", "250 ok", "550 no such user"});
    overs[turn](*agents[turn], "");
  }
  EXPECT_EQ(server->open("alice")->mails().count(), 0U);
  EXPECT_EQ(dialled, (std::vector<std::string>{"hamburger.edu", "crepes.fr", "hamburger.edu", "hamburger.edu"}));
  std::vector<std::string> waiting;
  for (const auto& mail : server->queue().list()) waiting.push_back(mail.envelope.from + ">" + mail.envelope.to.front());
  EXPECT_EQ(waiting, (std::vector<std::string>{">alice@crepes.fr", ">bob@hamburger.edu"}));
}

// RFC 1123, 5.2.17
TEST_F(MailServerTest, its_own_address_in_brackets_is_its_domain) {
  ASSERT_TRUE(server->recipient("alice@[127.0.1.25]", 0));
  ASSERT_TRUE(send("bob@hamburger.edu", {"alice@[127.0.1.25]"}));
  EXPECT_NE(only_letter("alice"), "");
  EXPECT_FALSE(server->recipient("alice@[127.0.2.25]", 0));
  EXPECT_FALSE(server->recipient("nobody@[127.0.1.25]", 0));
}

TEST_F(MailServerTest, each_recipient_fares_alone) {
  ASSERT_TRUE(send("alice@crepes.fr", {"bob@hamburger.edu", "carol@hamburger.edu", "busy@hamburger.edu"}));
  play(*agents[0], {"220 ready", "250 hello", "250 ok", "250 ok", "550 5.1.1 no such user", "450 4.2.1 busy", "354 go", "250 taken"});
  overs[0](*agents[0], "");
  ASSERT_EQ(server->queue().list().size(), 1U);
  EXPECT_EQ(server->queue().list()[0].envelope.to, std::vector<std::string>{"busy@hamburger.edu"});
  EXPECT_EQ(server->queue().list()[0].last_answer, "450 4.2.1 busy");
  const auto notice = only_letter("alice");
  EXPECT_NE(notice.find("Final-Recipient: rfc822; carol@hamburger.edu\r\nAction: failed\r\nStatus: 5.1.1"), std::string::npos) << notice;
  EXPECT_EQ(notice.find("busy@"), std::string::npos);
  clock.fire();
  play(*agents[1], {"220 ready", "250 hello", "250 ok", "550 5.7.1 not today"});
  overs[1](*agents[1], "");
  EXPECT_TRUE(server->queue().list().empty());
}

struct International : MailServerTest {
  // What a server says that has accepted everything so far, its hello aside.
  void relay(const std::string& hello, const std::vector<std::string>& rest) {
    ASSERT_TRUE(server->accept({"s\u00f8ren@crepes.fr", {"bob@hamburger.edu"}, true}, {"laptop", true, true, "alice", {}},
                               "Subject: Gr\u00fc\u00dfe\r\n\r\nhello\r\n"));
    EXPECT_EQ(agents[0]->receive("220 ready\r\n").bytes, "EHLO mail.crepes.fr\r\n");
    said = agents[0]->receive(hello).bytes;
    play(*agents[0], rest);
    overs[0](*agents[0], "");
  }
  std::string said;
};

// RFC 6531, 3.7.3
TEST_F(International, names_of_any_alphabet_are_kept_over_the_relay) {
  relay("250-mail.hamburger.edu\r\n250-8bitmime\r\n250 SmtpUtf8\r\n", {"250 ok", "250 ok", "354 go", "250 taken"});
  EXPECT_EQ(said, "MAIL FROM:<s\u00f8ren@crepes.fr> BODY=8BITMIME SMTPUTF8\r\n");
  EXPECT_TRUE(server->queue().list().empty());
  ASSERT_TRUE(server->accept({"s\u00f8ren@crepes.fr", {"alice@crepes.fr"}, true}, {"laptop", true, true, "alice", {}},
                             "Subject: x\r\n\r\nhello\r\n"));
  const auto letter = only_letter("alice");
  EXPECT_TRUE(letter.starts_with("Return-Path: <s\u00f8ren@crepes.fr>\r\nReceived: ")) << letter;
  EXPECT_NE(letter.find(" with UTF8SMTPSA id "), std::string::npos) << letter;
}

// RFC 6531, 3.2: a server that does not offer it is not asked to; the sender is told at once, not after fifty tries.
TEST_F(International, a_server_without_smtputf8_never_gets_such_a_letter) {
  relay("250-mail.hamburger.edu\r\n250 8BITMIME\r\n", {"221 bye"});
  EXPECT_EQ(said, "QUIT\r\n");
  // The notice goes to an address in this very domain that nobody has, so it is the queue that is empty.
  EXPECT_TRUE(server->queue().list().empty());
}

TEST_F(MailServerTest, a_notice_says_that_the_next_server_was_too_old) {
  ASSERT_TRUE(server->accept({"alice@crepes.fr", {"j\u00f6rg@hamburger.edu"}, true}, {"laptop", true, false, "", {}},
                             "Subject: x\r\n\r\nhello\r\n"));
  play(*agents[0], {"220 ready", "250 HELP", "221 bye"});
  overs[0](*agents[0], "");
  const auto notice = only_letter("alice");
  EXPECT_NE(notice.find("Final-Recipient: utf-8; j\u00f6rg@hamburger.edu\r\nAction: failed\r\nStatus: 5.6.7\r\n"), std::string::npos)
      << notice;
}

// RFC 6152, 3
TEST_F(MailServerTest, bytes_beyond_ascii_go_only_where_8bitmime_is_offered) {
  const auto letter = "Subject: x\r\n\r\nCr\u00eapes\r\n";
  ASSERT_TRUE(server->accept({"alice@crepes.fr", {"bob@hamburger.edu"}}, {"laptop", true, false, "", {}}, letter));
  agents[0]->receive("220 ready\r\n");
  EXPECT_EQ(agents[0]->receive("250-there\r\n250 8BITMIME\r\n").bytes, "MAIL FROM:<alice@crepes.fr> BODY=8BITMIME\r\n");
  ASSERT_TRUE(server->accept({"alice@crepes.fr", {"bob@hamburger.edu"}}, {"laptop", true, false, "", {}}, letter));
  play(*agents[1], {"220 ready", "250 there"});
  overs[1](*agents[1], "");
  EXPECT_NE(only_letter("alice").find("Status: 5.6.3"), std::string::npos);
}

TEST_F(MailServerTest, the_queue_survives_a_restart) {
  ASSERT_TRUE(send("alice@crepes.fr", {"bob@hamburger.edu"}));
  agents.clear();
  overs.clear();
  open();
  server->start_relay();
  EXPECT_EQ(dialled.size(), 2U);
  play(*agents[0], {"220 ready", "250 hello", "250 ok", "250 ok", "354 go", "250 taken"});
  overs[0](*agents[0], "");
  EXPECT_TRUE(server->queue().list().empty());
}

TEST_F(MailServerTest, mail_for_any_other_domain_is_refused_with_550) {
  for (const auto* address : {"x@example.org", "nobody@crepes.fr", "x"}) {
    const auto answer = server->recipient(address, 0);
    ASSERT_FALSE(answer) << address;
    EXPECT_EQ(answer.error().code, 550);
  }
  EXPECT_TRUE(server->recipient("alice@crepes.fr", 0));
  EXPECT_TRUE(server->recipient("anyone@hamburger.edu", 0));
}

TEST_F(MailServerTest, a_mailbox_is_locked_while_a_session_has_it) {
  auto first = server->open("alice");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(server->open("alice@crepes.fr"), nullptr);
  first.reset();
  EXPECT_NE(server->open("alice"), nullptr);
}

}  // namespace
}  // namespace cleartext::lab
