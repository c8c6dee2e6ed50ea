// The kernel's table says which socket is bound where (proc(5), /proc/net/tcp), and /proc/self/fd which are this program's.
#include "servers/network/own_sockets.h"

#include <fmt/format.h>

#include <bit>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace cleartext::network {

namespace fs = std::filesystem;

namespace {

// "0100007F:1F90": the address in the machine's own order.
std::string in_table(std::uint32_t address, std::uint16_t port) {
  const auto turned = std::endian::native == std::endian::little ? __builtin_bswap32(address) : address;
  return fmt::format("{:08X}:{:04X}", turned, port);
}

// A socket for IPv6 takes calls to IPv4 addresses too, as ::ffff:a.b.c.d or at :: (RFC 4291, 2.5.5.2).
std::set<std::string> spellings(const wire::Endpoint& local) {
  const auto exact = in_table(local.address, local.port), any = in_table(0, local.port);
  const std::string zeros(16, '0'), mapped = std::endian::native == std::endian::little ? "FFFF0000" : "0000FFFF";
  return {exact, any, zeros + mapped + exact, zeros + "00000000" + any};
}

// Of those bound there that listen or are connected; a socket that waits after its end has none.
std::set<std::string> inodes_at(const wire::Endpoint& local) {
  std::set<std::string> found;
  const auto wanted = spellings(local);
  for (const auto* name : {"/proc/thread-self/net/tcp", "/proc/thread-self/net/tcp6"}) {
    std::ifstream table(name);
    for (std::string line; std::getline(table, line);) {
      std::istringstream fields(line);
      std::string number, bound, peer, state, queues, timer, retransmits, user, timeout, inode;
      fields >> number >> bound >> peer >> state >> queues >> timer >> retransmits >> user >> timeout >> inode;
      if (wanted.contains(bound) && inode != "0") found.insert(fmt::format("socket:[{}]", inode));
    }
  }
  return found;
}

}  // namespace

Owner owner_of(const wire::Endpoint& local) {
  const auto sockets = inodes_at(local);
  if (sockets.empty()) return Owner::nobody;
  std::error_code error;
  for (fs::directory_iterator entry("/proc/self/fd", error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (sockets.contains(fs::read_symlink(entry->path(), gone).string())) return Owner::we;
  }
  return Owner::another;
}

}  // namespace cleartext::network
