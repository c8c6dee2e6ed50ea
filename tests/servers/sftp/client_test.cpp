// The SFTP client against this house's server, over real sockets: every errand, the gate, and the server's key.
#include "servers/sftp/client.h"

#include <gtest/gtest.h>
#include <libssh/libssh.h>
#include <libssh/sftp.h>
#include <stdlib.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "servers/sftp/server.h"
#include "servers/wire/hosts.h"

namespace cleartext::sftp {
namespace {

namespace fs = std::filesystem;
using What = Errand::What;

struct SftpClientTest : testing::Test {
  SftpClientTest() {
    auto name = (fs::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    key = folder / "key";
    files.emplace(folder / "ftp");
    files->put("/menu.txt", "crepes\n");
    server.emplace(ServerSettings{{wire::host(wire::Role::ftp).address, 0}, folder / "key"}, accounts, *files);
    const auto started = server->start();
    EXPECT_TRUE(started) << started.error().sentence;
  }
  ~SftpClientTest() override {
    server.reset();
    fs::remove_all(folder);
  }
  Outcome run(What what, const std::string& path, const std::string& content = {}, const std::string& new_name = {}) {
    Client client(wire::host(wire::Role::bob).address, server->endpoint(), key, [this](const auto& verb, const auto&) {
      passed.push_back(verb);
      if (verb == "get") files_asked = true;
      return verb != stop_at;
    });
    return client.run({what, "bob", password, path, content, new_name});
  }
  fs::path folder;
  store::Accounts accounts;
  std::optional<store::FileTree> files;
  std::optional<Server> server;
  std::vector<std::string> passed;
  std::string stop_at = "nothing", password = "hungry";
  fs::path key;
  std::atomic<bool> files_asked = false;
};

TEST_F(SftpClientTest, files_are_fetched_and_put) {
  EXPECT_EQ(run(What::get, "/menu.txt").content, "crepes\n");
  EXPECT_EQ(passed, (std::vector<std::string>{"connect", "password", "get"}));
  std::string large;
  for (int i = 0; i < 200'000; ++i) large += static_cast<char>(i * 31);
  EXPECT_EQ(run(What::put, "/new.bin", large).sentence, "/new.bin is on the server.");
  EXPECT_EQ(run(What::get, "/new.bin").content, large);
}

TEST_F(SftpClientTest, what_finds_no_room_leaves_the_file_that_was_there) {
  files->put("/p1", "precious\n");
  files->room().limit(100'000);
  const std::string too_big(500'000, 'x');
  EXPECT_FALSE(run(What::put, "/p1", too_big).done);
  EXPECT_FALSE(run(What::put, "/new", too_big).done);
  EXPECT_EQ(run(What::get, "/p1").content, "precious\n");
  EXPECT_FALSE(files->find("/new"));
  EXPECT_TRUE(run(What::put, "/new", std::string(50'000, 'x')).done);
}

TEST_F(SftpClientTest, on_a_slow_wire_files_take_their_time_and_come_whole) {
  const std::string file(60'000, 'x');
  files->put("/file", file);
  server->run_at(60'000);
  for (const auto what : {What::get, What::put}) {
    const auto begin = std::chrono::steady_clock::now();
    const auto done = run(what, "/file", what == What::put ? file : std::string());
    EXPECT_TRUE(done.done) << done.sentence;
    EXPECT_GT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(700));
    EXPECT_EQ(files->find("/file")->bytes, file.size());
    EXPECT_EQ(done.content, what == What::get ? file : std::string());
  }
}

TEST_F(SftpClientTest, who_waits_on_a_slow_wire_goes_on_when_it_is_fast_again_and_does_not_keep_the_server) {
  files->put("/file", std::string(2'000'000, 'x'));
  server->run_at(20'000);
  Outcome first, second;
  std::thread waits([&] { first = run(What::get, "/file"); });
  while (!files_asked) std::this_thread::yield();
  server->run_at(0);
  waits.join();
  EXPECT_EQ(first.content.size(), 2'000'000U);
  server->run_at(20'000);
  files_asked = false;
  std::thread stays([&] { second = run(What::get, "/file"); });
  while (!files_asked) std::this_thread::yield();
  server.reset();
  stays.join();
  EXPECT_FALSE(second.done);
}

TEST_F(SftpClientTest, folders_are_made_listed_and_removed) {
  EXPECT_TRUE(run(What::make_folder, "/sweet").done);
  EXPECT_TRUE(run(What::rename, "/menu.txt", {}, "/sweet/menu.txt").done);
  EXPECT_NE(run(What::list, "/sweet").content.find("menu.txt"), std::string::npos);
  EXPECT_TRUE(run(What::remove, "/sweet/menu.txt").done);
  EXPECT_TRUE(run(What::remove_folder, "/sweet").done);
  EXPECT_FALSE(files->is_folder("/sweet"));
}

// However it ends, the client hangs up: its number, and the server's thread, are free again.
TEST_F(SftpClientTest, after_an_errand_its_connection_is_over) {
  const auto open_files = [] { return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()); };
  const auto before = open_files();
  const auto ends = [&](What what, const char* path) {
    run(what, path);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (open_files() != before && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    return open_files() == before;
  };
  EXPECT_TRUE(ends(What::get, "/menu.txt"));
  EXPECT_TRUE(ends(What::get, "/none"));
  password = "full";
  EXPECT_TRUE(ends(What::list, "/"));
  stop_at = "password";
  EXPECT_TRUE(ends(What::list, "/"));
}

TEST_F(SftpClientTest, what_is_refused_is_a_sentence) {
  run(What::make_folder, "/full");
  run(What::put, "/full/menu.txt", "crepes");
  EXPECT_EQ(run(What::remove_folder, "/full").sentence, "The server did not remove the folder. It must be empty for that.");
  EXPECT_EQ(run(What::get, "/none").sentence, "The server has no such file.");
  password = "full";
  EXPECT_EQ(run(What::get, "/menu.txt").sentence, "The server did not let bob in.");
}

// draft-ietf-secsh-filexfer-02, 6.9 and 7
TEST_F(SftpClientTest, a_size_is_set_or_refused_and_what_is_missing_is_told_apart) {
  const std::unique_ptr<ssh_session_struct, decltype(&ssh_free)> ssh(ssh_new(), &ssh_free);
  const unsigned port = server->endpoint().port;
  ssh_options_set(ssh.get(), SSH_OPTIONS_HOST, wire::address_text(server->endpoint().address).c_str());
  ssh_options_set(ssh.get(), SSH_OPTIONS_PORT, &port);
  ASSERT_EQ(ssh_connect(ssh.get()), SSH_OK);
  ASSERT_EQ(ssh_userauth_password(ssh.get(), "bob", "hungry"), SSH_AUTH_SUCCESS);
  const std::unique_ptr<sftp_session_struct, decltype(&sftp_free)> sftp(sftp_new(ssh.get()), &sftp_free);
  ASSERT_EQ(sftp_init(sftp.get()), SSH_OK);
  sftp_attributes_struct size{};
  size.flags = SSH_FILEXFER_ATTR_SIZE;
  size.size = 3;
  EXPECT_EQ(sftp_setstat(sftp.get(), "/menu.txt", &size), SSH_OK);
  EXPECT_EQ(files->find("/menu.txt")->bytes, 3u);
  size.size = 4;
  EXPECT_NE(sftp_setstat(sftp.get(), "/menu.txt", &size), SSH_OK);
  EXPECT_EQ(sftp_get_error(sftp.get()), SSH_FX_OP_UNSUPPORTED);
  EXPECT_NE(sftp_unlink(sftp.get(), "/none"), SSH_OK);
  EXPECT_EQ(sftp_get_error(sftp.get()), SSH_FX_NO_SUCH_FILE);
  EXPECT_NE(sftp_rmdir(sftp.get(), "/"), SSH_OK);
  EXPECT_EQ(sftp_get_error(sftp.get()), SSH_FX_FAILURE);
}

TEST_F(SftpClientTest, a_server_with_another_key_hears_no_password) {
  key = folder / "another";
  Server other({{wire::host(wire::Role::ftp).address, 0}, key}, accounts, *files);
  ASSERT_TRUE(other.start());
  EXPECT_EQ(run(What::get, "/menu.txt").sentence, "The server's key is not the one that this program knows, so no password was said.");
  EXPECT_EQ(passed, std::vector<std::string>{"connect"});
}

TEST_F(SftpClientTest, nothing_is_said_beyond_a_gate_that_stays_shut) {
  stop_at = "password";
  EXPECT_FALSE(run(What::get, "/menu.txt").done);
  EXPECT_EQ(passed, (std::vector<std::string>{"connect", "password"}));
}

TEST_F(SftpClientTest, where_nobody_listens_it_says_so) {
  const auto at = server->endpoint();
  server.reset();
  Client client(wire::host(wire::Role::bob).address, at, key, [](const auto&, const auto&) { return true; });
  EXPECT_TRUE(client.run({What::list, "bob", "hungry", "/"}).sentence.starts_with("Nobody listens at ftp.hamburger.edu:"));
}

}  // namespace
}  // namespace cleartext::sftp
