// Into a running lab: first its user namespace, which gives the rights, then its network and its mounts.
// All three doors are opened before the first step, because /proc looks different afterwards.
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>
#include <climits>
#include <string>

#include "servers/network/private_network.h"
#include "servers/network/refusal.h"

namespace cleartext::network {
namespace {

class Door {
 public:
  Door(const RunningLab& lab, const std::string& kind, int flag) : here_("/proc/thread-self/ns/" + kind), flag_(flag) {
    const std::string there = "/proc/" + std::to_string(lab.process) + "/task/" + std::to_string(lab.thread);
    file_ = ::open((there + "/ns/" + kind).c_str(), O_RDONLY | O_CLOEXEC);
  }
  ~Door() {
    if (file_ >= 0) ::close(file_);
  }
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;

  bool open() const { return file_ >= 0; }
  // Entering the namespace one is in already is an error to the kernel (setns(2), EINVAL), but not to us.
  bool pass() const { return same_as_here() || ::setns(file_, flag_) == 0; }

 private:
  bool same_as_here() const {
    struct stat a {
    }, b{};
    return ::fstat(file_, &a) == 0 && ::stat(here_.c_str(), &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev;
  }

  std::string here_;
  int flag_;
  int file_ = -1;
};

std::string working_folder() {
  char room[PATH_MAX];
  return ::getcwd(room, sizeof room) == nullptr ? std::string("/") : std::string(room);
}

}  // namespace

tl::expected<void, wire::Problem> join(const RunningLab& lab) {
  if (lab.mode != "private") return {};  // a lab on plain loopback is everywhere
  const Door user(lab, "user", CLONE_NEWUSER), network(lab, "net", CLONE_NEWNET), mounts(lab, "mnt", CLONE_NEWNS);
  if (!user.open() || !network.open() || !mounts.open()) return refused("The running lab has just ended, or belongs to someone else");
  const std::string folder = working_folder();
  if (!user.pass()) return refused("The running lab's user namespace cannot be entered");
  if (!network.pass()) return refused("The running lab's network cannot be entered");
  if (!mounts.pass()) return refused("The running lab's view of the file system cannot be entered");
  if (::chdir(folder.c_str()) != 0 && ::chdir("/") != 0) return refused("The working folder is gone");
  return {};
}

}  // namespace cleartext::network
