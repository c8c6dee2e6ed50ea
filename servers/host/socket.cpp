// The system calls under every connection of the world, and the guard before them.
#include "servers/host/socket.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "servers/host/listener.h"
#include "servers/wire/hosts.h"

namespace cleartext::host {

namespace {

sockaddr_in to_system(const wire::Endpoint& endpoint) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(endpoint.address);
  address.sin_port = htons(endpoint.port);
  return address;
}

wire::Endpoint from_system(const sockaddr_in& address) { return {ntohl(address.sin_addr.s_addr), ntohs(address.sin_port)}; }

void switch_on(int socket, int level, int option) {
  const int on = 1;
  ::setsockopt(socket, level, option, &on, sizeof on);
}

// One line one segment: nothing waits for more (RFC 896's delay off). A Telnet "urgent" mark stays in the
// stream. An accepted socket has it from the one that listened.
void prepare(int socket) {
  switch_on(socket, IPPROTO_TCP, TCP_NODELAY);
  switch_on(socket, SOL_SOCKET, SO_OOBINLINE);
}

tl::expected<void, wire::Problem> guard(const wire::Endpoint& endpoint) {
  if (allowed(endpoint)) return {};
  return tl::unexpected(
      wire::Problem{fmt::format("{} is no address of the lab.", wire::text(endpoint)), "Use a name or an address of the lab."});
}

wire::Problem bind_problem(const wire::Endpoint& at, int error) {
  if (error == EADDRINUSE) {
    return {fmt::format("Port {} on {} is taken by another program.", at.port, wire::address_text(at.address)),
            fmt::format("Find it with: ss -ltnp 'sport = :{}'", at.port)};
  }
  if (error == EACCES) {
    return {fmt::format("This user may not open port {} here.", at.port), "Use --network loopback, whose ports any user may open."};
  }
  return {fmt::format("{} cannot be opened: {}.", wire::text(at), std::strerror(error)), {}};
}

}  // namespace

