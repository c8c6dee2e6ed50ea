// FTP's data connections are tied to their commands, wherever they lead and whenever they come.
#include <gtest/gtest.h>

#include <tuple>

#include "tests/engine/findings/ftp_session.h"

namespace cleartext::findings {
namespace {

TEST(Transfers, a_file_bounced_to_a_third_machine_is_tied_to_its_command) {
  const auto third = endpoint(10, 9, 8, 7, 5001);
  expect_menu_anywhere(Session({{Side::client, "PORT 10,9,8,7,19,137\r\n"}, {Side::server, "200 ok\r\n"}}),
                       carry(endpoint(127, 0, 2, 21, 20), third, Side::client));
  expect_menu_anywhere(Session({{Side::client, "EPRT |1|10.9.8.7|5001|\r\n"}, {Side::server, "200 ok\r\n"}}),
                       carry(endpoint(127, 0, 2, 21, 20), third, Side::client));
  expect_menu_anywhere(Session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (10,9,8,7,19,137)\r\n"}}),
                       carry(endpoint(127, 0, 1, 10, 40001), third, Side::server));
}

TEST(Transfers, who_speaks_with_the_server_for_itself_does_not_call_for_another) {
  const auto bob = endpoint(127, 0, 2, 10, 40000);
  Talk control(bob, ftp);
  control.open();
  control.server("220 x FTP\r\n");
  control.client("USER bob\r\n");
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  std::vector<Frame> frames = control.frames;
  frames.insert(frames.end(), session.control.frames.begin(), session.control.frames.begin() + static_cast<std::ptrdiff_t>(session.begun));
  for (const auto& [caller, content] :
       {std::pair(endpoint(127, 0, 2, 10, 40001), "burgers"), std::pair(endpoint(127, 0, 1, 10, 40001), "crepes\r\n")}) {
    const std::vector<Frame> data = carry(caller, endpoint(127, 0, 2, 21, 5001), Side::server, content);
    frames.insert(frames.end(), data.begin(), data.end());
  }
  frames.insert(frames.end(), session.control.frames.begin() + static_cast<std::ptrdiff_t>(session.begun), session.control.frames.end());
  expect_menu(tests::analyze(frames), "beside another's");
}

TEST(Transfers, what_is_sent_in_another_mode_is_not_the_file) {
  const tests::Said place = {{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}};
  const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server);
  for (const auto& [mode, answer, whole] : std::vector<std::tuple<std::string, std::string, bool>>{
           {"Z", "200 ok", false}, {"B", "200 ok", false}, {"S", "200 ok", true}, {"Z", "504 no", true}}) {
    tests::Said said = {{Side::client, "MODE " + mode + "\r\n"}, {Side::server, answer + "\r\n"}};
    said.insert(said.end(), place.begin(), place.end());
    const Session session(said);
    const tests::Found found = session.with(data, session.begun);
    ASSERT_EQ(found.files.size(), 1u) << mode;
    EXPECT_EQ(found.files[0].complete, whole) << mode << answer;
  }
}

TEST(Transfers, a_file_that_came_first_is_a_file_whatever_it_says) {
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  for (const std::string content :
       {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "EHLO laptop\r\nMAIL FROM:<a@b.c>\r\n", "+OK POP3 ready\r\n", "SSH-2.0-x\r\n"}) {
    const tests::Found found = session.with(carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server, content), 0);
    ASSERT_EQ(found.files.size(), 1u) << content;
    EXPECT_EQ(found.files[0].content, content);
    EXPECT_TRUE(found.files[0].complete) << content;
    EXPECT_EQ(found.streams[found.files[0].data_stream].protocol, packet::Protocol::ftp_data) << content;
  }
}

TEST(Transfers, a_large_file_that_came_first_is_whole) {
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  std::vector<Frame> frames;
  Talk data(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001));
  data.open();
  std::string content;
  for (int piece = 0; piece < 100; ++piece) {
    const std::string bytes(30'000, static_cast<char>('a' + piece % 26));
    data.server(bytes);
    content += bytes;
  }
  data.close();
  const tests::Found found = session.with(data.frames, 0);
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_EQ(found.files[0].sha256, sha256_hex(content));
  EXPECT_EQ(found.files[0].content, content);
  EXPECT_TRUE(found.files[0].complete);
}

TEST(Transfers, a_bounce_to_a_mail_server_carries_the_file_and_not_its_answers) {
  const Session session({{Side::client, "PORT 10,9,8,7,0,25\r\n"}, {Side::server, "200 ok\r\n"}});
  const tests::Found found = session.with(
      carry(endpoint(127, 0, 2, 21, 20), endpoint(10, 9, 8, 7, 25), Side::client, "crepes\r\n", "220 mail\r\n"), session.begun);
  expect_menu(found, "port 25");
}

TEST(Transfers, behind_translated_addresses_the_port_tells) {
  // The server announces its own network's address; the data comes from its control connection's, or from neither.
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (192,168,0,5,19,137)\r\n"}});
  expect_menu_anywhere(session, carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server));
  expect_menu_anywhere(session, carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 22, 5001), Side::server));
  const Session active({{Side::client, "PORT 192,168,0,5,19,137\r\n"}, {Side::server, "200 ok\r\n"}});
  expect_menu_anywhere(active, carry(endpoint(127, 0, 2, 21, 20), endpoint(127, 0, 1, 10, 5001), Side::client));
}

