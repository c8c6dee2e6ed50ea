#include "engine/capture/set_aside.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace cleartext::capture {

// A second name for the same file, so that it is never without one; where the disk knows no such thing, another name.
std::string set_aside(const std::string& path) {
  constexpr int most = 1000;
  struct stat there {};
  if (::stat(path.c_str(), &there) != 0 || !S_ISREG(there.st_mode) || there.st_size == 0) return {};
  for (int number = 1; number <= most; ++number) {
    auto beside = fmt::format("{}.~{}~", path, number);
    if (::linkat(AT_FDCWD, path.c_str(), AT_FDCWD, beside.c_str(), AT_SYMLINK_FOLLOW) == 0) return beside;
    if (errno == EEXIST || ::access(beside.c_str(), F_OK) == 0) continue;
    return ::rename(path.c_str(), beside.c_str()) == 0 ? beside : std::string();
  }
  return {};
}

}  // namespace cleartext::capture
