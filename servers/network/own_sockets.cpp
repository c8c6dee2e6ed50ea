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
std::string as_in_table(const wire::Endpoint& endpoint) {
  const auto address = std::endian::native == std::endian::little ? __builtin_bswap32(endpoint.address) : endpoint.address;
  return fmt::format("{:08X}:{:04X}", address, endpoint.port);
}

// Of those bound there that listen or are connected; a socket that waits after its end has none.
std::set<std::string> inodes_at(const wire::Endpoint& local) {
  std::set<std::string> found;
  std::ifstream table("/proc/thread-self/net/tcp");
  const auto wanted = as_in_table(local);
  for (std::string line; std::getline(table, line);) {
    std::istringstream fields(line);
    std::string number, bound, peer, state, queues, timer, retransmits, user, timeout, inode;
    fields >> number >> bound >> peer >> state >> queues >> timer >> retransmits >> user >> timeout >> inode;
    if (bound == wanted && inode != "0") found.insert(fmt::format("socket:[{}]", inode));
  }
  return found;
}

}  // namespace

bool is_own(const wire::Endpoint& local) {
  const auto sockets = inodes_at(local);
  std::error_code error;
  for (fs::directory_iterator entry("/proc/self/fd", error), end; !error && !sockets.empty() && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (sockets.contains(fs::read_symlink(entry->path(), gone).string())) return true;
  }
  return false;
}

}  // namespace cleartext::network
