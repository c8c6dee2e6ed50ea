// A lab that runs, in either kind of network, and a place beside it from where clients call.
#pragma once
#include <gtest/gtest.h>

#include <QTest>

#include "servers/faults/fault_text.h"
#include "servers/lab/lab.h"
#include "tests/servers/lab/world/client.h"

namespace cleartext::lab {

using wire::NetworkMode;
using wire::Role;
using wire::Service;

class LabTest : public testing::TestWithParam<NetworkMode> {
 protected:
  void SetUp() override {
    const auto started = lab.start();
    ASSERT_TRUE(started) << started.error().sentence;
    lab.open_gate();
  }
  wire::Endpoint at(Role role, Service service) const { return {wire::host(role).address, wire::port(service, GetParam())}; }
  int order(const std::string& words) {
    const auto fault = faults::parse(words);
    EXPECT_TRUE(fault) << words;
    const int id = lab.order(*fault);
    EXPECT_EQ(lab.faults().back().id, id) << words;
    return id;
  }
  void withdraw(int id) {
    lab.withdraw(id);
    lab.faults();  // waits
  }
  void beside(const std::function<void()>& call) {
    lab.run_beside([&] { return call(), 0; });
  }
  // How a connection goes: "open", "refused", "no answer". A client that gets no answer gives up soon.
  std::string door(Role role, Service service, Role from = Role::you) {
    std::string state;
    beside([&] { state = Client(from, at(role, service), 300).state(); });
    return state;
  }
  Lab lab{Settings{GetParam(), {}}};
};

inline std::string mode_name(const testing::TestParamInfo<NetworkMode>& info) {
  return info.param == NetworkMode::loopback ? "on_loopback" : "in_private_network";
}

// Bob is in; each PASV names a port.
inline void log_in_to_ftp(Client& control) {
  control.hear("\n");
  for (const auto* line : {"USER bob", "PASS hungry", "TYPE I"}) control.ask(line);
}
inline wire::Endpoint passive(Client& control) {
  const auto reply = control.ask("PASV");
  const auto comma = reply.rfind(','), before = reply.rfind(',', comma - 1);
  const int port = std::stoi(reply.substr(before + 1)) * 256 + std::stoi(reply.substr(comma + 1));
  return {wire::host(Role::ftp).address, static_cast<std::uint16_t>(port)};
}

#define IN_BOTH_NETWORKS(Suite) \
  INSTANTIATE_TEST_SUITE_P(Seen, Suite, testing::Values(NetworkMode::private_network, NetworkMode::loopback), mode_name)

}  // namespace cleartext::lab
