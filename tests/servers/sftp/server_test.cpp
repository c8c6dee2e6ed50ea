// What stands before SFTP's own words: the guard, the door, and time that runs out. Real clients come in tests/clients.
#include "servers/sftp/server.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace cleartext::sftp {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t here = 0x7f000001;

class RealClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::now(); }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()>) override { return nullptr; }
};

class Client {
 public:
  explicit Client(const wire::Endpoint& to) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(to.address);
    address.sin_port = htons(to.port);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  // To the server's last byte.
  std::string all() {
    std::string text;
    char room[4096];
    for (ssize_t got = 0; (got = ::recv(socket_, room, sizeof room, 0)) > 0;) text.append(room, static_cast<std::size_t>(got));
    return text;
  }
  std::string first() {
    char room[4096];
    const auto got = ::recv(socket_, room, sizeof room, 0);
    return {room, static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
  }

 private:
  int socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
};

class SftpServer : public testing::Test {
 protected:
  SftpServer() { settings = {{here, 0}, folder / "key"}; }
  ~SftpServer() override { fs::remove_all(folder); }
  static fs::path new_folder() {
    auto name = (fs::temp_directory_path() / "sftp-XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  fs::path folder = new_folder();
  store::Accounts accounts;
  store::FileTree files{folder / "files"};
  ServerSettings settings;
};

TEST_F(SftpServer, nothing_outside_the_lab_is_bound) {
  for (const std::uint32_t address : {0x00000000u, 0x0a000001u, 0xc0a80001u}) {
    settings.at = {address, 0};
    Server server(settings, accounts, files);
    const auto refused = server.start();
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().sentence.ends_with("is no address of the lab."));
  }
}

TEST_F(SftpServer, who_is_turned_away_reads_why_before_any_ssh) {
  const RealClock clock;
  host::Door door(clock, {1, 100, wire::Milliseconds(1000)});
  const host::Door::Visit somebody(door, here);
  settings.door = &door;
  Server server(settings, accounts, files);
  ASSERT_TRUE(server.start());
  EXPECT_EQ(Client(server.endpoint()).all(), "Too many connections from your address are open\r\n");
}

TEST_F(SftpServer, who_says_nothing_is_let_go) {
  settings.log_in_seconds = 1;
  Server server(settings, accounts, files);
  ASSERT_TRUE(server.start());
  EXPECT_TRUE(Client(server.endpoint()).all().starts_with("SSH-2.0-"));
}

TEST_F(SftpServer, a_full_house_lets_nobody_in_and_the_silent_hold_nobody_up) {
  settings.most_connections = 2;
  Server server(settings, accounts, files);
  ASSERT_TRUE(server.start());
  Client first(server.endpoint()), second(server.endpoint());
  EXPECT_TRUE(first.first().starts_with("SSH-2.0-"));
  EXPECT_TRUE(second.first().starts_with("SSH-2.0-"));
  EXPECT_EQ(Client(server.endpoint()).all(), "");
}

}  // namespace
}  // namespace cleartext::sftp
