#include "servers/host/announce.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <string_view>

#include "servers/host/listener.h"
#include "servers/store/disk.h"
#include "servers/wire/endpoint.h"

namespace cleartext::host {
namespace {

constexpr std::string_view said = "printer.hamburger.edu is ready\n";

store::Descriptor bound(std::uint32_t address, sockaddr_in& at) {
  store::Descriptor file(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  at = {};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(address);
  socklen_t size = sizeof at;
  auto* general = reinterpret_cast<sockaddr*>(&at);
  if (::bind(file.number(), general, size) != 0 || ::getsockname(file.number(), general, &size) != 0) return store::Descriptor();
  return file;
}

}  // namespace

// Where the machine refuses a socket, nothing is said: an announcement is worth no sentence to anybody.
void announce(std::uint32_t from, std::uint32_t to, int times) {
  if (times <= 0 || !allowed({from, 0}) || !allowed({to, 0})) return;
  sockaddr_in here{}, there{};
  const auto hears = bound(to, there), tells = bound(from, here);
  if (hears.number() < 0 || tells.number() < 0) return;
  for (int i = 0; i < times; ++i) {
    ::sendto(tells.number(), said.data(), said.size(), 0, reinterpret_cast<const sockaddr*>(&there), sizeof there);
  }
}

}  // namespace cleartext::host
