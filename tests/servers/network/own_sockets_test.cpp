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

TEST(OwnSockets, one_that_another_process_has_is_not_ours) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(0x7f000001);
  ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  socklen_t size = sizeof address;
  ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const wire::Endpoint at{0x7f000001, ntohs(address.sin_port)};
  EXPECT_TRUE(is_own(at));
  const auto other = ::fork();
  if (other == 0) {
    ::pause();
    ::_exit(0);
  }
  ASSERT_GT(other, 0);
  ::close(listener);
  EXPECT_FALSE(is_own(at)) << "it listens still, but not here";
  ::kill(other, SIGKILL);
  ::waitpid(other, nullptr, 0);
  EXPECT_FALSE(is_own(at)) << "nobody listens";
}

}  // namespace
}  // namespace cleartext::network
