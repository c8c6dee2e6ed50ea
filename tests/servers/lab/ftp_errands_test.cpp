// What a person wants of a file server becomes an errand, or a sentence about why it cannot.
#include "servers/lab/ftp_errands.h"

#include <gtest/gtest.h>

namespace cleartext::lab {
namespace {

const auto mode = wire::NetworkMode::private_network;

TEST(FtpErrands, the_server_is_found_in_the_one_table) {
  FtpJob job{"ftp.hamburger.edu", "bob", "hungry", "welcome.txt", FtpJob::What::get, {}};
  EXPECT_EQ(trip_for(job, mode)->to, (wire::Endpoint{wire::host(wire::Role::ftp).address, wire::port(wire::Service::ftp, mode)}));
  job.server = "ftp.hamburger.edu:990";
  EXPECT_EQ(trip_for(job, mode)->to.port, 990);
  EXPECT_EQ(trip_for(job, mode)->errand.server, wire::host(wire::Role::ftp).address);
  for (const auto* wrong : {"example.org", "", "ftp.hamburger.edu:", "ftp.hamburger.edu:0", "ftp.hamburger.edu:x"}) {
    job.server = wrong;
    EXPECT_FALSE(trip_for(job, mode)) << wrong;
  }
}

TEST(FtpErrands, an_address_says_it_all) {
  FtpJob job;
  job.url = "ftp://bob:hungry@ftp.hamburger.edu/recipes/crepes.txt;type=a";
  job.mode = FtpJob::Mode::active;
  const auto trip = trip_for(job, mode);
  ASSERT_TRUE(trip);
  EXPECT_EQ(trip->errand.user, "bob");
  EXPECT_EQ(trip->errand.folders, std::vector<std::string>{"recipes"});
  EXPECT_EQ(trip->errand.type, actors::FtpErrand::Type::text);
  EXPECT_EQ(trip->errand.mode, actors::FtpErrand::Mode::active);
  job.url = "ftp://ftp.hamburger.edu/a%0ab";
  EXPECT_EQ(trip_for(job, mode).error().sentence,
            "In the address, at character 26, there should be a letter that can be said in a command.");
  job.url = "ftp://example.org/x";
  EXPECT_FALSE(trip_for(job, mode));
}

TEST(FtpErrands, no_line_end_gets_into_a_command) {
  FtpJob job{"ftp.hamburger.edu", "bob\r\nQUIT", "a\nb", "x\r\nDELE y", FtpJob::What::rename, {}};
  job.new_name = "z\n";
  const auto trip = trip_for(job, mode);
  for (const auto& text : {trip->errand.user, trip->errand.password, trip->errand.file, trip->errand.new_name})
    EXPECT_EQ(text.find_first_of("\r\n"), std::string::npos) << text;
}

TEST(FtpErrands, what_came_of_it_is_a_sentence) {
  actors::FtpErrand errand{actors::FtpErrand::What::remove, "bob", "hungry", "x", {}};
  actors::FtpAgent agent(errand);
  EXPECT_EQ(transferred("you", errand, agent, "The connection broke.").sentence, "The connection broke.");
  for (const auto* reply : {"220 a\r\n", "331 b\r\n", "230 c\r\n"}) agent.receive(reply);
  agent.receive("250 d\r\n");
  const auto result = transferred("you", errand, agent, "");
  EXPECT_TRUE(result.done);
  EXPECT_EQ(result.sentence, "x is gone from the server.");
}

}  // namespace
}  // namespace cleartext::lab
