// Bytes from and to an open file. An upload has a hidden name until it is whole and on the disk.
#include "servers/store/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "servers/store/file_source.h"

namespace cleartext::store {

std::ptrdiff_t FileSource::read(std::span<char> room) {
  for (;;) {
    const auto got = ::read(file_.number(), room.data(), room.size());
    if (got >= 0 || errno != EINTR) return got;
  }
}

FileUpload::~FileUpload() {
  if (!finished_) ::unlinkat(folder_.number(), part_.c_str(), 0);
}

bool FileUpload::write(std::string_view bytes) {
  return write_all(file_.number(), bytes);
}

bool FileUpload::finish() {
  if (finished_ || ::fsync(file_.number()) != 0) return false;
  if (::renameat(folder_.number(), part_.c_str(), folder_.number(), name_.c_str()) != 0) return false;
  finished_ = true;
  return ::fsync(folder_.number()) == 0;
}

}  // namespace cleartext::store
