// mmap for plain files; what must be read or unpacked comes from arriving_bytes.cpp.
#include "engine/capture/file_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace cleartext::capture {

namespace {

class Mapped final : public FileBytes {
 public:
  Mapped(void* start, std::size_t size) : start_(static_cast<std::byte*>(start)), size_(size) {}
  ~Mapped() override { munmap(start_, size_); }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  std::span<const std::byte> bytes() const override { return {start_, size_}; }
  // Brings in what is read next, from front to back, which is how memory is fastest: the reader, who jumps from header
  // to header, then waits for nothing.
  void reach(std::uint64_t place) override {
    const std::uint64_t end = std::min<std::uint64_t>(size_, (place / piece + 2) * piece);
    const volatile std::byte* bytes = start_;
    for (brought_ = std::max(brought_, place / cache_line * cache_line); brought_ < end; brought_ += cache_line)
      static_cast<void>(bytes[brought_]);
  }
  void let_go(std::uint64_t place) override { put_away(place); }
  void put_away(std::uint64_t place) override {
    if (place < released_ + 2 * behind) return;
    const std::uint64_t end = (place - behind) / behind * behind;
    madvise(start_ + released_, end - released_, MADV_DONTNEED);
    released_ = end;
  }
  void rest() const override { madvise(start_, size_, MADV_DONTNEED); }
  double progress(std::uint64_t place) const override { return static_cast<double>(place) / static_cast<double>(size_); }

 private:
  static constexpr std::uint64_t piece = 64 * 1024;  // two of them fit into what a processor has for itself
  static constexpr std::uint64_t cache_line = 64;
  static constexpr std::uint64_t behind = 16 * 1024 * 1024;  // let go in such pieces, one behind the reader
  std::byte* start_;
  std::size_t size_;
  std::uint64_t brought_ = 0, released_ = 0;
};

wire::Problem refusal(const std::string& path) {
  const int error = errno;
  return {"The file " + path + " cannot be read: " + std::strerror(error) + ".", error == ENOENT ? "Check its name." : ""};
}

bool is_gzip(int file) {
  unsigned char magic[2] = {};
  return pread(file, magic, sizeof magic, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

}  // namespace

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_bytes(const std::string& path) {
  const int file = path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return tl::unexpected(refusal(path));
  struct stat status {};
  if (fstat(file, &status) != 0 || S_ISDIR(status.st_mode)) {
    const wire::Problem problem = S_ISDIR(status.st_mode) ? wire::Problem{path + " is a folder, not a capture file.", ""} : refusal(path);
    close(file);
    return tl::unexpected(problem);
  }
  // Where stdin is a file that was read in part, what is left of it counts.
  if (!S_ISREG(status.st_mode) || status.st_size == 0 || is_gzip(file) || lseek(file, 0, SEEK_CUR) != 0) return arriving_bytes(file);
  const auto size = static_cast<std::size_t>(status.st_size);
  void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) return arriving_bytes(file);
  close(file);
  madvise(start, size, MADV_SEQUENTIAL);
  return std::make_unique<Mapped>(start, size);
}

}  // namespace cleartext::capture
