// Bytes from and to an open file. Where it is kept for good, it is on the disk before it has its name.
#include "servers/store/upload.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "servers/store/file_source.h"

namespace cleartext::store {

namespace {

bool lasts(int file, Keep keep) { return keep == Keep::for_now || ::fsync(file) == 0; }

}  // namespace

std::ptrdiff_t FileSource::read(std::span<char> room) {
  for (;;) {
    const auto got = ::read(file_.number(), room.data(), room.size());
    if (got >= 0 || errno != EINTR) return got;
  }
}

std::uint64_t FileSource::size() const {
  struct stat state {};
  return ::fstat(file_.number(), &state) == 0 ? static_cast<std::uint64_t>(state.st_size) : 0;
}

std::uint64_t FileSource::position() const { return static_cast<std::uint64_t>(std::max<off_t>(::lseek(file_.number(), 0, SEEK_CUR), 0)); }

bool FileSource::start_at(std::uint64_t position) {
  return position <= size() && ::lseek(file_.number(), static_cast<off_t>(position), SEEK_SET) >= 0;
}

FileUpload::~FileUpload() {
  if (!finished_) ::unlinkat(folder_.number(), part_.c_str(), 0);
}

bool FileUpload::write(std::string_view bytes) {
  const auto reserved = room_.reserve(bytes.size());
  return reserved && write_all(file_.number(), bytes);
}

bool FileUpload::finish() {
  if (finished_ || !(lasts(file_.number(), keep_) && take_name() && lasts(folder_.number(), keep_))) return finished_;
  finished_ = true;
  room_.changed();
  return true;
}

void FileUpload::keep_part() {
  struct stat state {};
  if (finished_ || ::fstat(file_.number(), &state) != 0 || state.st_size == 0) return;
  rule_ = Name::is_new;
  finished_ = take_name();
  room_.changed();
}

bool FileUpload::take_name() {
  const int folder = folder_.number();
  switch (rule_) {
    case Name::may_be_taken: return ::renameat(folder, part_.c_str(), folder, name_.c_str()) == 0;
    case Name::is_new:
      // A second name for the file, refused where there is one already; then the first is taken away.
      return ::linkat(folder, part_.c_str(), folder, name_.c_str(), 0) == 0 && ::unlinkat(folder, part_.c_str(), 0) == 0;
  }
  return false;
}

bool Continuation::take_place() {
  if (!from_) return true;
  const auto at = static_cast<off_t>(*from_);
  from_.reset();
  return (tail_ == FileTree::Tail::kept || ::ftruncate(file_.number(), at) == 0) && ::lseek(file_.number(), at, SEEK_SET) == at;
}

bool Continuation::write(std::string_view bytes) {
  if (!take_place()) return false;
  const auto reserved = room_.reserve(bytes.size());
  return reserved && write_all(file_.number(), bytes);
}

bool Continuation::finish() {
  if (!take_place() || !lasts(file_.number(), keep_)) return false;
  room_.changed();
  return true;
}

}  // namespace cleartext::store
