// What was written without waiting for the disk, and must be there before anybody is told of it: so one waits for all of
// it at once, in a thread of its own.
#pragma once
#include <filesystem>
#include <map>
#include <vector>

#include "servers/store/disk.h"

namespace cleartext::store {

class Unsynced {
 public:
  explicit Unsynced(Keep keep) : keep_(keep) {}
  void note(const std::filesystem::path& path);  // a file or a folder; remembered where it is kept for good
  std::vector<Descriptor> take();

 private:
  Keep keep_;
  std::map<std::filesystem::path, Descriptor> open_;  // open: its name may change before it is synced
};

bool sync_all(const std::vector<Descriptor>& files);  // in any thread; false: the disk refused

}  // namespace cleartext::store
