#include "servers/network/process.h"

#include <signal.h>

#include <cerrno>
#include <fstream>
#include <string>

namespace cleartext::network {

// proc(5): the letter behind the name tells its state. A name may hold anything, brackets too.
bool runs(pid_t process) {
  if (::kill(process, 0) != 0 && errno == ESRCH) return false;
  std::ifstream status("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  if (!std::getline(status, line)) return true;
  const auto name_end = line.rfind(')');
  return name_end == std::string::npos || name_end + 2 >= line.size() || line[name_end + 2] != 'Z';
}

}  // namespace cleartext::network
