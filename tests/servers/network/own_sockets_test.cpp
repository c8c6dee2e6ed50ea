// Whose a socket is, asked of the kernel while another process has one.
#include "servers/network/own_sockets.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace cleartext::network {
namespace {

constexpr std::uint32_t here = 0x7f000001;

// Listens at this IPv4 address, or, for IPv6, at ::; port is set.
int listen_at(int family, std::uint32_t ipv4, std::uint16_t& port) {
  const int listener = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_storage address{};
  address.ss_family = static_cast<sa_family_t>(family);
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address);
  if (family == AF_INET) v4->sin_addr.s_addr = htonl(ipv4);
  socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  EXPECT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener, 1), 0);
  EXPECT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port = ntohs(v4->sin_port);  // the same place for both families
  return listener;
}

struct Place {
  int family;
  std::uint32_t address;
};

class OwnSockets : public testing::TestWithParam<Place> {};

TEST_P(OwnSockets, one_that_another_process_has_is_not_ours) {
  std::uint16_t port = 0;
  const int listener = listen_at(GetParam().family, GetParam().address, port);
  const wire::Endpoint at{here, port};
  EXPECT_EQ(owner_of(at), Owner::we);
  const auto other = ::fork();
  if (other == 0) {
    ::pause();
    ::_exit(0);
  }
  ASSERT_GT(other, 0);
  ::close(listener);
  EXPECT_EQ(owner_of(at), Owner::another) << "it listens still, but not here";
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
  EXPECT_EQ(owner_of(at), Owner::nobody);
}

INSTANTIATE_TEST_SUITE_P(At, OwnSockets, testing::Values(Place{AF_INET, here}, Place{AF_INET, 0}, Place{AF_INET6, 0}));

}  // namespace
}  // namespace cleartext::network
