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

// Counting takes its time, so the lock is given back meanwhile. What was taken since may be counted twice, which is
// found by the next count.
std::uint64_t Room::count(std::unique_lock<std::mutex>& lock) {
  const auto taken = taken_;
  lock.unlock();
  const auto bytes = bytes_below(folder_);
  lock.lock();
  used_ = bytes + (taken_ - taken);
  counted_ = true;
  return bytes;
}

// Asked by whoever holds the lock.
bool Room::fits(std::unique_lock<std::mutex>& lock, std::uint64_t bytes) {
  if (closed_) return false;
  if (most_ == unlimited) return true;
  const auto within = [&] { return used_ <= most_ && bytes <= most_ - used_; };
  if (counted_ && within()) return true;
  (void)count(lock);
  return !closed_ && within();
}

bool Room::has(std::uint64_t bytes) {
  std::unique_lock lock(mutex_);
  return fits(lock, bytes);
}

bool Room::take(std::uint64_t bytes) {
  std::unique_lock lock(mutex_);
  if (!fits(lock, bytes)) return false;
  used_ += bytes;
  taken_ += bytes;
  return true;
}

std::uint64_t Room::used() {
  std::unique_lock lock(mutex_);
  return count(lock);
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
