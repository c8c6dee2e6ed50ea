// Bytes that come one after the other, unpacked if they begin like gzip (RFC 1952, several members too). They
// are put into one reserved range of addresses, which costs memory only where bytes have arrived and are still
// wanted.
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "engine/capture/file_bytes.h"

namespace cleartext::capture {

namespace {

constexpr std::uint64_t step = 1024 * 1024;  // memory is asked for and given back in such pieces
constexpr std::uint64_t largest_range = std::uint64_t{1} << 40, smallest_range = std::uint64_t{1} << 30;

class Range {  // of addresses
 public:
  Range() {
    for (size_ = largest_range; size_ >= smallest_range; size_ /= 2) {
      void* start = mmap(nullptr, size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
      if (start == MAP_FAILED) continue;
      start_ = static_cast<std::byte*>(start);
      return;
    }
    size_ = 0;
  }
  ~Range() {
    if (start_ != nullptr) munmap(start_, size_);
  }
  Range(const Range&) = delete;
  Range& operator=(const Range&) = delete;

  // Room for `count` bytes behind `used`; nothing when there is none.
  std::span<std::byte> room(std::uint64_t used, std::uint64_t count) {
    const std::uint64_t end = std::min(size_, (used + count + step - 1) / step * step);
    if (end > open_) {
      if (mprotect(start_ + open_, end - open_, PROT_READ | PROT_WRITE) != 0) return {};
      open_ = end;
    }
    return {start_ + used, static_cast<std::size_t>(std::min(open_ - used, count))};
  }
  void release(std::uint64_t until) {
    const std::uint64_t end = until / step * step;
    if (end < released_ + 4 * step) return;
    madvise(start_ + released_, end - released_, MADV_DONTNEED);
    released_ = end;
  }
  const std::byte* start() const { return start_; }

 private:
  std::byte* start_ = nullptr;
  std::uint64_t size_ = 0, open_ = 0, released_ = 0;
};

class Arriving final : public FileBytes {
 public:
  explicit Arriving(int file) : file_(file), stop_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), packed_(step / 4) {
    struct stat status {};
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) size_ = static_cast<std::uint64_t>(status.st_size);
  }
  ~Arriving() override {
    close(file_);
    close(stop_);
    if (unpacking_) inflateEnd(&zlib_);
  }
  Arriving(const Arriving&) = delete;
  Arriving& operator=(const Arriving&) = delete;

  std::span<const std::byte> bytes() const override { return {range_.start(), used_}; }
  bool fetch(std::uint64_t count) override {
    if (!begun_) begin();
    while (used_ < count && !ended_) unpacking_ ? unpack() : read_on();
    return used_ >= count;
  }
  void let_go(std::uint64_t place) override { range_.release(place); }
  void stop() override {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(stop_, &one, sizeof one);
  }
  // What is unpacked is read at once, so the place in the packed file tells.
  double progress(std::uint64_t) const override {
    return size_ == 0 ? -1 : static_cast<double>(taken_ - zlib_.avail_in) / static_cast<double>(size_);
  }
  std::optional<Damage> damage() const override { return damage_; }

 private:
  // Reads until there are two bytes to tell from.
  void begin() {
    begun_ = true;
    while (filled_ < 2 && fill()) {}
    const auto* first = packed_.data();
    if (filled_ >= 2 && first[0] == 0x1f && first[1] == 0x8b) {
      zlib_.next_in = packed_.data();
      zlib_.avail_in = static_cast<unsigned>(filled_);
      unpacking_ = inflateInit2(&zlib_, 16 + MAX_WBITS) == Z_OK;
      return;
    }
    const std::span<std::byte> room = range_.room(0, step);
    ended_ = ended_ || room.size() < filled_;
    if (!ended_ || filled_ <= room.size()) std::memcpy(room.data(), packed_.data(), filled_);
    used_ = std::min<std::uint64_t>(filled_, room.size());
  }

  // What a read gives; nothing: this is the end, for whatever reason.
  ssize_t wait_and_read(void* into, std::size_t most) {
    pollfd either[] = {{file_, POLLIN, 0}, {stop_, POLLIN, 0}};
    ssize_t got = 0;
    do {
      if (poll(either, 2, -1) > 0 && either[1].revents != 0) break;
      got = read(file_, into, most);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got <= 0) end(got < 0 ? std::string("It cannot be read further: ") + std::strerror(errno) + "." : "");
    return got;
  }

  // Appends to packed_ what a read gives.
  bool fill() {
    const ssize_t got = wait_and_read(packed_.data() + filled_, packed_.size() - filled_);
    if (got <= 0) return false;
    filled_ += static_cast<std::size_t>(got);
    taken_ += static_cast<std::uint64_t>(got);
    return true;
  }

  void read_on() {
    const std::span<std::byte> room = range_.room(used_, step);
    if (room.empty()) return void(end("It is larger than the addresses that this machine has room for."));
    if (const ssize_t got = wait_and_read(room.data(), room.size()); got > 0) used_ += static_cast<std::uint64_t>(got);
  }

  void unpack() {
    if (zlib_.avail_in == 0) {
      filled_ = 0;
      if (!fill()) {
        if (in_member_) damage_ = {taken_, "The file is compressed with gzip and ends too early."};
        return;
      }
      zlib_.next_in = packed_.data();
      zlib_.avail_in = static_cast<unsigned>(filled_);
    }
    const std::span<std::byte> room = range_.room(used_, step);
    if (room.empty()) return void(end("It is larger than the addresses that this machine has room for."));
    zlib_.next_out = reinterpret_cast<unsigned char*>(room.data());
    zlib_.avail_out = static_cast<unsigned>(room.size());
    in_member_ = true;
    const int status = inflate(&zlib_, Z_NO_FLUSH);
    used_ += room.size() - zlib_.avail_out;
    if (status == Z_STREAM_END) {
      in_member_ = false;
      inflateReset(&zlib_);
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      end("The file is compressed with gzip, and what is compressed here is broken.");
    }
  }

  bool end(const std::string& why) {
    ended_ = true;
    if (!why.empty()) damage_ = {taken_ - zlib_.avail_in, why};
    return false;
  }

  int file_, stop_;  // what arrives; what ends the waiting for it
  Range range_;
  std::vector<unsigned char> packed_;
  std::size_t filled_ = 0;
  std::uint64_t used_ = 0, taken_ = 0;
  std::uint64_t size_ = 0;  // of the file as it lies there; 0: nobody knows
  bool begun_ = false, ended_ = false, unpacking_ = false, in_member_ = true;
  z_stream zlib_{};
  std::optional<Damage> damage_;
};

}  // namespace

std::unique_ptr<FileBytes> arriving_bytes(int file) { return std::make_unique<Arriving>(file); }

}  // namespace cleartext::capture
