// mmap for plain files; what must be read or unpacked comes from arriving_bytes.cpp.
#include "engine/capture/file_bytes.h"

#include "engine/capture/read_ahead.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cleartext::capture {

namespace {

class Mapped final : public FileBytes {
 public:
  Mapped(void* start, std::size_t size) : start_(static_cast<std::byte*>(start)), size_(size) {
    if (size > worth_a_thread) ahead_.emplace(start_, size);
  }
  ~Mapped() override {
    ahead_.reset();
    munmap(start_, size_);
  }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  std::span<const std::byte> bytes() const override { return {start_, size_}; }
  void read_until(std::uint64_t place) override {
    if (ahead_) ahead_->reached(place);
  }
  double progress(std::uint64_t place) const override {
    return static_cast<double>(place) / static_cast<double>(size_);
  }

 private:
  static constexpr std::size_t worth_a_thread = 8 * 1024 * 1024;
  std::byte* start_;
  std::size_t size_;
  std::optional<ReadAhead> ahead_;
};

wire::Problem refusal(const std::string& path) {
  const int error = errno;
  return {"The file " + path + " cannot be read: " + std::strerror(error) + ".",
          error == ENOENT ? "Check its name." : ""};
}

bool is_gzip(int file) {
  unsigned char magic[2] = {};
  return pread(file, magic, sizeof magic, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
}

}  // namespace

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_bytes(const std::string& path, Keep keep) {
  const int file = path == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return tl::unexpected(refusal(path));
  struct stat status {};
  if (fstat(file, &status) != 0 || S_ISDIR(status.st_mode)) {
    const wire::Problem problem =
        S_ISDIR(status.st_mode) ? wire::Problem{path + " is a folder, not a capture file.", ""} : refusal(path);
    close(file);
    return tl::unexpected(problem);
  }
  // Where stdin is a file that was read in part, what is left of it counts.
  if (!S_ISREG(status.st_mode) || status.st_size == 0 || is_gzip(file) || lseek(file, 0, SEEK_CUR) != 0)
    return arriving_bytes(file, keep);
  const auto size = static_cast<std::size_t>(status.st_size);
  void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) return arriving_bytes(file, keep);
  close(file);
  madvise(start, size, MADV_SEQUENTIAL);
  return std::make_unique<Mapped>(start, size);
}

}  // namespace cleartext::capture
