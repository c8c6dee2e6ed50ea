// Files over real data connections, with the real FTP session: whole ones, broken ones, and uninvited guests.
#include <sys/socket.h>

#include "servers/ftp/session.h"
#include "tests/servers/host/world.h"
#include "tests/servers/store/folder.h"

namespace cleartext::host {
namespace {

class FtpHostTest : public HostTest {
 protected:
  FtpHostTest() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    files = std::make_unique<store::FileTree>(folder);
    listener = std::make_unique<Listener>(clock, Limits{wire::Milliseconds(60'000), wire::Milliseconds(1000), 10});
    EXPECT_TRUE(listener->listen({here, 0}, [this](wire::Endpoint peer, wire::Endpoint) {
      return ftp::make_session({"ftp.hamburger.edu", peer}, accounts, *files);
    }));
    control = std::make_unique<Caller>(listener->endpoint());
    control->say("USER bob\r\nPASS hungry\r\nTYPE I\r\n");
    EXPECT_TRUE(control->hears("200 "));
  }
  ~FtpHostTest() override {
    control.reset();
    listener.reset();
    std::filesystem::remove_all(folder);
  }
  wire::Endpoint passive() {
    control->heard.clear();
    control->say("PASV\r\n");
    EXPECT_TRUE(control->hears(")\r\n"));
    unsigned a = 0, b = 0, c = 0, d = 0, high = 0, low = 0;
    EXPECT_EQ(std::sscanf(control->heard.c_str(), "227 Entering passive mode (%u,%u,%u,%u,%u,%u)", &a, &b, &c, &d, &high, &low), 6);
    return {a << 24 | b << 16 | c << 8 | d, static_cast<std::uint16_t>(high << 8 | low)};
  }
  std::size_t files_there() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {})); }
  std::string content(const char* path) const {
    std::ifstream stream(folder / path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  store::Accounts accounts;
  std::filesystem::path folder;
  std::unique_ptr<store::FileTree> files;
  std::unique_ptr<Caller> control;
};

std::string big_content() {
  std::string text;
  for (int count = 0; text.size() < 6'000'000; ++count) text += std::to_string(count) + '\n';
  return text;
}

TEST_F(FtpHostTest, a_big_file_comes_whole_and_226_after_it) {
  const auto big = big_content();
  files->put("/big", big);
  Caller data(passive());
  control->say("RETR big\r\n");
  EXPECT_TRUE(data.is_closed());
  EXPECT_TRUE(data.heard == big) << data.heard.size();
  EXPECT_TRUE(control->hears("226 "));
}

TEST_F(FtpHostTest, a_big_file_goes_up_whole) {
  const auto big = big_content();
  Caller data(passive());
  control->say("STOR up\r\n");
  data.say(big);
  data.socket.disconnectFromHost();
  EXPECT_TRUE(control->hears("226 "));
  EXPECT_TRUE(content("up") == big);
}

TEST_F(FtpHostTest, what_was_sent_and_closed_before_stor_is_kept) {
  const auto at = passive();
  Caller data(at);
  data.say("early bytes");
  data.socket.disconnectFromHost();
  EXPECT_TRUE(data.is_closed());
  control->say("STOR early\r\n");
  EXPECT_TRUE(control->hears("226 "));
  EXPECT_EQ(content("early"), "early bytes");
}

TEST_F(FtpHostTest, an_upload_that_is_reset_is_426_and_there_to_go_on_from) {
  Caller data(passive());
  control->say("STOR broken\r\n");
  EXPECT_TRUE(control->hears("150 "));
  data.say("half");
  data.socket.flush();
  control->say("STAT\r\n");
  EXPECT_TRUE(control->hears("4 bytes so far"));
  const linger now{1, 0};
  ::setsockopt(static_cast<int>(data.socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  data.socket.abort();
  EXPECT_TRUE(control->hears("426 ")) << control->heard;
  EXPECT_EQ(content("broken"), "half");
}

TEST_F(FtpHostTest, a_download_that_the_client_breaks_off_is_426) {
  files->put("/big", big_content() + big_content());
  Caller data(passive());
  data.reading = false;
  data.socket.setReadBufferSize(1);
  control->say("RETR big\r\n");
  EXPECT_TRUE(control->hears("150 "));
  data.socket.abort();
  EXPECT_TRUE(control->hears("426 ")) << control->heard;
}

TEST_F(FtpHostTest, a_stranger_at_the_data_port_gets_nothing_and_the_client_still_gets_in) {
  files->put("/file", "for bob alone");
  const auto at = passive();
  Caller stranger(at, wire::host(wire::Role::eve).address);
  control->say("RETR file\r\n");
  EXPECT_TRUE(stranger.is_closed());
  EXPECT_EQ(stranger.heard, "");
  Caller data(at);
  EXPECT_TRUE(data.hears("for bob alone"));
  EXPECT_TRUE(control->hears("226 "));
}

TEST_F(FtpHostTest, a_data_port_that_nobody_comes_to_is_425_after_a_while) {
  passive();
  control->say("LIST\r\nNOOP\r\n");
  EXPECT_TRUE(comes_true([this] { return control->socket.bytesToWrite() == 0; }));
  QTest::qWait(20);
  clock.advance(wire::Milliseconds(1100));
  EXPECT_TRUE(control->hears("425 "));
  EXPECT_TRUE(control->hears("200 Still here"));
}

TEST_F(FtpHostTest, the_data_port_is_closed_when_the_client_goes_away) {
  const auto at = passive();
  control->socket.abort();
  EXPECT_TRUE(comes_true([this] { return listener->open_connections() == 0; }));
  QTcpSocket late;
  late.setProxy(QNetworkProxy::NoProxy);
  late.connectToHost(QHostAddress(at.address), at.port);
  EXPECT_TRUE(comes_true([&] { return late.error() == QAbstractSocket::ConnectionRefusedError; }));
}

TEST_F(FtpHostTest, one_transfer_after_the_other) {
  files->put("/a", "first");
  files->put("/b", "second");
  for (int round = 0; round < 10; ++round) {
    Caller one(passive());
    control->say("RETR a\r\n");
    EXPECT_TRUE(one.is_closed());
    EXPECT_EQ(one.heard, "first");
    EXPECT_TRUE(control->hears("226 "));
    Caller two(passive());
    control->say("RETR b\r\n");
    EXPECT_TRUE(two.is_closed());
    EXPECT_EQ(two.heard, "second");
    EXPECT_TRUE(control->hears("226 "));
  }
}

}  // namespace
}  // namespace cleartext::host
