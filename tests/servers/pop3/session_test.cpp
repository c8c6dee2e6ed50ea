// Golden conversations, and what happens to the mailbox when they end well, badly, or not at all.
#include "servers/wire/output.h"
#include "tests/servers/pop3/room.h"
#include "tests/support/said.h"
#include "tests/transcripts/replay.h"

namespace cleartext::pop3 {
namespace {

class Pop3Player final : public transcripts::Player {
 public:
  Pop3Player(std::unique_ptr<OneMailbox> room, SessionSettings settings)
      : Player(make_session(std::move(settings), *room)), room_(std::move(room)) {}
  ~Pop3Player() override { session_.reset(); }

 private:
  std::unique_ptr<OneMailbox> room_;
};

class Pop3Transcript : public testing::TestWithParam<std::filesystem::path> {};

SessionSettings settings_of(const std::filesystem::path& file) {
  SessionSettings settings{"mail.hamburger.edu"};
  for (const auto& word : transcripts::wishes(file)) {
    if (word == "tls") settings.tls_possible = true;
    if (word == "secure") settings.secure = true;
    if (word == "timestamp") settings.challenge = "<1896.697170952@mail.hamburger.edu>";
  }
  return settings;
}

TEST_P(Pop3Transcript, is_played_as_written) {
  transcripts::expect_golden(GetParam(),
                             [] { return std::make_unique<Pop3Player>(std::make_unique<OneMailbox>(), settings_of(GetParam())); });
}

INSTANTIATE_TEST_SUITE_P(Pop3, Pop3Transcript, testing::ValuesIn(transcripts::golden_files("pop3")), transcripts::test_name);

const std::string log_in = "USER bob\r\nPASS hungry\r\n";

class Pop3 : public testing::Test {
 protected:
  std::unique_ptr<wire::Conversation> session() { return make_session({"mail.hamburger.edu"}, room); }
  std::size_t mails() const { return store::Maildir(room.folder).list().size(); }
  OneMailbox room;
};

TEST_F(Pop3, dele_takes_effect_at_quit_only) {
  auto bob = session();
  bob->receive(log_in + "DELE 1\r\nDELE 3\r\n");
  EXPECT_EQ(mails(), 3u);
  EXPECT_EQ(tests::said(*bob, bob->receive("QUIT\r\n")), "+OK POP3 server signing off\r\n<effect>");
  EXPECT_EQ(mails(), 1u);
  EXPECT_FALSE(room.locked);
}

TEST_F(Pop3, a_connection_that_breaks_deletes_nothing_and_frees_the_mailbox) {
  auto bob = session();
  bob->receive(log_in + "DELE 1\r\n");
  bob->closed();
  EXPECT_EQ(mails(), 3u);
  EXPECT_FALSE(room.locked);
}

TEST_F(Pop3, silence_closes_without_a_word_and_deletes_nothing) {
  auto bob = session();
  bob->receive(log_in + "DELE 1\r\n");
  const auto output = bob->timed_out();
  EXPECT_EQ(output.bytes, "");
  ASSERT_EQ(output.effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<wire::Close>(output.effects[0]));
  EXPECT_EQ(mails(), 3u);
  EXPECT_FALSE(room.locked);
}

TEST_F(Pop3, reset_before_quit_keeps_everything) {
  session()->receive(log_in + "DELE 1\r\nRSET\r\nQUIT\r\n");
  EXPECT_EQ(mails(), 3u);
}

TEST_F(Pop3, the_mailbox_is_open_in_one_session_at_a_time) {
  auto first = session();
  auto second = session();
  first->receive(log_in);
  EXPECT_EQ(second->receive(log_in).bytes, "+OK\r\n-ERR [IN-USE] The mailbox is open in another session\r\n");
  first->receive("QUIT\r\n");
  EXPECT_EQ(second->receive(log_in).bytes, "+OK\r\n+OK user successfully logged on\r\n");
}

TEST_F(Pop3, mail_that_comes_during_the_session_does_not_shift_the_numbers) {
  auto bob = session();
  bob->receive(log_in);
  room.put("0.M000001,W=3", "x\n");
  EXPECT_EQ(bob->receive("LIST 1\r\n").bytes, "+OK 1 51\r\n");
}

TEST_F(Pop3, a_mail_that_went_away_behind_our_back_is_an_error_not_a_crash) {
  auto bob = session();
  bob->receive(log_in);
  std::filesystem::remove(room.folder / "new/2.M000001,W=5");
  EXPECT_EQ(bob->receive("RETR 2\r\n").bytes, "-ERR The mail could not be read\r\n");
  EXPECT_EQ(tests::said(*bob, bob->receive("DELE 2\r\nQUIT\r\n")),
            "+OK mail 2 deleted at QUIT\r\n-ERR Some deleted mails could not be removed\r\n<effect>");
}

TEST_F(Pop3, a_mail_without_a_last_line_end_gets_one) {
  room.put("4.M000001,W=4", "tail");
  EXPECT_TRUE(session()->receive(log_in + "RETR 4\r\n").bytes.ends_with("\r\ntail\r\n.\r\n"));
}

TEST_F(Pop3, bad_lines_are_refused_and_a_password_may_have_spaces) {
  auto bob = session();
  EXPECT_EQ(bob->receive("USER bob\n").bytes, "-ERR A line ends in CR LF, this one ended in LF alone\r\n");
  EXPECT_EQ(bob->receive("USER b\tob\r\n").bytes, "-ERR Character 7 is not text\r\n");
  EXPECT_EQ(bob->receive(std::string(3000, 'x') + "\r\n").bytes, "-ERR The line is too long\r\n");
  EXPECT_EQ(bob->receive("USER bob\r\nPASS two words \xc3\xa9\r\n").bytes, "+OK\r\n-ERR [AUTH] Wrong name or password\r\n");
}

TEST_F(Pop3, after_the_last_wrong_password_the_connection_closes) {
  auto eve = session();
  wire::Output output;
  for (int tries = 0; tries < 3; ++tries) output = eve->receive("USER bob\r\nPASS guess\r\n");
  ASSERT_EQ(output.effects.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<wire::WrongPassword>(output.effects[0]));
  EXPECT_TRUE(std::holds_alternative<wire::Close>(output.effects[1]));
  EXPECT_EQ(eve->receive(log_in).bytes, "");
}

class Pop3Secrets : public Pop3 {
 protected:
  struct Knowing final : MailboxRoom {
    explicit Knowing(OneMailbox& box) : box_(box) {}
    bool check(std::string_view login, std::string_view password) override { return login == "mrose" && password == "tanstaaf"; }
    std::optional<std::string> password_of(std::string_view login) override {
      return login == "mrose" ? std::optional<std::string>("tanstaaf") : std::nullopt;
    }
    std::unique_ptr<OpenMailbox> open(std::string_view login) override { return box_.open(login); }
    OneMailbox& box_;
  } knowing{room};
  std::unique_ptr<wire::Conversation> fresh() {
    return make_session({"mail.hamburger.edu", "<1896.697170952@dbc.mtview.ca.us>", true}, knowing);
  }
};

// The example of RFC 1939, 7.
TEST_F(Pop3Secrets, apop_takes_the_digest_that_the_rfc_reckons) {
  auto pop3 = fresh();
  EXPECT_EQ(pop3->greet().bytes, "+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>\r\n");
  EXPECT_EQ(pop3->receive("APOP mrose c4c9334bac560ecc979e58001b3e22fc\r\n").bytes, "-ERR [AUTH] Wrong name or password\r\n");
  EXPECT_EQ(pop3->receive("APOP nobody c4c9334bac560ecc979e58001b3e22fb\r\n").bytes, "-ERR [AUTH] Wrong name or password\r\n");
  EXPECT_EQ(pop3->receive("APOP mrose c4c9334bac560ecc979e58001b3e22fb\r\n").bytes, "+OK user successfully logged on\r\n");
}

TEST_F(Pop3Secrets, every_way_of_auth_is_taken_in_one_line_or_two) {
  EXPECT_EQ(fresh()->receive("AUTH PLAIN AG1yb3NlAHRhbnN0YWFm\r\n").bytes, "+OK user successfully logged on\r\n");
  EXPECT_EQ(fresh()->receive("AUTH PLAIN\r\nAG1yb3NlAHRhbnN0YWFm\r\n").bytes, "+ \r\n+OK user successfully logged on\r\n");
  EXPECT_EQ(fresh()->receive("AUTH LOGIN\r\nbXJvc2U=\r\ndGFuc3RhYWY=\r\n").bytes,
            "+ VXNlcm5hbWU6\r\n+ UGFzc3dvcmQ6\r\n+OK user successfully logged on\r\n");
  const std::string digest = sasl::to_base64("mrose " + sasl::keyed_digest_hex("tanstaaf", "<1896.697170952@dbc.mtview.ca.us>"));
  EXPECT_EQ(fresh()->receive("AUTH CRAM-MD5\r\n" + digest + "\r\n").bytes,
            "+ PDE4OTYuNjk3MTcwOTUyQGRiYy5tdHZpZXcuY2EudXM+\r\n+OK user successfully logged on\r\n");
  EXPECT_EQ(fresh()->receive("AUTH\r\n").bytes, "+OK I know\r\nPLAIN\r\nLOGIN\r\nCRAM-MD5\r\n.\r\n");
  EXPECT_EQ(fresh()->receive("AUTH PLAIN AGJvYgBtcm9zZQB0YW5zdGFhZg==\r\n").bytes,
            "-ERR That is not base64, or not what the mechanism asks for\r\n");
}

TEST_F(Pop3Secrets, behind_stls_nothing_counts_that_came_in_the_clear) {
  auto pop3 = fresh();
  const auto output = pop3->receive("USER mrose\r\nSTLS\r\nPASS tanstaaf\r\n");
  EXPECT_EQ(output.bytes, "+OK\r\n+OK Ready for the handshake\r\n");
  ASSERT_EQ(output.effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<wire::StartTls>(output.effects[0]));
  EXPECT_EQ(pop3->secured().bytes, "");
  EXPECT_EQ(pop3->receive("PASS tanstaaf\r\nSTLS\r\n").bytes, "-ERR Not now: USER comes first\r\n-ERR TLS is on already\r\n");
  EXPECT_EQ(pop3->receive("CAPA\r\n").bytes.find("STLS"), std::string::npos);
}

TEST(Pop3Rows, every_command_is_said_in_a_transcript_and_explained) {
  std::string all;
  for (const auto& file : transcripts::golden_files("pop3")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& info : commands()) {
    EXPECT_NE(all.find("C: " + std::string(info.verb)), std::string::npos) << info.verb;
    EXPECT_TRUE(info.syntax.starts_with(info.verb) && info.meaning.ends_with('.')) << info.verb;
  }
}

}  // namespace
}  // namespace cleartext::pop3
