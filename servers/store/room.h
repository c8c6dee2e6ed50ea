// How much a folder and all below it may hold. Counted once, then kept by hand; counted anew before anybody is refused,
// because others make room too: a letter deleted, a file replaced, another program. Nobody waits while another counts.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>

namespace cleartext::store {

class Room {
 public:
  static constexpr std::uint64_t unlimited = UINT64_MAX;
  explicit Room(std::filesystem::path folder) : folder_(std::move(folder)) {}
  void limit(std::uint64_t most);

  bool has(std::uint64_t bytes);   // room for so many more
  bool take(std::uint64_t bytes);  // has() them, and they are on their way
  std::uint64_t used();            // counted now
  std::uint64_t most() const;
  void close(bool closed);  // a fault: there is none, whatever lies there
  bool closed() const;
  void when_changed(std::function<void()> call) { changed_ = std::move(call); }  // in any thread; set it before there are others
  void changed() const {                                                         // something came or went
    if (changed_) changed_();
  }

 private:
  bool fits(std::unique_lock<std::mutex>& lock, std::uint64_t bytes);
  std::uint64_t count(std::unique_lock<std::mutex>& lock);
  std::filesystem::path folder_;
  std::uint64_t most_ = unlimited, used_ = 0, taken_ = 0;  // taken_: ever, by take()
  bool counted_ = false, closed_ = false;
  std::function<void()> changed_;
  mutable std::mutex mutex_;  // threads of SFTP ask too, and the one that looks
};

std::uint64_t bytes_below(const std::filesystem::path& folder);  // of all files; links are not followed

}  // namespace cleartext::store
