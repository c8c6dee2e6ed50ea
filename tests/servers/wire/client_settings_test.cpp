// What a person types follows from the table, in both networks. That curl obeys is seen in tests/program.
#include "servers/wire/client_settings.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace cleartext::wire {
namespace {

const Account alice{"alice", "crepes.fr", "crepe-suzette"};

std::string shown(const std::vector<ServerSetting>& settings) {
  std::string text;
  for (const auto& each : settings)
    text += std::string(name(each.service)) + " " + each.server + " " + std::to_string(each.port) + " " +
            std::string(security_as_shown(each)) + "\n";
  return text;
}

TEST(ClientSettings, a_mail_program_gets_names_and_standard_ports_and_what_is_secret_first) {
  EXPECT_EQ(shown(mail_settings(alice, NetworkMode::private_network)),
            "imap mail.crepes.fr 143 STARTTLS\nimaps mail.crepes.fr 993 SSL/TLS\npop3 mail.crepes.fr 110 STARTTLS\npop3s mail.crepes.fr "
            "995 SSL/TLS\n"
            "submission mail.crepes.fr 587 STARTTLS\nsubmissions mail.crepes.fr 465 SSL/TLS\nimap mail.crepes.fr 143 None\npop3 "
            "mail.crepes.fr 110 None\n"
            "smtp mail.crepes.fr 25 None\n");
}

TEST(ClientSettings, on_plain_loopback_there_are_addresses_and_ports_2000_more) {
  EXPECT_EQ(shown(file_settings(NetworkMode::loopback)),
            "ftp 127.0.2.21 2021 Require explicit FTP over TLS\nftps 127.0.2.21 2990 Require implicit FTP over TLS\n"
            "sftp 127.0.2.21 2022 SFTP - SSH File Transfer Protocol\nftp 127.0.2.21 2021 Only use plain FTP (insecure)\n");
  EXPECT_EQ(mail_settings({"bob", "hamburger.edu", "hungry"}, NetworkMode::loopback).front().server, "127.0.2.25");
}

TEST(ClientSettings, a_curl_line_quotes_what_a_shell_would_read_otherwise) {
  const auto lines = curl_lines({"bob", "hamburger.edu", "it's a $ecret"}, NetworkMode::private_network, "/tmp/a b/authority.pem");
  const auto fetches = std::find_if(lines.begin(), lines.end(), [](const CurlLine& each) { return each.does == CurlLine::Does::fetches; });
  ASSERT_NE(fetches, lines.end());
  EXPECT_EQ(
      fetches->line,
      "curl --cacert '/tmp/a b/authority.pem' --ssl-reqd --user 'bob:it'\\''s a $ecret' 'imap://mail.hamburger.edu/INBOX;MAILINDEX=1'");
}

}  // namespace
}  // namespace cleartext::wire
