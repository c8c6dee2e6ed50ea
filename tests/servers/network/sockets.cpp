// Addresses and ports come from the one table; nothing here waits longer than the kernel needs.
#include "tests/servers/network/sockets.h"

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>

namespace cleartext::network {
namespace {

sockaddr_in system_address(const wire::Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(endpoint.port);
  address.sin_addr.s_addr = htonl(endpoint.address);
  return address;
}

}  // namespace

int listen_at(const wire::Endpoint& at) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = system_address(at);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
  return ::listen(listener, 8) == 0 ? listener : -1;
}

int connect_to(const wire::Endpoint& to) {
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = system_address(to);
  return ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? client : -1;
}

int capture_everything() {
  const int eye = ::socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
  const int room = 8 << 20;
  if (eye >= 0 && ::setsockopt(eye, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) != 0)
    ::setsockopt(eye, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  return eye;
}

Captured read_captured(int eye) {
  Captured seen;
  std::string room(1 << 17, '\0');
  for (ssize_t size = 0; (size = ::recv(eye, room.data(), room.size(), MSG_DONTWAIT | MSG_TRUNC)) > 0; ++seen.packets) {
    seen.longest = std::max(seen.longest, static_cast<std::size_t>(size));
    seen.bytes += static_cast<std::size_t>(size);
  }
  return seen;
}

}  // namespace cleartext::network
