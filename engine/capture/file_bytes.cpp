// mmap for files, read() for pipes; both stay until destroyed.
#include "engine/capture/file_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

namespace cleartext::capture {

namespace {

class Mapped final : public FileBytes {
 public:
  Mapped(void* start, std::size_t size) : start_(start), size_(size) {}
  ~Mapped() override { munmap(start_, size_); }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  std::span<const std::byte> bytes() const override { return {static_cast<const std::byte*>(start_), size_}; }
  void read_until(std::uint64_t place) override {
    const std::uint64_t end = place / step * step;
    if (end < released_ + step) return;
    madvise(static_cast<std::byte*>(start_) + released_, end - released_, MADV_DONTNEED);
    released_ = end;
  }

 private:
  static constexpr std::uint64_t step = 16 * 1024 * 1024;  // a multiple of every page size
  void* start_;
  std::size_t size_;
  std::uint64_t released_ = 0;
};

class InMemory final : public FileBytes {
 public:
  explicit InMemory(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  std::span<const std::byte> bytes() const override { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

wire::Problem refusal(const std::string& path) {
  const int error = errno;
  return {"The file " + path + " cannot be read: " + std::strerror(error) + ".",
          error == ENOENT ? "Check its name." : ""};
}

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_all(int file, const std::string& path) {
  std::vector<std::byte> bytes;
  constexpr std::size_t step = 1 << 20;
  for (;;) {
    const std::size_t before = bytes.size();
    bytes.resize(before + step);
    const ssize_t got = read(file, bytes.data() + before, step);
    bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(refusal(path));
    if (got == 0) return std::make_unique<InMemory>(std::move(bytes));
  }
}

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_open(int file, const std::string& path) {
  struct stat status {};
  if (fstat(file, &status) != 0) return tl::unexpected(refusal(path));
  if (S_ISDIR(status.st_mode))
    return tl::unexpected(wire::Problem{path + " is a folder, not a capture file.", ""});
  if (!S_ISREG(status.st_mode) || status.st_size == 0) return read_all(file, path);
  const auto size = static_cast<std::size_t>(status.st_size);
  void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  if (start == MAP_FAILED) return read_all(file, path);
  madvise(start, size, MADV_SEQUENTIAL);
  return std::make_unique<Mapped>(start, size);
}

}  // namespace

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_bytes(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO, "on standard input");
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return tl::unexpected(refusal(path));
  auto result = read_open(file, path);
  close(file);
  return result;
}

}  // namespace cleartext::capture
