#include "servers/store/room.h"

namespace cleartext::store {

namespace fs = std::filesystem;

std::uint64_t bytes_below(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code gone;
    if (!fs::is_regular_file(entry->symlink_status(gone)) || gone) continue;
    const auto size = entry->file_size(gone);
    if (!gone) bytes += size;
  }
  return bytes;
}

// Asked by whoever holds the lock.
bool Room::fits(std::uint64_t bytes) {
  if (closed_) return false;
  if (most_ == unlimited) return true;
  const auto within = [&] { return used_ <= most_ && bytes <= most_ - used_; };
  if (counted_ && within()) return true;
  used_ = bytes_below(folder_);
  counted_ = true;
  return within();
}

bool Room::has(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  return fits(bytes);
}

bool Room::take(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (!fits(bytes)) return false;
  used_ += bytes;
  return true;
}

std::uint64_t Room::used() {
  const std::lock_guard lock(mutex_);
  used_ = bytes_below(folder_);
  counted_ = true;
  return used_;
}

void Room::limit(std::uint64_t most) {
  const std::lock_guard lock(mutex_);
  most_ = most;
}

std::uint64_t Room::most() const {
  const std::lock_guard lock(mutex_);
  return most_;
}

void Room::close(bool closed) {
  const std::lock_guard lock(mutex_);
  closed_ = closed;
}

bool Room::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

}  // namespace cleartext::store
