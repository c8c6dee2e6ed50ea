// SSH: what stands in the clear is read, the rest is sizes.
#include <gtest/gtest.h>

#include "tests/engine/dialogue/speaker.h"

namespace cleartext::dialogue {
namespace {

using tests::Speaker;
using tests::told;

std::string number(std::size_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16), static_cast<char>(value >> 8), static_cast<char>(value)};
}
std::string text(const std::string& value) { return number(value.size()) + value; }
std::string packet(const std::string& payload) {
  const std::size_t padding = 4 + (8 - (payload.size() + 9) % 8) % 8;
  return number(1 + payload.size() + padding) + static_cast<char>(padding) + payload + std::string(padding, '\0');
}
std::string kexinit(const std::string& key_exchange, const std::string& host_key, const std::string& cipher, const std::string& mac) {
  return packet("\x14" + std::string(16, 'r') + text(key_exchange) + text(host_key) + text(cipher) + text(cipher) + text(mac) + text(mac) +
                text("none") + text("none") + text("") + text("") + std::string(5, '\0'));
}

TEST(Ssh, banners_algorithms_and_the_servers_key_are_told_then_sizes) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{5}, std::size_t{1} << 20}) {
    Speaker ssh(80);
    ssh.cut = cut;
    ssh.server("SSH-2.0-OpenSSH_9.2p1\r\n");
    ssh.client("SSH-2.0-lftp\r\n" +
               kexinit("sntrup,curve25519-sha256", "rsa-sha2-512,ssh-ed25519", "aes128-ctr,aes256-ctr", "hmac-sha1,hmac-sha2-256"));
    ssh.server(kexinit("curve25519-sha256", "ssh-ed25519", "aes256-ctr", "hmac-sha2-256"));
    ssh.client(packet("\x1e" + text(std::string(32, 'e'))));
    ssh.server(
        packet("\x1f" + text(text("ssh-ed25519") + text(std::string(32, 'k'))) + text(std::string(32, 'f')) + text(std::string(64, 's'))));
    ssh.server(packet("\x15"));
    ssh.client(packet("\x15"));
    ssh.client(std::string(64, '\x99'));
    ssh.client(std::string(36, '\x99'));
    ssh.server(std::string(40000, '\x77'));
    ssh.end();
    EXPECT_EQ(told(ssh.notes), R"(S greeting | SSH-2.0-OpenSSH_9.2p1
C greeting | SSH-2.0-lftp
C command | KEXINIT: would like key exchange sntrup (of 2), host key rsa-sha2-512 (of 2), cipher aes128-ctr (of 2), MAC hmac-sha1 (of 2)
S reply | KEXINIT: agreed on key exchange curve25519-sha256, host key ssh-ed25519, cipher aes256-ctr, MAC hmac-sha2-256
C command | key exchange
S reply | key exchange: the server's key is ssh-ed25519 SHA256:sArVyTbDlP2ByuRNM59Xf/iwOUmdy69sxylyNl3iUQQ
S reply | NEWKEYS: encrypted from here on
C command | NEWKEYS: encrypted from here on
C data | encrypted, 100 bytes
S data | encrypted, 32768 bytes
S data | encrypted, 7232 bytes
)") << cut;
  }
}

TEST(Ssh, a_server_may_say_something_before_its_banner) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
    Speaker ssh(2222);
    ssh.cut = cut;
    ssh.server("banner line before\r\nanother\r\n");
    ssh.server("SSH-2.0-OpenSSH_9.2\r\n");
    ssh.client("SSH-2.0-PuTTY_0.8\r\n");
    ssh.end();
    EXPECT_EQ(ssh.reading->protocol(), packet::Protocol::ssh);
    EXPECT_EQ(told(ssh.notes),
              "S greeting | banner line before\nS greeting | another\nS greeting | SSH-2.0-OpenSSH_9.2\nC greeting | SSH-2.0-PuTTY_0.8\n");
  }
  Speaker chat(7777);
  chat.server("hello there\r\n");
  chat.client("NICK bob\r\n");
  chat.end();
  EXPECT_TRUE(chat.reading->deaf());
}

TEST(Ssh, lengths_that_cannot_be_are_taken_for_encrypted) {
  Speaker ssh(22);
  ssh.server("SSH-2.0-x\r\n");
  ssh.client("SSH-2.0-y\r\n" + std::string(64, '\xff'));
  ssh.end();
  EXPECT_EQ(told(ssh.notes), "S greeting | SSH-2.0-x\nC greeting | SSH-2.0-y\nC data | encrypted, 60 bytes\n");
}

TEST(Ssh, what_is_said_in_words_behind_a_banner_is_not_called_encrypted) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker ssh(22);
    ssh.cut = cut;
    ssh.server("SSH-2.0-OpenSSH_7.4\r\n");
    ssh.client("\r\nhello\r\n");
    ssh.server("Protocol mismatch.\n");
    ssh.server("bye");
    ssh.end();
    EXPECT_EQ(told(ssh.notes),
              "S greeting | SSH-2.0-OpenSSH_7.4\nC invalid | \nC invalid | hello\nS invalid | Protocol mismatch.\nS invalid | bye\n")
        << cut;
  }
}

}  // namespace
}  // namespace cleartext::dialogue
