// The bounding set stays as it is: lowering it takes a right that is given up here, and no_new_privs does the same for programs.
#include "servers/network/rights.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

namespace cleartext::network {
namespace {

using Sets = std::array<__user_cap_data_struct, 2>;

__user_cap_header_struct header() { return {_LINUX_CAPABILITY_VERSION_3, 0}; }

bool read(Sets& sets) {
  auto about = header();
  return ::syscall(SYS_capget, &about, sets.data()) == 0;
}

bool write(const Sets& sets) {
  auto about = header();
  return ::syscall(SYS_capset, &about, sets.data()) == 0;
}

constexpr unsigned bit(unsigned right) { return 1U << (right % 32); }

}  // namespace

bool has_right(unsigned right) {
  Sets sets{};
  return read(sets) && (sets[right / 32].effective & bit(right)) != 0;
}

bool keep_only(std::initializer_list<unsigned> rights) {
  Sets has{}, keeps{};
  if (!read(has)) return false;
  for (const auto right : rights) {
    keeps[right / 32].permitted |= has[right / 32].permitted & bit(right);
    keeps[right / 32].effective |= has[right / 32].effective & bit(right);
  }
  return write(keeps);
}

// exec drops all rights of a user who is not 0 except the ambient ones.
bool hand_on(std::initializer_list<unsigned> rights) {
  Sets sets{};
  if (!read(sets)) return false;
  for (const auto right : rights) sets[right / 32].inheritable |= sets[right / 32].permitted & bit(right);
  if (!write(sets)) return false;
  for (const auto right : rights) ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, right, 0, 0);
  return true;
}

bool gain_no_more() { return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0; }

}  // namespace cleartext::network
