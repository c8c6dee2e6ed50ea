// One thread a caller, and only while the wire is slow when he comes. Between the two sockets lies no more than one helping of bytes,
// so that the caller meets a full pipe, and no long silence after a burst.
#include "servers/sftp/slow_wire.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace cleartext::sftp {

namespace {

constexpr double packet = 1448;  // what an Ethernet packet carries of TCP's bytes
constexpr int look = 20;         // milliseconds until the pace is looked at again
constexpr int small_room = 4096;

void be_small(int socket) {
  ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &small_room, sizeof small_room);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDBUF, &small_room, sizeof small_room);
}

bool would_wait(int error) { return error == EAGAIN || error == EINTR; }

}  // namespace

std::size_t Pace::may_pass() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const auto rate = static_cast<double>(rate_);
  if (rate <= 0) return SIZE_MAX;
  const double most = std::max(packet, rate / 10);
  room_ = std::min(most, room_ + rate * std::chrono::duration<double>(now - filled_).count());
  filled_ = now;
  return room_ < packet ? 0 : static_cast<std::size_t>(room_);
}

void Pace::passed(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  room_ = std::max(0.0, room_ - static_cast<double>(bytes));
}

SlowWire::SlowWire(host::Socket caller, Pace& pace) : caller_(std::move(caller)), pace_(pace) {
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_.data()) != 0) return;
  for (const int socket : {ends_[0], ends_[1], caller_.number()}) be_small(socket);
  for (const int socket : {ends_[1], caller_.number()}) ::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK);
  thread_ = std::thread([this] { carry(); });
}

SlowWire::~SlowWire() {
  if (!thread_.joinable()) return;
  thread_.join();
  ::close(ends_[1]);
}

void SlowWire::carry() {
  Way in{caller_.number(), ends_[1]}, out{ends_[1], caller_.number()};
  bool told = false;
  while (!pace_.over() && !(out.ended && out.empty())) {
    const auto may_pass = pace_.may_pass();
    if (!wait(out, in, may_pass)) break;
    if (!write(in) || !write(out) || !read(in, may_pass) || !read(out, std::min(may_pass, pace_.may_pass()))) break;
    if (in.ended && in.empty() && !std::exchange(told, true)) ::shutdown(in.to, SHUT_WR);
  }
  ::shutdown(ends_[1], SHUT_RDWR);
  caller_.close();
}

// False: one of the sockets is broken.
bool SlowWire::wait(const Way& out, const Way& in, std::size_t may_pass) const {
  const auto wanted = [may_pass](const Way& read, const Way& written) {
    const bool reads = read.empty() && !read.ended && may_pass > 0;
    return static_cast<short>((reads ? POLLIN : 0) | (written.empty() ? 0 : POLLOUT));
  };
  std::array<pollfd, 2> both{{{in.from, wanted(in, out), 0}, {out.from, wanted(out, in), 0}}};
  for (auto& each : both)
    if (each.events == 0) each.fd = -1;  // or its end would wake us again and again
  if (::poll(both.data(), both.size(), look) < 0) return errno == EINTR;
  return std::none_of(both.begin(), both.end(), [](const pollfd& each) { return (each.revents & (POLLERR | POLLNVAL)) != 0; });
}

bool SlowWire::read(Way& way, std::size_t may_pass) {
  if (!way.empty() || way.ended || may_pass == 0) return true;
  const auto got = ::read(way.from, way.bytes.data(), std::min(may_pass, way.bytes.size()));
  if (got < 0) return would_wait(errno);
  way.ended = got == 0;
  way.begin = 0;
  way.end = static_cast<std::size_t>(got);
  pace_.passed(way.end);
  return true;
}

bool SlowWire::write(Way& way) {
  if (way.empty()) return true;
  const auto put = ::send(way.to, way.bytes.data() + way.begin, way.end - way.begin, MSG_NOSIGNAL);
  if (put < 0) return would_wait(errno);
  way.begin += static_cast<std::size_t>(put);
  return true;
}

}  // namespace cleartext::sftp
