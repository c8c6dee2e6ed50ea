// The data connection step by step: what is said when, what passes, and what a break leaves behind.
#include <fmt/format.h>

#include "tests/servers/ftp/step_by_step.h"

namespace cleartext::ftp {
namespace {

class FtpTransfer : public StepByStep {
 protected:
  template <typename Effect>
  static bool wants(const wire::Output& output) {
    return wanted<Effect>(output) != nullptr;
  }
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

TEST_F(FtpTransfer, a_client_that_goes_away_in_an_upload_of_text_leaves_nothing_behind) {
  say("TYPE A\r\n");
  open_data();
  say("STOR pub/new.txt\r\n");
  session->data_received("half");
  session->closed();
  EXPECT_EQ(files_in("pub"), 1u);
}

TEST_F(FtpTransfer, bytes_that_came_before_a_break_are_there_to_go_on_from) {
  say("TYPE I\r\n");
  for (const auto broken : {&wire::Conversation::data_failed, (wire::Output(wire::Conversation::*)()) nullptr}) {
    open_data();
    say("STOR pub/new.bin\r\n");
    session->data_received("half");
    if (broken != nullptr)
      (session.get()->*broken)();
    else
      session->closed();
    EXPECT_EQ(content("/pub/new.bin"), "half");
    EXPECT_EQ(files_in("pub"), 2u);
    EXPECT_TRUE(site.files.remove_file("/pub/new.bin"));
  }
}

TEST_F(FtpTransfer, a_data_connection_that_never_comes_is_425) {
  say("PASV\r\n");
  session->data_listening(data_port);
  EXPECT_EQ(say("LIST\r\n").bytes, "");
  EXPECT_EQ(session->data_failed().bytes, "425 The data connection could not be opened\r\n");
  EXPECT_EQ(say("LIST\r\n").bytes, "425 Say PASV, EPSV, PORT or EPRT first\r\n");
}

TEST_F(FtpTransfer, a_port_that_cannot_be_opened_is_425_and_the_session_goes_on) {
  say("PASV\r\nNOOP\r\n");
  EXPECT_EQ(session->data_failed().bytes, "425 The data connection could not be opened\r\n200 Still here\r\n");
}

TEST_F(FtpTransfer, an_open_port_that_nobody_used_is_closed_in_silence) {
  say("PASV\r\n");
  session->data_listening(data_port);
  EXPECT_EQ(session->data_failed().bytes, "");
}

TEST_F(FtpTransfer, a_place_that_is_none_of_the_labs_is_not_called) {
  auto settings = Site::settings();
  settings.may_call = [](const wire::Endpoint& to) { return to.port == 50001; };
  begin(settings);
  for (const int high : {195, 196}) {
    say(fmt::format("PORT 127,0,2,10,{},81\r\n", high));
    const auto output = say("RETR pub/menu.txt\r\n");
    EXPECT_EQ(wants<wire::ConnectData>(output), high == 195);
    EXPECT_EQ(output.bytes, high == 195 ? "" : "425 127.0.2.10:50257 is no place of this lab's\r\n");
    session->data_failed();
  }
  EXPECT_EQ(say("NOOP\r\n").bytes, "200 Still here\r\n");
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

TEST_F(FtpTransfer, the_server_calls_when_there_is_something_to_say) {
  EXPECT_FALSE(wants<wire::ConnectData>(say("PORT 127,0,2,10,195,81\r\n")));
  const auto asked = say("RETR pub/menu.txt\r\n");
  EXPECT_EQ(asked.bytes, "");
  ASSERT_TRUE(wants<wire::ConnectData>(asked));
  EXPECT_EQ(wanted<wire::ConnectData>(asked)->to, (wire::Endpoint{0x7f00020a, 50001}));
  EXPECT_EQ(wanted<wire::ConnectData>(asked)->from_port, 0);
  const auto begun = session->data_connected();
  EXPECT_EQ(begun.bytes, "150 Sending /pub/menu.txt (14 bytes)\r\n");
  EXPECT_EQ(sent(begun), "crepes\ngalette");
  EXPECT_EQ(session->data_sent().bytes, "226 Transfer complete\r\n");
}

TEST_F(FtpTransfer, the_server_calls_from_the_port_below_its_own) {
  auto settings = Site::settings();
  settings.data_port = 20;
  begin(settings);
  say("PORT 127,0,2,10,195,81\r\n");
  EXPECT_EQ(wanted<wire::ConnectData>(say("LIST\r\n"))->from_port, 20);
}

TEST_F(FtpTransfer, a_client_that_does_not_answer_the_call_is_425) {
  say("PORT 127,0,2,10,195,81\r\n");
  say("STOR new.txt\r\n");
  EXPECT_EQ(session->data_failed().bytes, "425 The data connection could not be opened\r\n");
  EXPECT_EQ(files_in("."), 1u);
  EXPECT_EQ(say("LIST\r\n").bytes, "425 Say PASV, EPSV, PORT or EPRT first\r\n");
}

TEST_F(FtpTransfer, pasv_after_port_and_port_after_pasv_count) {
  say("PORT 127,0,2,10,195,81\r\n");
  EXPECT_TRUE(wants<wire::ListenForData>(say("PASV\r\n")));
  session->data_listening(data_port);
  EXPECT_TRUE(wants<wire::CloseData>(say("PORT 127,0,2,10,195,81\r\n")));
  EXPECT_TRUE(wants<wire::ConnectData>(say("LIST\r\n")));
}

TEST_F(FtpTransfer, abor_while_the_server_calls_ends_the_call) {
  say("PORT 127,0,2,10,195,81\r\n");
  say("LIST\r\n");
  const auto output = say("ABOR\r\n");
  EXPECT_EQ(output.bytes, "426 The transfer is broken off\r\n226 Nothing is running now\r\n");
  EXPECT_TRUE(wants<wire::CloseData>(output));
  EXPECT_EQ(session->data_connected().bytes, "");
}

TEST_F(FtpTransfer, stat_overtakes_a_transfer_and_tells_how_far_it_is) {
  open_data();
  say("STOR up.txt\r\n");
  session->data_received("12345");
  const auto status = say("STAT\r\n").bytes;
  EXPECT_NE(status.find("\r\n Receiving: 5 bytes so far\r\n211 "), std::string::npos) << status;
  EXPECT_EQ(say("STAT pub\r\n").bytes, "") << "that waits";
  EXPECT_EQ(session->data_finished().bytes.substr(0, 28), "226 Transfer complete\r\n212-S");
  open_data();
  const auto begun = say("RETR pub/menu.txt\r\n");
  char room[6];
  wanted<wire::SendData>(begun)->source->read(room);
  EXPECT_NE(say("stat\r\n").bytes.find(" Sending: 6 of 14 bytes so far\r\n"), std::string::npos);
  EXPECT_EQ(session->data_sent().bytes, "226 Transfer complete\r\n");
  EXPECT_NE(say("STAT\r\n").bytes.find(" No data connection\r\n"), std::string::npos);
}

TEST_F(FtpTransfer, rest_sends_what_is_missing_in_both_types) {
  say("REST 7\r\n");
  open_data();
  EXPECT_EQ(sent(say("RETR pub/menu.txt\r\n")), "galette");
  session->data_sent();
  say("TYPE A\r\nREST 7\r\n");
  open_data();
  EXPECT_EQ(sent(say("RETR pub/menu.txt\r\n")), "\ngalette") << "as text the line end has two bytes";
  session->data_sent();
  open_data();
  EXPECT_EQ(sent(say("RETR pub/menu.txt\r\n")), "crepes\r\ngalette") << "REST counts once";
}

TEST_F(FtpTransfer, an_upload_goes_on_from_a_byte_and_a_break_keeps_what_came) {
  say("REST 6\r\n");
  open_data();
  say("STOR pub/menu.txt\r\n");
  session->data_received(" & more");
  session->data_failed();
  EXPECT_EQ(content("/pub/menu.txt"), "crepes & more");
  open_data();
  say("APPE pub/menu.txt\r\n");
  session->data_received("!");
  session->data_finished();
  EXPECT_EQ(content("/pub/menu.txt"), "crepes & more!");
  say("REST 3\r\nPORT 127,0,2,10,195,81\r\n");
  say("STOR pub/menu.txt\r\n");
  session->data_failed();
  EXPECT_EQ(content("/pub/menu.txt"), "crepes & more!") << "nothing is cut before something comes";
}

TEST_F(FtpTransfer, a_disk_that_fills_up_is_552_when_the_client_has_said_all_and_the_old_file_stays) {
  site.files.room().limit(site.files.room().used() + 5);
  open_data();
  say("STOR pub/menu.txt\r\n");
  for (const auto* bytes : {"12345", "6", "and all that a client still has to say"}) {
    const auto output = session->data_received(bytes);
    EXPECT_EQ(output.bytes, "") << bytes;
    EXPECT_FALSE(wants<wire::CloseData>(output)) << "who sends would never read why";
  }
  EXPECT_EQ(session->data_finished().bytes, "552 There is no room on the disk for all of it\r\n");
  EXPECT_EQ(content("/pub/menu.txt"), "crepes\ngalette");
  EXPECT_EQ(files_in("pub"), 1u);
  EXPECT_EQ(say("NOOP\r\n").bytes, "200 Still here\r\n");
}

TEST_F(FtpTransfer, a_client_that_never_ends_is_cut_off_when_the_disk_is_full) {
  site.files.room().limit(site.files.room().used() + 5);
  open_data();
  say("STOR pub/new\r\n");
  const std::string million(1'000'000, 'x');
  wire::Output output;
  int heard = 0;
  for (; heard < 2000 && output.bytes.empty(); ++heard) output = session->data_received(million);
  EXPECT_EQ(output.bytes, "552 There is no room on the disk for all of it\r\n");
  EXPECT_TRUE(wants<wire::CloseData>(output));
  EXPECT_LT(heard, 1100);
}

TEST_F(FtpTransfer, allo_tells_whether_there_is_room) {
  EXPECT_TRUE(say("ALLO 1000\r\n").bytes.starts_with("202 "));
  const auto used = site.files.room().used();
  site.files.room().limit(used + 5);
  EXPECT_TRUE(say("ALLO 5\r\n").bytes.starts_with("202 "));
  EXPECT_EQ(say("ALLO 6\r\n").bytes, "452 The disk has no room for 6 bytes now\r\n");
  EXPECT_EQ(say("ALLO 99999999999999999999999\r\n").bytes, fmt::format("552 The disk may hold {} bytes, never so many\r\n", used + 5));
  site.files.room().close(true);
  EXPECT_EQ(say("ALLO 1\r\n").bytes, "452 The disk is full\r\n");
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
