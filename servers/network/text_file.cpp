// One open, one loop, one close; nothing is buffered, because a /proc entry wants its text in a single write.
#include "servers/network/text_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <array>
#include <cerrno>

namespace cleartext::network {
namespace {

bool write_and_close(int file, std::string_view text) {
  if (file < 0) return false;
  const ssize_t written = ::write(file, text.data(), text.size());
  const int reason = errno;
  const bool closed = ::close(file) == 0;
  if (written < 0) errno = reason;
  return closed && written == static_cast<ssize_t>(text.size());
}

}  // namespace

std::optional<std::string> read_text(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text;
  std::array<char, 4096> room{};
  ssize_t count = 0;
  while ((count = ::read(file, room.data(), room.size())) > 0) text.append(room.data(), static_cast<std::size_t>(count));
  ::close(file);
  if (count < 0) return std::nullopt;
  return text;
}

bool overwrite_text(const std::string& path, std::string_view text) {
  return write_and_close(::open(path.c_str(), O_WRONLY | O_CLOEXEC), text);
}

bool create_text(const std::string& path, std::string_view text) {
  ::unlink(path.c_str());
  return write_and_close(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644), text);
}

}  // namespace cleartext::network
