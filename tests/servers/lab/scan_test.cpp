// The FTP bounce: what is said, and what the replies give away.
#include "servers/lab/scan.h"

#include <gtest/gtest.h>

namespace cleartext::lab {
namespace {

const ScanJob job{"eve", "ftp.hamburger.edu", "printer.hamburger.edu", {"printer", "81"}};

TEST(Scan, port_names_the_machine_and_the_port_of_this_network) {
  const auto scan = scan_for(job, wire::NetworkMode::private_network);
  ASSERT_TRUE(scan);
  EXPECT_EQ(lines_of(*scan), (std::vector<std::string>{"USER anonymous", "PASS eve@example.org", "PORT 127,0,2,99,35,140", "LIST",
                                                       "PORT 127,0,2,99,0,81", "LIST", "QUIT"}));
  EXPECT_EQ(scan_for(job, wire::NetworkMode::loopback)->ports[0].port, wire::port(wire::Service::printer, wire::NetworkMode::loopback));
  EXPECT_FALSE(scan_for({"eve", "x", "printer.hamburger.edu", {"0"}}, wire::NetworkMode::loopback));
  EXPECT_FALSE(scan_for({"eve", "x", "nowhere", {"1"}}, wire::NetworkMode::loopback));
}

TEST(Scan, the_replies_tell_open_from_closed_and_refused) {
  const auto scan = scan_for(job, wire::NetworkMode::private_network);
  const auto lines = lines_of(*scan);
  const std::vector<actors::Said> turns{
      {"", {"220 hi"}}, {lines[2], {"200 ok"}}, {"LIST", {"150 here", "226 done"}}, {lines[4], {"200 ok"}}, {"LIST", {"425 no"}}};
  const auto result = scanned("eve", *scan, turns, "");
  EXPECT_TRUE(result.done);
  EXPECT_EQ(result.sentence, "At printer.hamburger.edu, port 9100 is open; port 81 is closed.");
  EXPECT_EQ(result.exchanges.size(), 5u);
  const std::vector<actors::Said> refused{{lines[2], {"504 not there"}}, {"LIST", {"425 no"}}};
  EXPECT_EQ(scanned("eve", *scan, refused, "").sentence,
            "At printer.hamburger.edu, port 9100 was refused: 504 not there; port 81 was not asked about.");
  EXPECT_FALSE(scanned("eve", *scan, {}, "Nobody listens there.").done);
}

}  // namespace
}  // namespace cleartext::lab
