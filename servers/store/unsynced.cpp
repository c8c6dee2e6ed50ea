#include "servers/store/unsynced.h"

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace cleartext::store {

void Unsynced::note(const std::filesystem::path& path) {
  if (keep_ == Keep::for_now) return;
  if (Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)}) open_.insert_or_assign(path, std::move(file));
}

std::vector<Descriptor> Unsynced::take() {
  std::vector<Descriptor> files;
  for (auto& [path, file] : std::exchange(open_, {})) files.push_back(std::move(file));
  return files;
}

bool sync_all(const std::vector<Descriptor>& files) {
  bool all = true;
  for (const auto& file : files) all = ::fsync(file.number()) == 0 && all;
  return all;
}

}  // namespace cleartext::store
