// A machine that slept and a clock that was set are told as what they may be; one packet or one connection that was moved is not.
#include "engine/grading/capture_clock.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/engine/grading/lab_wire.h"

namespace cleartext::grading {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

// Something happens to the machine's clock while a connection is open; others follow.
std::vector<WirePacket> with_step(std::int64_t milliseconds) {
  LabWire wire;
  wire.talk(25);
  const auto talk = wire.connect(25);
  wire.say(talk, wire::Side::server, "220 ready\r\n");
  wire.set_clock(milliseconds);
  wire.say(talk, wire::Side::client, "HELO me\r\n");
  wire.say(talk, wire::Side::server, "250 ok\r\n");
  wire.close(talk);
  wire.talk(25);
  wire.talk(110);
  return wire.packets;
}

std::vector<std::string> remarks(const std::vector<WirePacket>& packets, const std::string& language = "en") {
  const auto opened = read_back(packets);
  return remarks_on(CaptureClock(*opened.recording), language);
}

TEST(CaptureClock, a_sleep_of_any_length_and_a_clock_set_ahead_are_no_contradiction) {
  for (const std::int64_t seconds : {1, 2, 3, 5, 10, 20, 30, 45, 90, 3600}) {
    const auto packets = with_step(seconds * 1000);
    const auto found = look_at(packets);
    EXPECT_THAT(kinds(found), IsEmpty()) << seconds << " s: " << summary(found);
    EXPECT_THAT(remarks(packets), Contains(HasSubstr(fmt::format("slept, or its clock was set ahead by {}.0 seconds", seconds))));
  }
}

TEST(CaptureClock, a_clock_that_is_set_back_is_no_contradiction) {
  for (const std::int64_t milliseconds : {130, 2000, 60'000, 3'600'000}) {
    const auto packets = with_step(-milliseconds);
    const auto found = look_at(packets);
    EXPECT_THAT(kinds(found), IsEmpty()) << milliseconds << " ms: " << summary(found);
  }
  EXPECT_THAT(remarks(with_step(-2000), "de"), Contains(HasSubstr("um 2.0 Sekunden zurückgestellt")));
}

TEST(CaptureClock, nothing_is_said_of_a_clock_that_nobody_set) {
  EXPECT_THAT(remarks(with_step(0)), IsEmpty());
  EXPECT_THAT(remarks({}), IsEmpty());
}

TEST(CaptureClock, a_clock_may_be_set_between_two_connections_and_a_lid_be_shut_twice) {
  LabWire wire;
  wire.talk(25);
  wire.talk(25);
  wire.set_clock(-2000);
  wire.talk(25);
  const auto talk = wire.connect(25);
  for (int i = 0; i < 2; ++i) {
    wire.say(talk, wire::Side::server, "220 ready\r\n");
    wire.sleep(7000);
    wire.say(talk, wire::Side::client, "HELO me\r\n");
  }
  wire.close(talk);
  const auto found = look_at(wire.packets);
  EXPECT_THAT(kinds(found), IsEmpty()) << summary(found);
  EXPECT_EQ(remarks(wire.packets).size(), 3U);
}

// On a kernel that starts TCP's clock anew for each connection.
TEST(CaptureClock, between_two_connections_a_clock_is_set_back_by_little_and_an_older_capture_lies_further_back) {
  const auto joined = [](std::int64_t back_ms) {
    LabWire first, second(1'500'000'000);
    first.talk(25);
    second.connect(25);
    const auto begin = static_cast<std::ptrdiff_t>(second.packets.size());
    second.talk(25);
    auto packets = first.packets;
    const auto shift = packets.back().time_ms - back_ms - second.packets[static_cast<std::size_t>(begin)].time_ms;
    for (auto at = second.packets.begin() + begin; at != second.packets.end(); ++at) {
      packets.push_back(*at);
      packets.back().time_ms += shift;
    }
    return packets;
  };
  EXPECT_THAT(kinds(look_at(joined(2000))), IsEmpty());
  EXPECT_THAT(remarks(joined(2000)), Contains(HasSubstr("set back by 2.0 seconds")));
  EXPECT_THAT(kinds(look_at(joined(60'000))), Contains("time"));
}

TEST(CaptureClock, one_packet_that_was_moved_is_found_wherever_it_stands) {
  const auto packets = with_step(0);
  for (std::size_t i = 1; i + 1 < packets.size(); ++i) {
    auto moved = packets;
    moved[i].time_ms -= 9000;
    EXPECT_THAT(kinds(look_at(moved)), Contains("time")) << "packet " << i + 1;
  }
}

TEST(CaptureClock, a_connection_that_was_moved_while_another_stayed_is_found) {
  LabWire wire;
  const auto first = wire.connect(25), second = wire.connect(110);
  for (const auto talk : {first, second}) wire.say(talk, wire::Side::server, "220 ready\r\n");
  wire.wait(50);
  const auto half = wire.packets.size();
  for (const auto talk : {first, second, first, second}) wire.say(talk, wire::Side::client, "HELO me\r\n");
  for (auto i = half; i < wire.packets.size(); ++i) {
    if (wire.packets[i].segment.from.port == 25 || wire.packets[i].segment.to.port == 25) wire.packets[i].time_ms -= 5000;
  }
  EXPECT_THAT(kinds(look_at(wire.packets)), Contains("time"));
}

TEST(CaptureClock, an_older_capture_of_the_same_machine_put_behind_is_found) {
  LabWire wire;
  for (int i = 0; i < 4; ++i) wire.talk(25);
  const auto half = static_cast<std::ptrdiff_t>(wire.packets.size() / 2);
  wire.wait(60'000);
  auto packets = wire.packets;
  std::rotate(packets.begin(), packets.begin() + half, packets.end());
  for (std::ptrdiff_t i = 0; i < half; ++i) packets[static_cast<std::size_t>(i)].time_ms += 60'000;
  for (std::ptrdiff_t i = 0; i < half; ++i) packets[static_cast<std::size_t>(i)].stamp += 60'000;
  for (std::ptrdiff_t i = 0; i < half; ++i) packets[static_cast<std::size_t>(i)].echo += 60'000;
  EXPECT_THAT(kinds(look_at(packets)), Contains("time"));
}

}  // namespace
}  // namespace cleartext::grading
