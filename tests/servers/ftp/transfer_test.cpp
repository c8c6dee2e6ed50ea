// The data connection step by step: what is said when, what passes, and what a break leaves behind.
#include "tests/servers/ftp/player.h"

namespace cleartext::ftp {
namespace {

const std::string log_in = "USER bob\r\nPASS hungry\r\nTYPE I\r\n";
const wire::Endpoint data_port{0x7f000215, 50000};

class FtpTransfer : public testing::Test {
 protected:
  FtpTransfer() : session(site.session()) { session->receive(log_in); }
  template <typename Effect>
  static bool wants(const wire::Output& output) {
    for (const auto& effect : output.effects) {
      if (std::holds_alternative<Effect>(effect)) return true;
    }
    return false;
  }
  static std::string sent(const wire::Output& output) {
    for (const auto& effect : output.effects) {
      if (const auto* send = std::get_if<wire::SendData>(&effect)) return read_all(*send->source);
    }
    return "nothing";
  }
  void open_data() {
    session->receive("PASV\r\n");
    session->data_listening(data_port);
    session->data_connected();
  }
  wire::Output say(std::string_view bytes) { return session->receive(bytes); }
  std::size_t files_in(const std::string& sub) const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(site.folder / sub)) ++count;
    return count;
  }
  Site site;
  std::unique_ptr<wire::Conversation> session;
};

TEST_F(FtpTransfer, pasv_is_answered_when_the_port_is_open) {
  const auto asked = say("PASV\r\n");
  EXPECT_EQ(asked.bytes, "");
  EXPECT_TRUE(wants<wire::ListenForData>(asked));
  EXPECT_EQ(session->data_listening(data_port).bytes, "227 Entering passive mode (127,0,2,21,195,80)\r\n");
}

TEST_F(FtpTransfer, commands_in_one_piece_are_done_strictly_in_order) {
  EXPECT_EQ(say("PASV\r\nRETR pub/menu.txt\r\nPWD\r\nQUIT\r\n").bytes, "");
  EXPECT_EQ(session->data_listening(data_port).bytes, "227 Entering passive mode (127,0,2,21,195,80)\r\n");
  const auto begun = session->data_connected();
  EXPECT_EQ(begun.bytes, "150 Sending /pub/menu.txt (14 bytes)\r\n");
  EXPECT_EQ(sent(begun), "crepes\ngalette");
  const auto ended = session->data_sent();
  EXPECT_EQ(ended.bytes, "226 Transfer complete\r\n257 \"/\" is the current folder\r\n221 Goodbye\r\n");
  EXPECT_TRUE(wants<wire::Close>(ended));
}

TEST_F(FtpTransfer, text_gets_cr_lf_on_the_wire_and_loses_it_on_the_disk) {
  say("TYPE A\r\n");
  open_data();
  EXPECT_EQ(sent(say("RETR pub/menu.txt\r\n")), "crepes\r\ngalette");
  session->data_sent();
  open_data();
  EXPECT_TRUE(wants<wire::ReceiveData>(say("STOR up.txt\r\n")));
  for (const auto* piece : {"a\r", "\nb\r\n", "\r", "x\r"}) session->data_received(piece);
  EXPECT_EQ(session->data_finished().bytes, "226 Transfer complete\r\n");
  EXPECT_EQ(read_all(**site.files.read("/up.txt")), "a\nb\n\rx\r");
}

TEST_F(FtpTransfer, bytes_pass_as_they_are_in_type_i) {
  open_data();
  say("STOR up.bin\r\n");
  session->data_received(std::string_view("\r\n\0\xff\n", 5));
  session->data_finished();
  EXPECT_EQ(read_all(**site.files.read("/up.bin")), std::string("\r\n\0\xff\n", 5));
  open_data();
  EXPECT_EQ(sent(say("RETR up.bin\r\n")), std::string("\r\n\0\xff\n", 5));
}

TEST_F(FtpTransfer, a_broken_upload_leaves_nothing_behind_and_the_old_file_as_it_was) {
  open_data();
  say("STOR pub/menu.txt\r\n");
  session->data_received("half");
  EXPECT_EQ(session->data_failed().bytes, "426 The data connection broke, the transfer is not complete\r\n");
  EXPECT_EQ(files_in("pub"), 1u);
  EXPECT_EQ(read_all(**site.files.read("/pub/menu.txt")), "crepes\ngalette");
}

TEST_F(FtpTransfer, a_client_that_goes_away_in_an_upload_leaves_nothing_behind) {
  open_data();
  say("STOR pub/new.txt\r\n");
  session->data_received("half");
  session->closed();
  EXPECT_EQ(files_in("pub"), 1u);
}

