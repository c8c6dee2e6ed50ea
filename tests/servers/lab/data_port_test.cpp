// A data port that is named by its machine and service, in the numbers that FTP wants.
#include "servers/lab/data_port.h"

#include <gtest/gtest.h>

namespace cleartext::lab {
namespace {

using wire::NetworkMode;

TEST(DataPort, a_machine_and_a_service_become_the_numbers_of_this_network) {
  EXPECT_EQ(in_numbers("PORT printer.hamburger.edu:printer", NetworkMode::private_network), "PORT 127,0,2,99,35,140");
  EXPECT_EQ(in_numbers("port printer.hamburger.edu:printer", NetworkMode::loopback), "PORT 127,0,2,99,43,92");
  EXPECT_EQ(in_numbers("EPRT printer.hamburger.edu:9101", NetworkMode::private_network), "EPRT |1|127.0.2.99|9101|");
}

TEST(DataPort, what_is_in_numbers_already_or_names_nobody_stays) {
  for (const std::string line :
       {"PORT 127,0,2,99,35,140", "EPRT |1|127.0.2.99|9100|", "PORT example.org:80", "PORT", "LIST printer.hamburger.edu:printer"}) {
    EXPECT_EQ(in_numbers(line, NetworkMode::private_network), line);
  }
}

}  // namespace
}  // namespace cleartext::lab
