#include "servers/host/open_files.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

namespace cleartext::host {

namespace {

constexpr rlim_t wanted = 65'536, enough = 3'000;  // a thousand who are silent, and some hundred with a data connection each

}  // namespace

std::size_t raise_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlim_t asked = std::min(wanted, limit.rlim_max);
  if (limit.rlim_cur < asked) {
    limit.rlim_cur = asked;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

std::string few_files_sentence() {
  const auto files = raise_open_files();
  if (files >= enough) return {};
  return fmt::format(
      "Only {} files may be open at once here, so who comes when about {} clients are connected has to wait. "
      "More with: ulimit -n {}",
      files, files / 2, enough);
}

}  // namespace cleartext::host
