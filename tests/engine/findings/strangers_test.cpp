// Whose connection is it? Strangers at FTP's ports, bytes that go the other way, and files that look like something else.
#include <gtest/gtest.h>

#include "tests/engine/findings/ftp_session.h"

namespace cleartext::findings {
namespace {

TEST(Strangers, who_knocked_there_in_vain_before_does_not_get_the_file) {
  const Session session({{Side::client, "PORT 10,9,8,7,19,137\r\n"}, {Side::server, "200 ok\r\n"}});
  const auto third = endpoint(10, 9, 8, 7, 5001);
  std::vector<Frame> data = carry(endpoint(127, 0, 2, 21, 20), third, Side::client);
  Talk stranger(endpoint(127, 0, 6, 6, 40002), third);
  stranger.open();
  std::vector<Frame> frames{stranger.frames.front()};  // its SYN, and no answer
  frames.insert(frames.end(), session.control.frames.begin(), session.control.frames.begin() + static_cast<std::ptrdiff_t>(session.begun));
  frames.insert(frames.end(), data.begin(), data.end());
  frames.push_back(session.control.frames.back());
  expect_menu(tests::analyze(frames), "after a stranger");
}

TEST(Strangers, bytes_that_go_the_other_way_are_no_file_of_that_command) {
  const auto place = endpoint(127, 0, 2, 21, 5001), own = endpoint(127, 0, 1, 10, 40001);
  for (const std::string command : {"RETR menu.txt", "STOR menu.txt"}) {
    const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}}, command);
    const Side sender = command.starts_with('R') ? Side::server : Side::client,
               other = sender == Side::client ? Side::server : Side::client;
    std::vector<Frame> frames = carry(own, place, other, "backwards");
    for (const File& file : session.with(frames, session.begun).files) EXPECT_FALSE(file.complete) << command;
    const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40002), place, sender);
    frames.insert(frames.end(), data.begin(), data.end());
    expect_menu(session.with(frames, session.begun), command);
  }
}

// Nobody agreed on TLS: what looks like its hello is what the file begins with.
TEST(Strangers, a_file_that_begins_as_tls_does_is_told_whole) {
  const std::string hello("\x16\x03\x01\x00\x31\x01\x00\x00\x2d\x03\x03 and so on", 21);
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  const tests::Found found =
      session.with(carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server, hello), session.begun);
  ASSERT_EQ(found.files.size(), 1U);
  EXPECT_EQ(found.files[0].content, hello);
  EXPECT_TRUE(found.files[0].complete);
}

// It is told as what it turns out to be once its command is heard.
TEST(Strangers, a_file_that_begins_as_mail_commands_do_is_no_letter) {
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  for (const std::string content : {"DATA\r\nto eat\r\n", "MAIL FROM:<a@b>\r\nDATA\r\nSubject: x\r\n"}) {
    const tests::Found found = session.with(carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server, content), 0);
    EXPECT_TRUE(found.messages.empty()) << content;
    ASSERT_EQ(found.files.size(), 1U) << content;
    EXPECT_EQ(found.files[0].content, content);
    const tests::Found upload = Session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}}, "STOR menu.txt")
                                    .with(carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::client, content), 0);
    EXPECT_TRUE(upload.messages.empty()) << content;
    EXPECT_EQ(upload.files.at(0).content, content);
  }
}

// The connection reaches the capture before its announcement does, and another server's clients were told the same port.
TEST(Strangers, a_port_that_another_server_announced_too_is_another_place) {
  Talk elsewhere(endpoint(127, 0, 1, 10, 41000), endpoint(127, 0, 2, 77, 21));
  elsewhere.open();
  elsewhere.server("220 x FTP\r\n");
  elsewhere.client("PASV\r\n");
  elsewhere.server("227 ok (127,0,2,77,19,137)\r\n");
  elsewhere.close();
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  std::vector<Frame> frames = elsewhere.frames;
  const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server);
  frames.insert(frames.end(), data.begin(), data.end());
  frames.insert(frames.end(), session.control.frames.begin(), session.control.frames.end());
  expect_menu(tests::analyze(frames), "before its announcement");
}

// A port scan, or somebody who wants to be the client, comes before the client's own connection.
TEST(Strangers, a_stranger_at_the_passive_port_does_not_get_the_file_nor_give_it) {
  const auto place = endpoint(127, 0, 2, 21, 5001), stranger = endpoint(127, 0, 6, 6, 40002), own = endpoint(127, 0, 1, 10, 40001);
  for (const std::string command : {"RETR menu.txt", "STOR menu.txt"}) {
    const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}}, command);
    const Side sender = command.starts_with('R') ? Side::server : Side::client;
    for (const std::string said : {"", "evil"}) {
      for (const Side by : {Side::client, Side::server}) {
        std::vector<Frame> frames = carry(stranger, place, by, said);
        const std::vector<Frame> alone = frames, data = carry(own, place, sender);
        frames.insert(frames.end(), data.begin(), data.end());
        expect_menu(session.with(frames, session.begun), command);
        const bool carries = by == sender && !said.empty();
        EXPECT_EQ(session.with(alone, session.begun).files.size(), carries ? 1U : 0U) << command << said;
      }
    }
    // Of two strangers nobody knows who was served.
    std::vector<Frame> two = carry(stranger, place, sender);
    const std::vector<Frame> second = carry(endpoint(127, 0, 7, 7, 40002), place, sender, "evil");
    two.insert(two.end(), second.begin(), second.end());
    EXPECT_TRUE(session.with(two, session.begun).files.empty());
    // Nor does an empty connection of the client's own machine, where another one carried it.
    for (const bool first : {true, false}) {
      std::vector<Frame> frames = carry(endpoint(127, 0, 1, 10, 40003), place, sender, "");
      const std::vector<Frame> data = carry(first ? own : stranger, place, sender);
      frames.insert(frames.end(), data.begin(), data.end());
      expect_menu(session.with(frames, session.begun), command);
    }
    // Who has two addresses brings it all the same.
    expect_menu(session.with(carry(stranger, place, sender), session.begun), command);
  }
}

TEST(Strangers, a_server_with_two_addresses_may_call_from_the_other_one) {
  const Session session({{Side::client, "PORT 127,0,1,10,19,137\r\n"}, {Side::server, "200 ok\r\n"}});
  expect_menu(session.with(carry(endpoint(127, 0, 2, 22, 20), endpoint(127, 0, 1, 10, 5001), Side::client), session.begun), "active");
}

}  // namespace
}  // namespace cleartext::findings
