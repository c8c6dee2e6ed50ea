// Two ends of TLS in memory: what one says, the other hears, in any cut; who is not to be trusted is not talked to.
#include "servers/secure/channel.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "servers/secure/authority.h"

namespace cleartext::secure {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "cleartext-test-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

Authority authority_in(const fs::path& folder) { return std::move(*Authority::in(folder, wire::hosts())); }

struct Ends {
  Channel client, server;
  std::string heard_by_client, heard_by_server;
  std::size_t piece = SIZE_MAX;

  // One way; false: that end broke.
  bool pass(Channel& from, Channel& to, std::string& heard) const {
    const auto bytes = from.take_output();
    for (std::size_t at = 0; at < bytes.size(); at += std::min(piece, bytes.size() - at))
      if (!to.receive(std::string_view(bytes).substr(at, piece), heard)) return false;
    return true;
  }
  bool settle() {
    for (int turn = 0; turn < 6; ++turn)
      if (!pass(client, server, heard_by_server) || !pass(server, client, heard_by_client)) return false;
    return true;
  }
};

class SecureChannel : public testing::Test {
 protected:
  Ends ends(const std::string& name = "mail.crepes.fr", Tickets tickets = Tickets::some) {
    return {Channel::client(authority.client(), name), Channel::server(authority.server(wire::Role::crepes), tickets), {}, {}};
  }
  Folder folder;
  Authority authority = authority_in(folder.path);
};

TEST_F(SecureChannel, carries_what_is_said_in_any_cut_and_tells_the_end) {
  for (const std::size_t piece : {SIZE_MAX, std::size_t{1}, std::size_t{7}}) {
    auto both = ends();
    both.piece = piece;
    both.client.send("EHLO laptop\r\n");  // kept until the hands are shaken
    both.server.send("220 ready\r\n");
    ASSERT_TRUE(both.settle()) << both.client.problem() << both.server.problem();
    EXPECT_EQ(both.heard_by_server, "EHLO laptop\r\n");
    EXPECT_EQ(both.heard_by_client, "220 ready\r\n");
    const std::string letter(100'000, 'x');
    both.client.send(letter);
    ASSERT_TRUE(both.settle());
    EXPECT_EQ(both.heard_by_server, "EHLO laptop\r\n" + letter);
    EXPECT_FALSE(both.server.finished());
    both.client.close();
    ASSERT_TRUE(both.settle());
    EXPECT_TRUE(both.server.finished());
  }
}

TEST_F(SecureChannel, trusts_the_names_and_the_address_of_the_certificate_and_no_other) {
  for (const auto* name : {"mail.crepes.fr", "crepes.fr", "127.0.1.25"}) EXPECT_TRUE(ends(name).settle()) << name;
  for (const auto* name : {"mail.hamburger.edu", "crepes.fr.example.org", "127.0.2.25"}) {
    auto both = ends(name);
    EXPECT_FALSE(both.settle()) << name;
    EXPECT_TRUE(both.client.problem().starts_with("The certificate is not to be trusted: ")) << both.client.problem();
  }
}

TEST_F(SecureChannel, does_not_trust_another_labs_authority) {
  const Folder elsewhere;
  const auto other = authority_in(elsewhere.path);
  Ends both{Channel::client(other.client(), "mail.crepes.fr"), Channel::server(authority.server(wire::Role::crepes)), {}, {}};
  EXPECT_FALSE(both.settle());
  EXPECT_TRUE(both.client.problem().starts_with("The certificate is not to be trusted: ")) << both.client.problem();
}

// Bytes that a client which only sends would never read: closing with them unread breaks what is on its way.
TEST_F(SecureChannel, without_tickets_says_nothing_behind_the_handshake) {
  for (const auto tickets : {Tickets::none, Tickets::some}) {
    auto both = ends("mail.crepes.fr", tickets);
    while (!both.client.open()) {
      ASSERT_TRUE(both.pass(both.client, both.server, both.heard_by_server));
      ASSERT_TRUE(both.pass(both.server, both.client, both.heard_by_client));
    }
    ASSERT_TRUE(both.pass(both.client, both.server, both.heard_by_server));
    EXPECT_TRUE(both.server.open());
    EXPECT_EQ(both.server.take_output().empty(), tickets == Tickets::none);
  }
}

TEST_F(SecureChannel, keys_are_kept_and_readable_by_their_owner_alone) {
  const auto again = authority_in(folder.path);
  Ends both{Channel::client(again.client(), "mail.crepes.fr"), Channel::server(authority.server(wire::Role::crepes)), {}, {}};
  EXPECT_TRUE(both.settle()) << "the same authority after a restart";
  for (const auto& file : fs::directory_iterator(folder.path)) {
    if (file.path().extension() != ".key") continue;
    EXPECT_EQ(file.status().permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << file.path();
  }
}

TEST_F(SecureChannel, what_is_no_tls_ends_it_with_a_sentence) {
  auto server = Channel::server(authority.server(wire::Role::crepes));
  std::string heard;
  EXPECT_FALSE(server.receive("EHLO laptop\r\n", heard));
  EXPECT_TRUE(server.problem().starts_with("TLS could not be agreed on: ") && server.problem().ends_with('.')) << server.problem();
}

}  // namespace
}  // namespace cleartext::secure
