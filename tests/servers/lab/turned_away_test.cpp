// Each protocol tells in its own words that nobody is let in, and then closes; and counts the passwords that were tried.
#include <gtest/gtest.h>

#include <cstdlib>

#include "servers/ftp/session.h"
#include "servers/lab/mail_server.h"
#include "servers/lab/web_desk.h"
#include "tests/support/said.h"

namespace cleartext::lab {
namespace fs = std::filesystem;
namespace {

class StillClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return {}; }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()>) override { return nullptr; }
};

class TurnedAway : public testing::Test {
 protected:
  TurnedAway()
      : files(folder / "ftp"),
        server({wire::Role::hamburger, "hamburger.edu", folder}, accounts, clock, {}, [] {}),
        desk(server, accounts, clock) {}
  ~TurnedAway() override { fs::remove_all(folder); }
  static fs::path new_folder() {
    auto name = (fs::temp_directory_path() / "away-XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  std::map<std::string, std::unique_ptr<wire::Conversation>> sessions() {
    std::map<std::string, std::unique_ptr<wire::Conversation>> all;
    smtp::SessionSettings mail{"mail.hamburger.edu", {}};
    mail.challenge = "<1.2@mail.hamburger.edu>";
    all["smtp"] = smtp::make_session(std::move(mail), server);
    all["pop3"] = pop3::make_session({"mail.hamburger.edu", "<1.2@mail.hamburger.edu>", false, false}, server);
    all["imap"] = imap::make_session({"mail.hamburger.edu", "<1.2@mail.hamburger.edu>", false, false}, server);
    all["ftp"] = ftp::make_session({"ftp.hamburger.edu", {}}, accounts, files);
    all["http"] = http::make_session({{}}, desk.site());
    return all;
  }
  fs::path folder = new_folder();
  StillClock clock;
  store::Accounts accounts;
  store::FileTree files;
  MailServer server;
  WebDesk desk;
};

TEST_F(TurnedAway, each_protocol_says_so_in_its_own_words_and_closes) {
  const std::map<std::string, std::string> beginnings = {{"smtp", "421 mail.hamburger.edu Too many\r\n"},
                                                         {"pop3", "-ERR [SYS/TEMP] Too many\r\n"},
                                                         {"imap", "* BYE Too many\r\n"},
                                                         {"ftp", "421 Too many\r\n"},
                                                         {"http", "HTTP/1.1 503 "}};
  for (const auto& [name, session] : sessions()) {
    const auto output = session->turn_away("Too many");
    EXPECT_TRUE(output.bytes.starts_with(beginnings.at(name))) << name << ": " << output.bytes;
    ASSERT_FALSE(output.effects.empty()) << name;
    EXPECT_TRUE(std::holds_alternative<wire::Close>(output.effects.back())) << name;
    EXPECT_EQ(session->receive("NOOP\r\n").bytes, "") << name;
  }
}

TEST_F(TurnedAway, each_protocol_tells_its_host_of_a_wrong_password_and_of_no_right_one) {
  const std::string form =
      "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 23\r\n\r\nuser=bob&password=";
  const std::string basic = "GET /basic HTTP/1.1\r\nHost: x\r\nAuthorization: Basic ";
  const std::map<std::string, std::pair<std::string, std::string>> log_ins = {
      {"smtp", {"EHLO a\r\nAUTH PLAIN AGJvYgBndWVzcw==\r\n", "EHLO a\r\nAUTH PLAIN AGJvYgBodW5ncnk=\r\n"}},
      {"pop3", {"USER bob\r\nPASS guess\r\n", "USER bob\r\nPASS hungry\r\n"}},
      {"imap", {"a LOGIN bob guess\r\n", "a LOGIN bob hungry\r\n"}},
      {"ftp", {"USER bob\r\nPASS guess\r\n", "USER bob\r\nPASS hungry\r\n"}},
      {"http", {basic + "Ym9iOmd1ZXNz\r\n\r\n", basic + "Ym9iOmh1bmdyeQ==\r\n\r\n"}}};
  for (const bool right : {false, true}) {
    for (const auto& [name, session] : sessions()) {
      tests::Said said;
      tests::hear(*session, session->greet(), said);
      tests::feed(*session, right ? log_ins.at(name).second : log_ins.at(name).first, 1, said);
      EXPECT_EQ(said.wrong_passwords, right ? 0 : 1) << name << ": " << said.text;
    }
  }
  auto session = http::make_session({{}}, desk.site());
  tests::Said said;
  tests::feed(*session, form + "guess", 1, said);
  EXPECT_EQ(said.wrong_passwords, 1) << said.text;
}

}  // namespace
}  // namespace cleartext::lab
