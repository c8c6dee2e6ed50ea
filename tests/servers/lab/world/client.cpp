#include "tests/servers/lab/world/client.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace cleartext::lab {
namespace {

sockaddr_in to_system(const wire::Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(endpoint.address);
  address.sin_port = htons(endpoint.port);
  return address;
}

}  // namespace

Client::Client(wire::Role from, const wire::Endpoint& to, int milliseconds) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval patience{milliseconds / 1000, milliseconds % 1000 * 1000};
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const auto here = to_system({wire::host(from).address, 0}), there = to_system(to);
  const bool connected = ::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0 &&
                         ::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0;
  state_ = connected ? "open" : errno == ECONNREFUSED ? "refused" : errno == EINPROGRESS || errno == ETIMEDOUT ? "no answer" : "error";
}

Client::~Client() { ::close(socket_); }

void Client::say(const std::string& bytes) const { (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }

std::string Client::hear(const std::string& until) {
  std::array<char, 16 * 1024> room{};
  for (;;) {
    const auto found = until.empty() ? std::string::npos : heard_.find(until);
    if (found != std::string::npos) {
      const auto said = heard_.substr(0, found + until.size());
      heard_.erase(0, said.size());
      return said;
    }
    const auto got = ::recv(socket_, room.data(), room.size(), 0);
    if (got <= 0) {
      state_ = got == 0 ? "ended" : errno == ECONNRESET ? "reset" : "silent";
      return std::exchange(heard_, {});
    }
    heard_.append(room.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace cleartext::lab
