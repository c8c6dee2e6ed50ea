#include "servers/lab/scratch_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>
#include <vector>

namespace cleartext::lab {
namespace fs = std::filesystem;

namespace {

constexpr const char* prefix = "lab-";

// A folder itself can be locked: no file is left that would have to be tidied up.
int open_folder(const std::string& path) { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW); }

void sweep(const std::string& parent) {
  std::error_code error;
  std::vector<std::string> dead;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int lock = open_folder(entry.path());
    if (lock < 0) continue;
    if (::flock(lock, LOCK_EX | LOCK_NB) == 0) dead.push_back(entry.path().string());
    ::close(lock);
  }
  for (const auto& path : dead) fs::remove_all(path, error);
}

}  // namespace

tl::expected<ScratchFolder, wire::Problem> ScratchFolder::make(const std::string& parent) {
  const auto refused = [&] {
    return tl::unexpected(
        wire::Problem{"No temporary folder can be made in " + (parent.empty() ? "the user's runtime folder" : parent) + ".",
                      "Check the rights and the free space there."});
  };
  // One lab at a time sweeps and makes, so that nobody sweeps a folder that is not locked yet.
  const int turn = open_folder(parent);
  if (parent.empty() || turn < 0 || ::flock(turn, LOCK_EX) != 0) return refused();
  sweep(parent);
  ScratchFolder made;
  std::string pattern = parent + "/" + prefix + "XXXXXX";
  if (::mkdtemp(pattern.data()) != nullptr) {
    made.path_ = pattern;
    made.lock_ = open_folder(pattern);
  }
  const bool locked = made.lock_ >= 0 && ::flock(made.lock_, LOCK_EX | LOCK_NB) == 0;
  ::close(turn);
  if (!locked) return refused();
  return made;
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

ScratchFolder& ScratchFolder::operator=(ScratchFolder&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(lock_, other.lock_);
  return *this;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace cleartext::lab
