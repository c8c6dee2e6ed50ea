// Classic BPF, attached to the socket: socket(7), SO_ATTACH_FILTER. 0 drops a packet, any other number keeps it.
#include "servers/network/socket_filter.h"

#include <linux/filter.h>
#include <sys/socket.h>

#include <cerrno>
#include <span>

namespace cleartext::network {
namespace {

constexpr std::uint32_t keep = 0xffffffff, drop = 0;
constexpr int source_address = 12;  // in an IPv4 header (RFC 791, 3.1)

bool attach(int socket, std::span<sock_filter> steps) {
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0;
}

}  // namespace

bool hear_everybody(int listener) {
  const int none = 0;
  return ::setsockopt(listener, SOL_SOCKET, SO_DETACH_FILTER, &none, sizeof none) == 0 || errno == ENOENT;
}

bool hear_nobody(int listener) {
  sock_filter steps[] = {BPF_STMT(BPF_RET | BPF_K, drop)};
  return attach(listener, steps);
}

bool hear_only(int listener, std::uint32_t network, std::uint32_t mask) {
  sock_filter steps[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(SKF_NET_OFF + source_address)),
      BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, network, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, keep),
      BPF_STMT(BPF_RET | BPF_K, drop),
  };
  return attach(listener, steps);
}

}  // namespace cleartext::network
