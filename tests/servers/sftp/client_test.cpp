// The SFTP client against this house's server, over real sockets: every errand, the gate, and the server's key.
#include "servers/sftp/client.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <optional>

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
  fs::path key = folder / "key";
};

TEST_F(SftpClientTest, files_are_fetched_and_put) {
  EXPECT_EQ(run(What::get, "/menu.txt").content, "crepes\n");
  EXPECT_EQ(passed, (std::vector<std::string>{"connect", "password", "get"}));
  std::string large;
  for (int i = 0; i < 200'000; ++i) large += static_cast<char>(i * 31);
  EXPECT_EQ(run(What::put, "/new.bin", large).sentence, "/new.bin is on the server.");
  EXPECT_EQ(run(What::get, "/new.bin").content, large);
}

TEST_F(SftpClientTest, folders_are_made_listed_and_removed) {
  EXPECT_TRUE(run(What::make_folder, "/sweet").done);
  EXPECT_TRUE(run(What::rename, "/menu.txt", {}, "/sweet/menu.txt").done);
  EXPECT_NE(run(What::list, "/sweet").content.find("menu.txt"), std::string::npos);
  EXPECT_TRUE(run(What::remove, "/sweet/menu.txt").done);
  EXPECT_TRUE(run(What::remove_folder, "/sweet").done);
  EXPECT_FALSE(files->is_folder("/sweet"));
}

TEST_F(SftpClientTest, what_is_refused_is_a_sentence) {
  EXPECT_EQ(run(What::get, "/none").sentence, "The server has no such file.");
  password = "full";
  EXPECT_EQ(run(What::get, "/menu.txt").sentence, "The server did not let bob in.");
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
