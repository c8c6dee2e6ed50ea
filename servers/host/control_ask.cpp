// The asking side waits in place: it is a program of its own that has nothing else to do.
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "servers/host/control_port.h"
#include "servers/store/disk.h"

namespace cleartext::host {

namespace {

constexpr std::size_t longest_answer = 64 * 1024 * 1024;
constexpr timeval patience{10, 0};

}  // namespace

tl::expected<std::string, wire::Problem> ask(const std::string& path, std::string_view request) {
  const auto refused = [&] { return tl::unexpected(store::disk_problem("Asking the lab at", path, errno)); };
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  errno = ENAMETOOLONG;
  if (path.size() >= sizeof address.sun_path) return refused();
  std::copy(path.begin(), path.end(), address.sun_path);
  const store::Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int number = socket.number();
  ::setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return refused();
  const auto line = std::string(request) + '\n';
  if (::send(number, line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size())) return refused();
  std::string answer;
  std::array<char, 16 * 1024> room{};
  for (;;) {
    const auto got = ::recv(number, room.data(), room.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused();
    if (got == 0) return answer;
    answer.append(room.data(), static_cast<std::size_t>(got));
    if (answer.size() > longest_answer) return tl::unexpected(wire::Problem{"The lab's answer is too long.", {}});
  }
}

}  // namespace cleartext::host