TEST(Transfers, the_announced_place_counts_more_than_one_like_it) {
  const Session session({{Side::client, "PASV\r\n"}, {Side::server, "227 ok (127,0,2,21,19,137)\r\n"}});
  std::vector<Frame> both = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 9, 9, 5001), Side::server, "something else");
  const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40002), endpoint(127, 0, 2, 21, 5001), Side::server);
  both.insert(both.end(), data.begin(), data.end());
  expect_menu(session.with(both, session.begun), "beside another");
}

TEST(Transfers, without_an_announcement_the_default_port_is_called) {
  const Session session({});
  for (std::size_t at = 0; at <= session.control.frames.size(); ++at)
    expect_menu(session.with(carry(endpoint(127, 0, 2, 21, 20), alice, Side::client), at), "at " + std::to_string(at));
  // Another machine that happens to call that port is no data connection.
  EXPECT_TRUE(session.with(carry(endpoint(127, 0, 9, 9, 20), alice, Side::client), session.begun).files.empty());
}

TEST(Transfers, a_command_said_before_its_place_is_known_waits_for_it) {
  Talk control(alice, ftp);
  control.open();
  control.server("220 x FTP\r\n");
  control.client("PASV\r\nRETR menu.txt\r\n");
  control.server("227 ok (127,0,2,21,19,137)\r\n");
  const std::size_t announced = control.frames.size();
  control.server("150 here\r\n226 done\r\n");
  const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server);
  for (const std::size_t at : {std::size_t{0}, announced, control.frames.size()}) {
    std::vector<Frame> frames = control.frames;
    frames.insert(frames.begin() + static_cast<std::ptrdiff_t>(at), data.begin(), data.end());
    expect_menu(tests::analyze(frames), "at " + std::to_string(at));
  }
}

TEST(Transfers, a_data_connection_whose_beginning_was_missed_is_tied_from_either_side) {
  const Session session({{Side::client, "PORT 127,0,1,10,19,137\r\n"}, {Side::server, "200 ok\r\n"}});
  std::vector<Frame> data = carry(endpoint(127, 0, 2, 21, 20), endpoint(127, 0, 1, 10, 5001), Side::client);
  data.erase(data.begin(), data.begin() + 3);  // the lower port would be the server's
  const tests::Found found = session.with(data, session.begun);
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_EQ(found.files[0].content, "crepes\r\n");
  EXPECT_FALSE(found.files[0].complete);
}

TEST(Transfers, a_place_that_was_left_unused_is_not_taken_for_a_later_command) {
  // After the list, nothing is announced for the file: it goes where FTP goes by default.
  const Session session({{Side::client, "PASV\r\n"},
                         {Side::server, "227 ok (127,0,2,21,19,137)\r\n"},
                         {Side::client, "RETR no\r\n"},
                         {Side::server, "550 no\r\n"},
                         {Side::client, "PASV\r\n"},
                         {Side::server, "227 ok (127,0,2,21,19,138)\r\n"},
                         {Side::client, "LIST\r\n"},
                         {Side::server, "150 ok\r\n"},
                         {Side::server, "226 ok\r\n"}});
  std::vector<Frame> both = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5002), Side::server, "a list");
  const std::vector<Frame> data = carry(endpoint(127, 0, 2, 21, 20), alice, Side::client);
  both.insert(both.end(), data.begin(), data.end());
  expect_menu(session.with(both, session.begun), "by default");
}

TEST(Transfers, a_refused_command_leaves_no_place_behind) {
  Talk control(alice, ftp);
  control.open();
  control.server("220 x FTP\r\n");
  control.client("RETR secret.txt\r\n");
  control.server("425 no place\r\n");
  control.client("PASV\r\n");
  control.server("227 ok (127,0,2,21,19,137)\r\n");
  control.client("RETR menu.txt\r\n");
  control.server("150 here\r\n");
  std::vector<Frame> frames = control.frames;
  const std::vector<Frame> data = carry(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001), Side::server);
  frames.insert(frames.end(), data.begin(), data.end());
  Talk end = control;
  end.frames.clear();
  end.server("226 done\r\n");
  frames.insert(frames.end(), end.frames.begin(), end.frames.end());
  expect_menu(tests::analyze(frames), "after a refusal");
}

TEST(Transfers, what_was_refused_on_an_open_data_connection_is_no_file) {
  Talk control(alice, ftp), data(endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001));
  control.open();
  control.server("220 x FTP\r\n");
  control.client("PASV\r\n");
  control.server("227 ok (127,0,2,21,19,137)\r\n");
  data.open();
  data.close();
  std::vector<Frame> frames = control.frames;
  frames.insert(frames.end(), data.frames.begin(), data.frames.end());
  Talk end = control;
  end.frames.clear();
  end.client("STOR menu.txt\r\n");
  end.server("550 guests may read only\r\n");
  frames.insert(frames.end(), end.frames.begin(), end.frames.end());
  EXPECT_TRUE(tests::analyze(frames).files.empty());
}

