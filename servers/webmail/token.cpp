// A secret that nobody can guess, as letters that may stand in a cookie.
#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "servers/webmail/site.h"

namespace cleartext::webmail {

std::string random_token() {
  std::array<unsigned char, 16> bytes{};
  for (std::size_t filled = 0; filled < bytes.size();) {
    const auto got = ::getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    if (got < 0 && errno != EINTR) std::abort();  // a guessable key would be worse than no server
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  std::string text;
  for (const auto byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace cleartext::webmail
