// A control connection that asks for a file, and the data connections that may bring it.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/findings/decode.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {

using tests::endpoint;
using tests::Frame;
using tests::Talk;
using wire::Side;

inline const auto alice = endpoint(127, 0, 1, 10, 40000), ftp = endpoint(127, 0, 2, 21, 21);

// A control connection up to the command, the reply that says the data comes, and the one that says it came.
struct Session {
  explicit Session(const tests::Said& announcement, const std::string& command = "RETR menu.txt") {
    control.open();
    control.server("220 x FTP\r\n");
    for (const auto& [side, text] : announcement) control.say(side, text);
    control.client(command + "\r\n");
    control.server("150 here\r\n");
    begun = control.frames.size();
    control.server("226 done\r\n");
  }
  // The data's packets stand before the control connection's packet of that number.
  tests::Found with(const std::vector<Frame>& data, std::size_t at) const {
    std::vector<Frame> frames = control.frames;
    frames.insert(frames.begin() + static_cast<std::ptrdiff_t>(at), data.begin(), data.end());
    return tests::analyze(frames);
  }
  Talk control{alice, ftp};
  std::size_t begun = 0;
};

inline std::vector<Frame> carry(const packet::Endpoint& caller, const packet::Endpoint& listener, Side sender,
                                const std::string& content = "crepes\r\n", const std::string& answer = {}) {
  Talk data(caller, listener);
  data.open();
  if (!answer.empty()) data.say(sender == Side::client ? Side::server : Side::client, answer);
  data.say(sender, content);
  data.close();
  return data.frames;
}

inline void expect_menu(const tests::Found& found, const std::string& where) {
  ASSERT_EQ(found.files.size(), 1u) << where;
  EXPECT_EQ(found.files[0].name, "menu.txt") << where;
  EXPECT_EQ(found.files[0].content, "crepes\r\n") << where;
  EXPECT_EQ(found.files[0].sha256, sha256_hex("crepes\r\n")) << where;
  EXPECT_TRUE(found.files[0].complete) << where;
  EXPECT_EQ(found.streams[found.files[0].data_stream].control_stream, found.files[0].stream) << where;
  EXPECT_EQ(found.streams[found.files[0].data_stream].protocol, packet::Protocol::ftp_data) << where;
}

inline void expect_menu_anywhere(const Session& session, const std::vector<Frame>& data) {
  for (std::size_t at = 0; at <= session.control.frames.size(); ++at) expect_menu(session.with(data, at), "at " + std::to_string(at));
}

}  // namespace cleartext::findings