// Where the machine refuses a socket, nothing is said: an announcement is worth no sentence to anybody.
void announce(std::uint32_t from, std::uint32_t to, int times) {
  constexpr std::string_view said = "printer.hamburger.edu is ready\n";
  const auto bound_at = [](std::uint32_t address, sockaddr_in& at) {
    store::Descriptor file(::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    at = to_system({address, 0});
    socklen_t size = sizeof at;
    auto* general = reinterpret_cast<sockaddr*>(&at);
    const bool bound =
        allowed({address, 0}) && ::bind(file.number(), general, size) == 0 && ::getsockname(file.number(), general, &size) == 0;
    return bound ? std::move(file) : store::Descriptor();
  };
  sockaddr_in here{}, there{};
  const auto hears = bound_at(to, there), tells = bound_at(from, here);
  for (int i = 0; i < times && hears && tells; ++i) {
    ::sendto(tells.number(), said.data(), said.size(), 0, reinterpret_cast<const sockaddr*>(&there), sizeof there);
  }
}

tl::expected<Socket, wire::Problem> Socket::bound(const wire::Endpoint& at, Port port) {
  if (auto inside = guard(at); !inside) return tl::unexpected(inside.error());
  Socket made{store::Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))};
  switch_on(made.number(), SOL_SOCKET, SO_REUSEADDR);
  if (port == Port::when_connected) switch_on(made.number(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
  prepare(made.number());
  const auto address = to_system(at);
  if (::bind(made.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return tl::unexpected(bind_problem(at, errno));
  }
  return made;
}

tl::expected<Socket, wire::Problem> Socket::listening(const wire::Endpoint& at, int receive_room) {
  auto made = bound(at, Port::now);
  if (made && receive_room > 0) ::setsockopt(made->number(), SOL_SOCKET, SO_RCVBUF, &receive_room, sizeof receive_room);
  if (made && ::listen(made->number(), SOMAXCONN) != 0) return tl::unexpected(bind_problem(at, errno));
  return made;
}

// Where thousands of ports still wait after their last byte, the kernel looks long for a free one; a drawn one is nearly
// always free at once. Nobody can guess it (RFC 2577, 8).
tl::expected<Socket, wire::Problem> Socket::listening_anywhere(std::uint32_t address, int receive_room) {
  constexpr std::uint16_t first = 49'152;  // those that nobody may register (RFC 6335, 6)
  for (int tries = 0; tries < 32; ++tries) {
    std::uint16_t drawn = 0;
    if (::getrandom(&drawn, sizeof drawn, 0) != sizeof drawn) break;
    if (auto made = listening({address, static_cast<std::uint16_t>(first | drawn)}, receive_room)) return made;
  }
  return listening({address, 0}, receive_room);
}

tl::expected<Socket, wire::Problem> Socket::connecting(std::uint32_t from, const wire::Endpoint& to, std::uint16_t from_port) {
  if (auto inside = guard(to); !inside) return tl::unexpected(inside.error());
  auto made = bound({from, from_port}, from_port == 0 ? Port::when_connected : Port::now);
  if (!made && from_port != 0) return connecting(from, to);
  if (!made) return made;
  const auto address = to_system(to);
  if (::connect(made->number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
    if (errno == EADDRNOTAVAIL && from_port != 0) return connecting(from, to);  // this pair of ports was just used
    return tl::unexpected(wire::Problem{connection_sentence(to, errno), {}});
  }
  return made;
}

tl::expected<Accepted, int> Socket::accept() {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  Socket taken{store::Descriptor(::accept4(number(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC))};
  if (taken.number() < 0) return tl::unexpected(errno);
  return Accepted{std::move(taken), from_system(address)};
}

std::optional<std::array<Socket, 2>> Socket::pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
  return std::array{Socket(store::Descriptor(ends[0])), Socket(store::Descriptor(ends[1]))};
}

void Socket::keep_little() {
  constexpr int little = 4096;
  for (const int which : {SO_RCVBUF, SO_SNDBUF}) ::setsockopt(number(), SOL_SOCKET, which, &little, sizeof little);
}

void Socket::cut(int handed_over) { ::shutdown(handed_over, SHUT_RDWR); }

tl::expected<std::size_t, int> Socket::read(std::span<char> room) {
  const auto got = ::recv(number(), room.data(), room.size(), 0);
  if (got < 0) return tl::unexpected(errno);
  return static_cast<std::size_t>(got);
}

tl::expected<std::size_t, int> Socket::write(std::string_view bytes) {
  const auto sent = ::send(number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent < 0) return tl::unexpected(errno);
  return static_cast<std::size_t>(sent);
}

std::size_t Socket::unheard() const {
  int bytes = 0;
  return ::ioctl(number(), TIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

int Socket::error() const {
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(number(), SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

void Socket::finish_writing() { ::shutdown(number(), SHUT_WR); }

void Socket::reset() {
  const linger now{1, 0};
  ::setsockopt(number(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

wire::Endpoint Socket::self() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(number(), reinterpret_cast<sockaddr*>(&address), &size);
  return from_system(address);
}

wire::Endpoint Socket::peer() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getpeername(number(), reinterpret_cast<sockaddr*>(&address), &size);
  return from_system(address);
}

std::string place_name(const wire::Endpoint& endpoint) {
  const auto* host = wire::host_at(endpoint.address);
  return host == nullptr ? wire::text(endpoint) : fmt::format("{}:{}", host->host_name, endpoint.port);
}

std::string connection_sentence(const wire::Endpoint& to, int error) {
  if (error == ECONNREFUSED) return fmt::format("Nobody listens at {}.", place_name(to));
  if (error == ETIMEDOUT) return fmt::format("{} did not answer.", place_name(to));
  if (error == ECONNRESET || error == EPIPE) return fmt::format("The connection to {} broke.", place_name(to));
  return fmt::format("The connection to {} failed: {}.", place_name(to), std::strerror(error));
}

}  // namespace cleartext::host
