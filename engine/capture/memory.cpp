#include "engine/capture/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace cleartext::capture {

// proc(5): /proc/self/statm tells pages: of addresses, in memory, and of those the ones that come from files.
std::uint64_t memory_taken() {
  std::ifstream pages("/proc/self/statm");
  std::uint64_t addresses = 0, resident = 0, of_files = 0;
  pages >> addresses >> resident >> of_files;
  return (resident - std::min(resident, of_files)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

std::uint64_t memory_room() {
  std::uint64_t room = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) room = std::min<std::uint64_t>(room, limit.rlim_cur);
  return room / 2;
}

}  // namespace cleartext::capture
