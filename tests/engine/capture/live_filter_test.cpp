// What the kernel is told to hand over on plain loopback, tried by libpcap on packets of ours: the lab's, and nobody else's.
#include <gtest/gtest.h>
#include <pcap/pcap.h>

#include "servers/wire/hosts.h"
#include "tests/support/packets.h"

namespace cleartext::capture {
namespace {

using tests::endpoint;

bool passes(const packet::Endpoint& from, const packet::Endpoint& to) {
  pcap_t* dead = pcap_open_dead(DLT_EN10MB, 65535);
  bpf_program program{};
  EXPECT_EQ(pcap_compile(dead, &program, wire::capture_filter(wire::NetworkMode::loopback).c_str(), 1, PCAP_NETMASK_UNKNOWN), 0)
      << pcap_geterr(dead);
  const auto frame = tests::ethernet({from, to, 1, 1, packet::ack, "USER somebody\r\n"});
  pcap_pkthdr header{};
  header.caplen = header.len = static_cast<bpf_u_int32>(frame.size());
  const bool passed = pcap_offline_filter(&program, &header, reinterpret_cast<const u_char*>(frame.data())) != 0;
  pcap_freecode(&program);
  pcap_close(dead);
  return passed;
}

TEST(LiveCapture, on_plain_loopback_only_the_labs_traffic_is_captured) {
  EXPECT_TRUE(passes(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 2025)));
  EXPECT_TRUE(passes(endpoint(127, 0, 2, 21, 2021), endpoint(127, 0, 2, 10, 40000)));
  EXPECT_FALSE(passes(endpoint(127, 0, 0, 1, 40000), endpoint(127, 0, 0, 1, 25)));
  EXPECT_FALSE(passes(endpoint(127, 0, 0, 1, 5432), endpoint(127, 0, 0, 1, 40000)));
  EXPECT_FALSE(passes(endpoint(127, 0, 0, 53, 40000), endpoint(127, 0, 0, 1, 21)));
  EXPECT_FALSE(passes(endpoint(192, 168, 1, 7, 40000), endpoint(192, 168, 1, 1, 25)));
}

}  // namespace
}  // namespace cleartext::capture
