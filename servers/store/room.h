// How much a folder and all below it may hold. Counted once, then kept by hand; counted anew before anybody is refused,
// because others make room too: a letter deleted, a file replaced, another program. Nobody waits while another counts.
// Who writes reserves first, so that many who come at once do not get the same room.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <tl/expected.hpp>
#include <utility>

namespace cleartext::store {

class Room;

// Bytes on their way to the disk: they count from here on, whether they lie there already or not.
class Reservation {
 public:
  Reservation(Room& room, std::uint64_t bytes) : room_(&room), bytes_(bytes) {}
  ~Reservation() { settle(); }
  Reservation(Reservation&& other) noexcept : room_(std::exchange(other.room_, nullptr)), bytes_(other.bytes_) {}
  Reservation& operator=(Reservation&& other) noexcept {
    std::swap(room_, other.room_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  void settle();  // they lie there, or never will: the next count tells

 private:
  Room* room_;
  std::uint64_t bytes_;
};

class Room {
 public:
  static constexpr std::uint64_t unlimited = UINT64_MAX;
  enum class Full : unsigned char { here, around };  // the folder itself; the disk that it lies on
  using Asked = tl::expected<void, Full>;

  explicit Room(std::filesystem::path folder) : folder_(std::move(folder)) {}
  void lies_in(Room& around) { around_ = &around; }  // whose room it needs, too; set it before anybody asks
  void limit(std::uint64_t most);

  Asked has(std::uint64_t bytes);                                // room for so many more
  tl::expected<Reservation, Full> reserve(std::uint64_t bytes);  // has() them, for who gets this; it must not outlive the room
  Room& around() { return around_ == nullptr ? *this : *around_; }
  std::uint64_t used();  // counted now
  std::uint64_t most() const;
  void close(bool closed);  // a fault: there is none, whatever lies there
  bool closed() const;
  void when_changed(std::function<void()> call) { changed_ = std::move(call); }  // in any thread; set it before there are others
  void changed() const {                                                         // something came or went
    if (changed_) changed_();
  }

 private:
  friend class Reservation;
  bool fits(std::unique_lock<std::mutex>& lock, std::uint64_t bytes);
  std::uint64_t count(std::unique_lock<std::mutex>& lock);
  Asked take(std::uint64_t bytes);
  void settle(std::uint64_t bytes);
  std::filesystem::path folder_;
  Room* around_ = nullptr;
  std::uint64_t most_ = unlimited, used_ = 0;
  std::uint64_t reserved_ = 0, settled_ = 0;  // on their way now; ever, those that were
  bool counted_ = false, closed_ = false;
  std::function<void()> changed_;
  mutable std::mutex mutex_;  // threads of SFTP ask too, those that write letters, and the one that looks
};

std::uint64_t bytes_below(const std::filesystem::path& folder);  // of all files; links are not followed

}  // namespace cleartext::store
