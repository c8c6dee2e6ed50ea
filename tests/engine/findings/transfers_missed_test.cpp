// FTP servers use the same few ports again and again. Whatever line of a control connection is missing, no command gets
// another one's file.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "engine/findings/decode.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using tests::endpoint;
using tests::Frame;
using tests::Talk;

const auto server = endpoint(10, 0, 0, 2, 21), place = endpoint(10, 0, 0, 2, 50001);

struct Wire {
  std::vector<Frame> frames;
  void take(Talk& talk) {
    frames.insert(frames.end(), talk.frames.begin(), talk.frames.end());
    talk.frames.clear();
  }
};

std::string content_of(const std::string& name) { return "this is " + name; }

void carry(Wire& wire, std::uint16_t caller, const std::string& content) {
  Talk data(endpoint(10, 0, 0, 1, caller), place);
  data.open();
  data.server(content);
  data.close();
  wire.take(data);
}

// Each fetches two files, by the same port as everybody; one of a name that is not there is refused before.
std::vector<Frame> sessions(bool pipelined) {
  Wire wire;
  std::uint16_t port = 40000;
  for (const std::string who : {"a", "b", "c"}) {
    Talk control(endpoint(10, 0, 0, 1, port++), server);
    control.open();
    control.server("220 x FTP\r\n");
    control.client("USER " + who + "\r\n");
    control.server("230 in\r\n");
    for (const std::string file : {"1", "2"}) {
      const std::string fetch = fmt::format("RETR {}{}\r\n", who, file);
      control.client(pipelined ? "PASV\r\n" + fetch : "PASV\r\n");
      control.server("227 ok (10,0,0,2,195,81)\r\n");
      if (!pipelined) {
        control.client("RETR none\r\n");
        control.server("550 no\r\n");
        control.client(fetch);
      }
      control.server("150 here\r\n");
      wire.take(control);
      carry(wire, port++, content_of(who + file));
      control.server("226 done\r\n");
    }
    control.client("QUIT\r\n");
    control.server("221 bye\r\n");
    control.close();
    wire.take(control);
  }
  return wire.frames;
}

// How many have what they should; whoever has something else is told.
std::size_t right_ones(const tests::Found& found, const std::string& where) {
  std::size_t right = 0;
  for (const File& file : found.files) {
    if (!file.complete || file.name.empty()) continue;
    EXPECT_EQ(file.content, content_of(file.name)) << where;
    ++right;
  }
  return right;
}

TEST(TransfersMissed, a_port_that_is_used_again_leads_to_nobody_elses_file) {
  for (const bool pipelined : {false, true}) {
    const std::vector<Frame> all = sessions(pipelined);
    EXPECT_EQ(right_ones(tests::analyze(all), "whole"), 6U);
    for (std::size_t at = 0; at < all.size(); ++at) {
      std::vector<Frame> frames = all;
      frames.erase(frames.begin() + static_cast<std::ptrdiff_t>(at));
      EXPECT_GE(right_ones(tests::analyze(frames), "without " + std::to_string(at)), 4U) << at;
    }
  }
}

TEST(TransfersMissed, a_capture_that_begins_in_the_middle_gives_nobody_anothers_file) {
  for (const bool pipelined : {false, true}) {
    const std::vector<Frame> all = sessions(pipelined);
    for (std::size_t at = 0; at < all.size(); ++at)
      right_ones(tests::analyze({all.begin() + static_cast<std::ptrdiff_t>(at), all.end()}), "from " + std::to_string(at));
  }
}

}  // namespace
}  // namespace cleartext::findings
