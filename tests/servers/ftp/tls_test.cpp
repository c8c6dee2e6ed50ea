// AUTH TLS: what was said before it counts no more, and data connections are told that they are protected.
#include "tests/servers/ftp/step_by_step.h"

namespace cleartext::ftp {
namespace {

class FtpTls : public StepByStep {
 protected:
  FtpTls() {
    auto settings = Site::settings();
    settings.tls_possible = true;
    begin(settings);
  }
  void secure() {
    say("AUTH TLS\r\n");
    session->secured();
    say("USER bob\r\nPASS hungry\r\n");
  }
};

TEST_F(FtpTls, begins_after_234) {
  for (const auto* name : {"TLS", "tls", "TLS-C", "SSL", "TLS-P"}) {
    const auto output = say(std::string("AUTH ") + name + "\r\n");
    EXPECT_EQ(output.bytes, "234 Ready for the handshake\r\n") << name;
    EXPECT_TRUE(wanted<wire::StartTls>(output)) << name;
    auto settings = Site::settings();
    settings.tls_possible = true;
    begin(settings);
  }
  EXPECT_EQ(say("AUTH GSSAPI\r\n").bytes, "504 I know AUTH TLS only\r\n");
  EXPECT_NE(say("FEAT\r\n").bytes.find("\r\n AUTH TLS\r\n"), std::string::npos);
}

TEST_F(FtpTls, what_was_said_in_the_clear_is_forgotten) {
  EXPECT_EQ(say("AUTH TLS\r\nUSER bob\r\nPASS hungry\r\nDELE pub/menu.txt\r\nNO").bytes, "234 Ready for the handshake\r\n");
  EXPECT_EQ(say("NOOP\r\nhalf a line").bytes, "") << "nothing is heard until the hands are shaken";
  EXPECT_EQ(session->secured().bytes, "");
  EXPECT_EQ(say("PWD\r\n").bytes, "530 Log in first, with USER and PASS\r\n");
  EXPECT_EQ(say("AUTH TLS\r\n").bytes, "503 TLS is on already\r\n");
  EXPECT_EQ(files_in("pub"), 1u);
}

TEST_F(FtpTls, what_waited_behind_a_transfer_is_forgotten_too) {
  open_data();
  say("RETR pub/menu.txt\r\n");
  say("AUTH TLS\r\nUSER bob\r\nPASS hungry\r\nNO");
  const auto ended = session->data_sent();
  EXPECT_EQ(ended.bytes, "226 Transfer complete\r\n234 Ready for the handshake\r\n");
  EXPECT_TRUE(wanted<wire::StartTls>(ended));
  session->secured();
  EXPECT_EQ(say("OP\r\n").bytes, "500 I do not know this command; HELP lists those I know\r\n");
  EXPECT_EQ(say("PASS hungry\r\n").bytes, "503 Not now: PASS comes after USER\r\n");
}

TEST_F(FtpTls, prot_p_protects_files_and_lists_and_prot_c_does_not) {
  secure();
  open_data();
  EXPECT_FALSE(wanted<wire::SendData>(say("LIST\r\n"))->secure);
  session->data_sent();
  EXPECT_EQ(say("PBSZ 0\r\nPROT P\r\n").bytes, "200 PBSZ=0\r\n200 Files and lists go inside TLS\r\n");
  open_data();
  EXPECT_TRUE(wanted<wire::SendData>(say("LIST\r\n"))->secure);
  session->data_sent();
  open_data();
  EXPECT_TRUE(wanted<wire::ReceiveData>(say("STOR new.txt\r\n"))->secure);
  session->data_finished();
  say("PROT C\r\n");
  open_data();
  EXPECT_FALSE(wanted<wire::SendData>(say("RETR pub/menu.txt\r\n"))->secure);
}

// RFC 4217, 17 and its forerunners: who says SSL expects protection without PROT.
TEST_F(FtpTls, auth_ssl_protects_data_from_the_start) {
  say("AUTH SSL\r\n");
  session->secured();
  say("USER bob\r\nPASS hungry\r\n");
  open_data();
  EXPECT_TRUE(wanted<wire::SendData>(say("LIST\r\n"))->secure);
}

TEST_F(FtpTls, a_transfer_in_the_clear_is_never_marked_as_protected) {
  open_data();
  EXPECT_FALSE(wanted<wire::SendData>(say("LIST\r\n"))->secure);
}

}  // namespace
}  // namespace cleartext::ftp