TEST_F(FtpTransfer, a_data_connection_that_never_comes_is_425) {
  say("PASV\r\n");
  session->data_listening(data_port);
  EXPECT_EQ(say("LIST\r\n").bytes, "");
  EXPECT_EQ(session->data_failed().bytes, "425 The data connection could not be opened\r\n");
  EXPECT_EQ(say("LIST\r\n").bytes, "425 Say PASV or EPSV first\r\n");
}

TEST_F(FtpTransfer, a_port_that_cannot_be_opened_is_425_and_the_session_goes_on) {
  say("PASV\r\nNOOP\r\n");
  EXPECT_EQ(session->data_failed().bytes,
            "425 The data connection could not be opened\r\n200 Still here\r\n");
}

TEST_F(FtpTransfer, an_open_port_that_nobody_used_is_closed_in_silence) {
  say("PASV\r\n");
  session->data_listening(data_port);
  EXPECT_EQ(session->data_failed().bytes, "");
}

TEST_F(FtpTransfer, pasv_again_closes_the_first_port) {
  open_data();
  EXPECT_TRUE(wants<wire::CloseData>(say("PASV\r\n")));
}

TEST_F(FtpTransfer, abor_breaks_a_running_transfer_off_even_with_telnets_marks) {
  for (const std::string abort : {"ABOR\r\n",
                                  "\xff\xf4\xff\xf2"
                                  "ABOR\r\n"}) {
    open_data();
    say("STOR pub/new.txt\r\n");
    session->data_received("half");
    const auto output = say(abort);
    EXPECT_EQ(output.bytes, "426 The transfer is broken off\r\n226 Nothing is running now\r\n");
    EXPECT_TRUE(wants<wire::CloseData>(output));
    EXPECT_EQ(files_in("pub"), 1u);
    EXPECT_EQ(session->data_received("late").bytes, "");
    EXPECT_EQ(session->data_finished().bytes, "");
  }
}

TEST_F(FtpTransfer, the_listing_is_that_of_ls_and_hides_what_begins_with_a_dot) {
  site.files.put("/pub/.hidden", "x");
  open_data();
  EXPECT_EQ(sent(say("LIST -la pub\r\n")),
            "-rw-r--r--   1 lab      lab                14 Sep  9  2001 menu.txt\r\n");
  session->data_sent();
  open_data();
  EXPECT_TRUE(sent(say("LIST\r\n")).starts_with("drwxr-xr-x "));
  session->data_sent();
  open_data();
  EXPECT_EQ(sent(say("NLST pub\r\n")), "menu.txt\r\n");
  session->data_sent();
  open_data();
  EXPECT_EQ(sent(say("NLST pub/menu.txt\r\n")), "menu.txt\r\n");
}

TEST_F(FtpTransfer, no_link_and_no_dots_lead_out_of_the_site) {
  std::filesystem::create_symlink("/etc/passwd", site.folder / "passwd");
  std::filesystem::create_directory_symlink("/etc", site.folder / "etc");
  open_data();
  for (const auto* path : {"passwd", "etc/passwd", "../../../../etc/passwd", "/../etc/passwd"}) {
    EXPECT_EQ(say(std::string("RETR ") + path + "\r\n").bytes.substr(0, 4), "550 ") << path;
  }
  EXPECT_EQ(say("CWD etc\r\n").bytes.substr(0, 4), "550 ");
}

TEST_F(FtpTransfer, bad_lines_are_refused) {
  EXPECT_EQ(say("NOOP\n").bytes, "500 A line ends in CR LF, this one ended in LF alone\r\n");
  EXPECT_EQ(say("NO\rOP\r\n").bytes, "500 Character 3 is not text\r\n");
  EXPECT_EQ(say(std::string(9000, 'x') + "\r\n").bytes, "500 The line is too long\r\n");
}

TEST_F(FtpTransfer, too_many_commands_behind_a_transfer_end_the_session) {
  open_data();
  say("RETR pub/menu.txt\r\n");
  wire::Output output;
  for (int count = 0; count < 300; ++count) {
    output = say("NOOP\r\n");
    if (!output.bytes.empty()) break;
  }
  EXPECT_EQ(output.bytes, "421 Too many commands at once, closing\r\n");
  EXPECT_TRUE(wants<wire::Close>(output));
  EXPECT_EQ(say("NOOP\r\n").bytes, "");
}

TEST_F(FtpTransfer, silence_ends_in_421) {
  const auto output = session->timed_out();
  EXPECT_EQ(output.bytes.substr(0, 4), "421 ");
  EXPECT_TRUE(wants<wire::Close>(output));
}

}  // namespace
}  // namespace cleartext::ftp
