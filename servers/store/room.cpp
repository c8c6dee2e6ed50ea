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

// Counting takes its time, so the lock is given back meanwhile. What was settled since may be counted twice, and what is
// on its way and lies there already, which is found by the next count: at most somebody is told to come again later.
std::uint64_t Room::count(std::unique_lock<std::mutex>& lock) {
  const auto settled = settled_;
  lock.unlock();
  const auto bytes = bytes_below(folder_);
  lock.lock();
  used_ = bytes + (settled_ - settled);
  counted_ = true;
  return bytes;
}

// Asked by whoever holds the lock.
bool Room::fits(std::unique_lock<std::mutex>& lock, std::uint64_t bytes) {
  if (closed_) return false;
  if (most_ == unlimited) return true;
  const auto within = [&] { return used_ + reserved_ <= most_ && bytes <= most_ - used_ - reserved_; };
  if (counted_ && within()) return true;
  (void)count(lock);
  return !closed_ && within();
}

Room::Asked Room::has(std::uint64_t bytes) {
  if (around_ != nullptr && !around_->has(bytes)) return tl::unexpected(Full::around);
  std::unique_lock lock(mutex_);
  if (!fits(lock, bytes)) return tl::unexpected(Full::here);
  return {};
}

Room::Asked Room::take(std::uint64_t bytes) {
  if (around_ != nullptr && !around_->take(bytes)) return tl::unexpected(Full::around);
  std::unique_lock lock(mutex_);
  if (fits(lock, bytes)) {
    reserved_ += bytes;
    return {};
  }
  lock.unlock();
  if (around_ != nullptr) around_->settle(bytes);
  return tl::unexpected(Full::here);
}

tl::expected<Reservation, Room::Full> Room::reserve(std::uint64_t bytes) {
  return take(bytes).map([&] { return Reservation(*this, bytes); });
}

void Room::settle(std::uint64_t bytes) {
  if (around_ != nullptr) around_->settle(bytes);
  const std::lock_guard lock(mutex_);
  reserved_ -= bytes;
  used_ += bytes;
  settled_ += bytes;
}

void Reservation::settle() {
  if (auto* room = std::exchange(room_, nullptr)) room->settle(bytes_);
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