TEST(Transfers, a_control_connection_is_not_its_own_data_connection) {
  Talk control(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 2, 21, 2121));  // met in the middle
  control.client("RETR a\r\n");
  control.server("150 opening\r\n");
  control.server("226 ok\r\n");
  control.client("QUIT\r\n");
  control.server("221 bye\r\n");
  const tests::Found found = tests::analyze(control.frames);
  ASSERT_EQ(found.streams.size(), 1u);
  EXPECT_EQ(found.streams[0].protocol, packet::Protocol::ftp);
  EXPECT_EQ(found.streams[0].control_stream, packet::no_stream);
  EXPECT_EQ(found.lines.size(), 5u);
}

TEST(Transfers, of_two_who_are_told_the_same_place_each_gets_what_it_fetched) {
  const auto server = endpoint(10, 0, 0, 2, 21), place = endpoint(10, 0, 0, 2, 50001);
  for (const bool in_order : {true, false}) {
    std::vector<Frame> frames;
    std::vector<Talk> controls;
    for (const std::uint8_t client : {std::uint8_t{1}, std::uint8_t{9}}) {
      Talk& control = controls.emplace_back(endpoint(10, 0, 0, client, 40000), server);
      control.open();
      control.server("220 x FTP\r\n");
      control.client("PASV\r\n");
      control.server("227 (10,0,0,2,195,81)\r\n");
      control.client(client == 1 ? "RETR A\r\n" : "RETR B\r\n");
      control.server("150 here\r\n");
      frames.insert(frames.end(), control.frames.begin(), control.frames.end());
    }
    for (const std::uint8_t client : in_order ? std::vector<std::uint8_t>{1, 9} : std::vector<std::uint8_t>{9, 1}) {
      const auto data = carry(endpoint(10, 0, 0, client, 41000), place, Side::server, client == 1 ? "of one" : "of nine");
      frames.insert(frames.end(), data.begin(), data.end());
    }
    for (Talk& control : controls) {
      const std::size_t said = control.frames.size();
      control.server("226 done\r\n");
      frames.insert(frames.end(), control.frames.begin() + static_cast<std::ptrdiff_t>(said), control.frames.end());
    }
    const tests::Found found = tests::analyze(frames);
    ASSERT_EQ(found.files.size(), 2u);
    for (const File& file : found.files) EXPECT_EQ(file.sha256, sha256_hex(file.name == "A" ? "of one" : "of nine")) << file.name;
  }
}

TEST(Transfers, what_passes_from_server_to_server_belongs_to_both_commands) {
  const auto from = endpoint(10, 0, 0, 2, 21), to = endpoint(10, 0, 0, 3, 21);
  for (const bool sender_listens : {true, false}) {
    Talk sends(endpoint(10, 0, 0, 1, 40000), from), takes(endpoint(10, 0, 0, 1, 40001), to);
    for (Talk* each : {&sends, &takes}) {
      each->open();
      each->server("220 x FTP\r\n");
      Talk& listener = sender_listens ? sends : takes;
      each->client(each == &listener ? "PASV\r\n" : sender_listens ? "PORT 10,0,0,2,195,81\r\n" : "PORT 10,0,0,3,195,81\r\n");
      each->server(each == &listener ? (sender_listens ? "227 (10,0,0,2,195,81)\r\n" : "227 (10,0,0,3,195,81)\r\n") : "200 ok\r\n");
    }
    sends.client("RETR src\r\n");
    takes.client("STOR dst\r\n");
    for (Talk* each : {&sends, &takes}) each->server("150 here\r\n");
    std::vector<Frame> frames = sends.frames;
    frames.insert(frames.end(), takes.frames.begin(), takes.frames.end());
    const std::size_t said[] = {sends.frames.size(), takes.frames.size()};
    const auto data = sender_listens ? carry(endpoint(10, 0, 0, 3, 20), endpoint(10, 0, 0, 2, 50001), Side::server)
                                     : carry(endpoint(10, 0, 0, 2, 20), endpoint(10, 0, 0, 3, 50001), Side::client);
    frames.insert(frames.end(), data.begin(), data.end());
    for (Talk* each : {&sends, &takes}) each->server("226 done\r\n");
    frames.insert(frames.end(), sends.frames.begin() + static_cast<std::ptrdiff_t>(said[0]), sends.frames.end());
    frames.insert(frames.end(), takes.frames.begin() + static_cast<std::ptrdiff_t>(said[1]), takes.frames.end());
    const tests::Found found = tests::analyze(frames);
    ASSERT_EQ(found.files.size(), 2u) << sender_listens;
    for (const File& file : found.files) {
      EXPECT_TRUE(file.complete) << file.name;
      EXPECT_EQ(file.sha256, sha256_hex("crepes\r\n")) << file.name;
      EXPECT_EQ(file.name, file.command == "RETR" ? "src" : "dst");
    }
    EXPECT_NE(found.files[0].name, found.files[1].name);
  }
}

}  // namespace
}  // namespace cleartext::findings
