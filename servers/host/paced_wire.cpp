// One thread a caller, and only while the wire is slow when he comes. Between the two sockets lies no more than one helping of bytes,
// so that the caller meets a full pipe, and no long silence after a burst.
#include "servers/host/paced_wire.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace cleartext::host {

namespace {

constexpr double packet = 1448;  // what an Ethernet packet carries of TCP's bytes
constexpr int look = 20;         // milliseconds until the pace is looked at again

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

PacedWire::PacedWire(Socket caller, Pace& pace) : caller_(std::move(caller)), pace_(pace) {
  auto pair = Socket::pair();
  if (!pair) return;
  auto& [library, ours] = *pair;
  for (auto* socket : {&library, &ours, &caller_}) socket->keep_little();
  end_ = std::move(ours);
  inside_ = library.hand_over();
  thread_ = std::thread([this] { carry(); });
}

PacedWire::~PacedWire() {
  if (thread_.joinable()) thread_.join();
}

void PacedWire::carry() {
  Way in{caller_, *end_}, out{*end_, caller_};
  bool told = false;
  while (!pace_.over() && !(out.ended && out.empty())) {
    const bool may_read = pace_.may_pass() > 0;
    const auto wanted = [&](const Way& read, const Way& written) {
      return static_cast<short>((may_read && read.empty() && !read.ended ? POLLIN : 0) | (written.empty() ? 0 : POLLOUT));
    };
    std::array<pollfd, 2> both{{{caller_.number(), wanted(in, out), 0}, {end_->number(), wanted(out, in), 0}}};
    for (auto& each : both)
      if (each.events == 0) each.fd = -1;  // or its end would wake us again and again
    if (::poll(both.data(), both.size(), look) < 0 && errno != EINTR) break;
    if (!write(in) || !write(out) || !read(in) || !read(out)) break;
    if (in.ended && in.empty() && !std::exchange(told, true)) end_->finish_writing();
  }
  end_->close();
  caller_.close();
}

// False, as write(): one of the sockets is broken.
bool PacedWire::read(Way& way) {
  const auto room = std::min(pace_.may_pass(), way.bytes.size());
  if (!way.empty() || way.ended || room == 0) return true;
  const auto got = way.from.read(std::span(way.bytes).first(room));
  if (!got) return would_wait(got.error());
  way.ended = *got == 0;
  way.begin = 0;
  way.end = *got;
  pace_.passed(*got);
  return true;
}

bool PacedWire::write(Way& way) {
  if (way.empty()) return true;
  const auto put = way.to.write({way.bytes.data() + way.begin, way.end - way.begin});
  if (!put) return would_wait(put.error());
  way.begin += *put;
  return true;
}

}  // namespace cleartext::host
