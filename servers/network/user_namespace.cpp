// A user namespace of one's own, with the user mapped to itself and never to 0: the session bus compares user
// numbers across the socket and refuses a false root, and screen readers with it. See user_namespaces(7).
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <sstream>
#include <string>

#include "servers/network/private_network.h"
#include "servers/network/refusal.h"
#include "servers/network/rights.h"
#include "servers/network/text_file.h"

namespace cleartext::network {
namespace {

struct Range {
  unsigned long inside = 0, outside = 0, count = 0;
  bool holds(unsigned long number) const { return number >= inside && number - inside < count; }
};

std::vector<Range> mapping(const char* file) {
  std::vector<Range> ranges;
  std::istringstream lines(read_text(file).value_or(""));
  for (Range range; lines >> range.inside >> range.outside >> range.count;) ranges.push_back(range);
  return ranges;
}

// Somebody without a number here is shown as the overflow user, and such a user can map nothing.
bool has_number(const char* file, unsigned long number) {
  for (const Range& range : mapping(file))
    if (range.holds(number)) return true;
  return false;
}

std::string to_itself(unsigned long number) { return std::to_string(number) + " " + std::to_string(number) + " 1"; }

}  // namespace

bool in_user_namespace() {
  const std::vector<Range> ranges = mapping("/proc/self/uid_map");
  return ranges.size() == 1 && ranges[0].count == 1 && ranges[0].inside == ranges[0].outside && has_right(CAP_NET_ADMIN);
}

tl::expected<void, wire::Problem> enter_user_namespace() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (!has_number("/proc/self/uid_map", user) || !has_number("/proc/self/gid_map", group))
    return tl::unexpected(wire::Problem{"Your user has no number of its own where this program was started.",
                                        "Start it from an ordinary terminal, outside any container."});
  // A program with file capabilities counts as secret, and its own /proc entries then belong to root.
  ::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  if (::unshare(CLONE_NEWUSER) != 0) return refused("The system refused a user namespace");
  // Groups can be mapped without privilege only after giving up setgroups(2). Old kernels lack the file.
  if (!overwrite_text("/proc/self/setgroups", "deny") && errno != ENOENT)
    return refused("The new user namespace could not be set up (setgroups)");
  if (!overwrite_text("/proc/self/uid_map", to_itself(user))) return refused("Your user could not be mapped into the new namespace");
  if (!overwrite_text("/proc/self/gid_map", to_itself(group))) return refused("Your group could not be mapped into the new namespace");
  if (::geteuid() != user || !has_right(CAP_SYS_ADMIN))
    return tl::unexpected(wire::Problem{"The system gave a user namespace without any rights in it.", {}});
  if (!keep_only(rights_to_make_a_network) || !gain_no_more()) return refused("Rights that are not needed could not be given up");
  return {};
}

}  // namespace cleartext::network
