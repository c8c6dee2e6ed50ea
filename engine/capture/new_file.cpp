#include "engine/capture/new_file.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace cleartext::capture {
namespace {

constexpr std::size_t most_at_once = 1 << 30, most_held = 1 << 20;
constexpr mode_t usual = 0666, rights = 0777;

bool write_all(int file, std::string_view left) {
  while (!left.empty()) {
    const ssize_t wrote = ::write(file, left.data(), left.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    left.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

// errno: why nothing may take its place; 0: something may.
int why_not(const std::string& path, const struct stat& there) {
  if (S_ISDIR(there.st_mode)) return EISDIR;
  return ::access(path.c_str(), W_OK) == 0 ? 0 : errno;
}

}  // namespace

NewFile::NewFile(std::string path) : path_(std::move(path)) {
  struct stat there {};
  const bool known = ::stat(path_.c_str(), &there) == 0;
  if (const int error = known ? why_not(path_, there) : 0; error != 0) {
    errno = error;
    return;
  }
  direct_ = known && !S_ISREG(there.st_mode);
  std::error_code error;
  if (direct_) {
    temporary_ = (std::filesystem::temp_directory_path(error) / "cleartext-capture-XXXXXX").string();
  } else {
    if (const auto real = std::filesystem::canonical(path_, error); known && !error) path_ = real.string();
    temporary_ = path_ + ".XXXXXX";
  }
  file_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (file_ < 0) return;
  if (direct_) {
    ::unlink(temporary_.c_str());
    return;
  }
  if (known && ::fchown(file_, there.st_uid, there.st_gid) != 0) errno = 0;  // somebody else's stays whoever writes it
  if (known)
    ::fchmod(file_, there.st_mode & rights);
  else
    open_as_new_files_are();
}

// mkostemp() makes it for its owner alone; open() asks the umask.
void NewFile::open_as_new_files_are() {
  ::close(file_);
  ::unlink(temporary_.c_str());
  file_ = ::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, usual);
}

void NewFile::discard() {
  if (file_ < 0) return;
  ::close(file_);
  if (!shown_ && !direct_) ::unlink(temporary_.c_str());
  file_ = -1;
}

bool NewFile::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < most_held || flush();
}

bool NewFile::flush() {
  if (!write_all(file_, buffer_)) return false;
  buffer_.clear();
  return true;
}

bool NewFile::append(NewFile& other, std::size_t from) {
  if (!other.flush() || !flush()) return false;
  auto at = static_cast<off_t>(from);
  for (;;) {
    const ssize_t copied = ::sendfile(file_, other.file_, &at, most_at_once);
    if (copied < 0 && errno == EINTR) continue;
    if (copied <= 0) return copied == 0;
  }
}

bool NewFile::show() {
  if (!flush()) return false;
  shown_ = shown_ || direct_ || ::rename(temporary_.c_str(), path_.c_str()) == 0;
  return shown_;
}

bool NewFile::keep() {
  if (!flush() || (direct_ ? !pass_on() : ::fsync(file_) != 0) || !show()) return false;
  ::close(file_);
  file_ = -1;
  return true;
}

bool NewFile::pass_on() {
  const int to = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (to < 0) return false;
  std::array<char, 65536> room{};
  off_t at = 0;
  ssize_t got = 0;
  while ((got = ::pread(file_, room.data(), room.size(), at)) > 0) {
    if (!write_all(to, {room.data(), static_cast<std::size_t>(got)})) break;
    at += got;
  }
  const int error = errno;
  const bool closed = ::close(to) == 0;
  if (got > 0) errno = error;
  return got == 0 && closed;
}

}  // namespace cleartext::capture
