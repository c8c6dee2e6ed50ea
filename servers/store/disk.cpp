// The few system calls that make a write last: write, fsync, rename, fsync of the folder.
#include "servers/store/disk.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace cleartext::store {

namespace fs = std::filesystem;

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

wire::Problem full_disk() { return {std::string(disk_is_full), "Make room on the disk and try again."}; }

wire::Problem disk_problem(std::string_view what, const fs::path& where, int error) {
  if (error == ENOSPC || error == EDQUOT) return full_disk();
  std::string advice;
  if (error == EACCES || error == EROFS) advice = "Choose a folder that you may write to.";
  return {fmt::format("{} {} failed: {}.", what, where.string(), std::strerror(error)), advice};
}

std::uint64_t next_stamp() {
  static std::atomic<std::uint64_t> last{0};
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  const auto now = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(since).count());
  auto before = last.load();
  while (!last.compare_exchange_weak(before, std::max(now, before + 1))) {}
  return std::max(now, before + 1);
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Written sync_folder(const fs::path& folder, Keep keep) {
  if (keep == Keep::for_now) return {};
  const Descriptor open{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!open || ::fsync(open.number()) != 0) return tl::unexpected(disk_problem("Saving the folder", folder, errno));
  return {};
}

Written make_folders(const fs::path& folder, Keep keep) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (folder.has_parent_path() && folder.parent_path() != folder) {
    if (auto made = make_folders(folder.parent_path(), keep); !made) return made;
  }
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    return tl::unexpected(disk_problem("Making the folder", folder, errno));
  }
  return folder.has_parent_path() ? sync_folder(folder.parent_path(), keep) : Written();
}

Written write_durably(const fs::path& part, const fs::path& whole, std::string_view bytes, Keep keep, std::optional<std::time_t> date) {
  const Descriptor file{::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600)};
  const struct timespec times[2] = {{date.value_or(0), 0}, {date.value_or(0), 0}};
  if (!file || !write_all(file.number(), bytes) || (date && ::futimens(file.number(), times) != 0) ||
      (keep == Keep::for_good && ::fsync(file.number()) != 0) || ::rename(part.c_str(), whole.c_str()) != 0) {
    const auto problem = disk_problem("Writing", whole, errno);
    ::unlink(part.c_str());
    return tl::unexpected(problem);
  }
  return sync_folder(whole.parent_path(), keep);
}

tl::expected<std::string, wire::Problem> read_whole(const fs::path& file, std::size_t most) {
  const Descriptor open{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  struct stat state {};
  if (!open || ::fstat(open.number(), &state) != 0) return tl::unexpected(disk_problem("Reading", file, errno));
  std::string bytes(std::min(most, static_cast<std::size_t>(std::max<off_t>(state.st_size, 0))), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const auto got = ::read(open.number(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::unexpected(disk_problem("Reading", file, errno));
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace cleartext::store
