// Whom an actor may call. On plain loopback the machine's other programs listen at the same addresses.
#include "servers/lab/place.h"

#include <gtest/gtest.h>

namespace cleartext::lab {
namespace {

using wire::NetworkMode;
using wire::Service;

TEST(Place, on_plain_loopback_only_the_labs_own_services_are_called) {
  for (const char* place : {"mail.hamburger.edu", "mail.crepes.fr:submission", "ftp.hamburger.edu:21", "ftp.hamburger.edu:2022",
                            "printer.hamburger.edu:printer", "eve:25"})
    EXPECT_TRUE(server_at(place, place[0] == 'f' ? Service::ftp : Service::smtp, NetworkMode::loopback)) << place;
  for (const char* place :
       {"127.0.0.1:22", "127.0.0.1:3306", "you:25", "mail.hamburger.edu:3306", "mail.hamburger.edu:21", "alice:25", "eve:22"}) {
    const auto at = server_at(place, Service::smtp, NetworkMode::loopback);
    ASSERT_FALSE(at) << place;
    EXPECT_EQ(at.error().sentence, std::string(place) + " is no server of the lab.");
  }
}

TEST(Place, in_the_private_network_who_is_not_there_refuses_by_himself) {
  EXPECT_TRUE(server_at("127.0.0.1:22", Service::smtp, NetworkMode::private_network));
  EXPECT_FALSE(server_at("example.org:25", Service::smtp, NetworkMode::private_network));
}

}  // namespace
}  // namespace cleartext::lab
