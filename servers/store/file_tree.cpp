// Every path is walked from the root one name at a time, each opened with O_NOFOLLOW inside the folder
// before:
// ".." is taken away first, and a link is refused, symbolic or hard, so nothing leads out of the tree. New names are UTF-8.
#include "servers/store/file_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "servers/mime/charset.h"
#include "servers/store/disk.h"
#include "servers/store/file_source.h"
#include "servers/store/upload.h"

namespace cleartext::store {

namespace {

using wire::Problem;

constexpr std::string_view upload_mark = ".upload-";
constexpr int most_names = 10'000;  // that write_new() tries

std::vector<std::string> names_of(std::string_view path) {
  std::vector<std::string> names;
  while (!path.empty()) {
    const auto name = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), name.size() + 1));
    if (name.empty() || name == ".") continue;
    if (name != "..") {
      names.emplace_back(name);
    } else if (!names.empty()) {
      names.pop_back();
    }
  }
  return names;
}

Problem refusal(std::string_view path, int error) {
  switch (error) {
    case ENOENT: return {fmt::format("There is no {} here.", path), {}};
    case ENOTDIR: return {fmt::format("{} is not a folder.", path), {}};
    case EISDIR: return {fmt::format("{} is a folder.", path), {}};
    case EEXIST: return {fmt::format("{} is there already.", path), {}};
    case ENOTEMPTY: return {fmt::format("The folder {} is not empty.", path), {}};
    case ELOOP: return {fmt::format("{} is a link, and links are not followed.", path), {}};
    case ENAMETOOLONG: return {"That name is too long.", {}};
    case ENOSPC:
    case EDQUOT: return full_disk();
    case EINVAL: return {fmt::format("{} cannot be moved into itself.", path), {}};
    default: return {fmt::format("{} cannot be used: {}.", path, std::strerror(error)), {}};
  }
}

struct Place {  // an open folder and a name in it
  Descriptor folder;
  std::string name;
};

Descriptor open_folder(const std::filesystem::path& root, std::span<const std::string> names) {
  Descriptor folder{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  for (const auto& name : names) {
    if (!folder) break;
    if (name.find('\0') != std::string::npos) {
      errno = ENOENT;  // the kernel would see only what stands before it
      return Descriptor();
    }
    folder = Descriptor(::openat(folder.number(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  return folder;
}

tl::expected<Place, Problem> open_place(const std::filesystem::path& root, std::string_view path) {
  auto names = names_of(path);
  if (names.empty()) return tl::unexpected(refusal("/", EISDIR));
  Place place{open_folder(root, std::span(names).first(names.size() - 1)), names.back()};
  if (!place.folder) return tl::unexpected(refusal(path, errno));
  if (place.name.find('\0') != std::string::npos) return tl::unexpected(refusal(path, ENOENT));
  return place;
}

// C0, DEL, and C1 as UTF-8 writes it: they steer terminals, and a name with them is shown nowhere.
bool has_controls(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    const auto byte = static_cast<unsigned char>(name[at]);
    if (byte < ' ' || byte == 127) return true;
    if (byte == 0xc2 && at + 1 < name.size() && static_cast<unsigned char>(name[at + 1]) < 0xa0) return true;
  }
  return false;
}

// For a file or folder that is to be made.
tl::expected<Place, Problem> open_new_place(const std::filesystem::path& root, std::string_view path) {
  if (!mime::is_utf8(path)) return tl::unexpected(Problem{"Names are in UTF-8 here.", {}});  // RFC 2640, 3.1
  if (has_controls(path)) return tl::unexpected(Problem{"Names have no control characters here.", {}});
  auto place = open_place(root, path);
  if (place && place->name.starts_with(upload_mark))  // swept at the next start
    return tl::unexpected(Problem{fmt::format("Names that begin with {} are the server's own.", upload_mark), {}});
  return place;
}

// A second name may be one outside.
tl::expected<void, Problem> refuse_other_names(std::string_view path, const struct stat& state) {
  if (state.st_nlink <= 1) return {};
  return tl::unexpected(Problem{fmt::format("{} is a link to a file that has other names, and links are not followed.", path), {}});
}

Descriptor create(const Place& place, const std::string& name) {
  return Descriptor(::openat(place.folder.number(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
}

FileEntry entry_of(std::string name, const struct stat& state) {
  const auto since = std::chrono::seconds(state.st_mtim.tv_sec) + std::chrono::nanoseconds(state.st_mtim.tv_nsec);
  return {std::move(name), S_ISDIR(state.st_mode), static_cast<std::uint64_t>(state.st_size),
          std::chrono::system_clock::time_point(std::chrono::duration_cast<std::chrono::system_clock::duration>(since)),
          fmt::format("{:x}g{:x}", state.st_dev, state.st_ino)};
}

bool shown(std::string_view name) { return !name.starts_with('.') && !has_controls(name); }

}  // namespace

FileTree::FileTree(std::filesystem::path root, Keep keep) : root_(std::move(root)), keep_(keep), room_(root_) {}

void FileTree::sweep() const {
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(root_, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code state;
    if (entry->path().filename().native().starts_with(upload_mark) && entry->is_regular_file(state)) ::unlink(entry->path().c_str());
  }
}

std::string FileTree::resolve(std::string_view base, std::string_view path) {
  std::string joined(path.starts_with('/') ? std::string_view() : base);
  joined += '/';
  joined += path;
  std::string clean;
  for (const auto& name : names_of(joined)) clean += "/" + name;
  return clean.empty() ? "/" : clean;
}

bool FileTree::is_folder(std::string_view path) const { return static_cast<bool>(open_folder(root_, names_of(path))); }

tl::expected<std::vector<FileEntry>, Problem> FileTree::list(std::string_view path) const {
  const auto folder = open_folder(root_, names_of(path));
  if (!folder) return tl::unexpected(refusal(path, errno));
  // fdopendir() takes its file over, so it gets one of its own.
  const auto close = [](DIR* open) { ::closedir(open); };
  const std::unique_ptr<DIR, decltype(close)> reader(::fdopendir(::openat(folder.number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)),
                                                     close);
  if (!reader) return tl::unexpected(refusal(path, errno));
  std::vector<FileEntry> entries;
  while (const auto* found = ::readdir(reader.get())) {
    struct stat state {};
    if (!shown(found->d_name) || ::fstatat(folder.number(), found->d_name, &state, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISREG(state.st_mode) || S_ISDIR(state.st_mode)) entries.push_back(entry_of(found->d_name, state));
  }
  std::sort(entries.begin(), entries.end(), [](const FileEntry& a, const FileEntry& b) { return a.name < b.name; });
  return entries;
}

tl::expected<FileEntry, Problem> FileTree::find(std::string_view path) const {
  struct stat state {};
  if (names_of(path).empty()) {
    if (::stat(root_.c_str(), &state) != 0) return tl::unexpected(refusal(path, errno));
    return entry_of("/", state);
  }
  auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  if (::fstatat(place->folder.number(), place->name.c_str(), &state, AT_SYMLINK_NOFOLLOW) != 0) {
    return tl::unexpected(refusal(path, errno));
  }
  if (S_ISLNK(state.st_mode)) return tl::unexpected(refusal(path, ELOOP));
  return entry_of(place->name, state);
}

tl::expected<std::shared_ptr<FileSource>, Problem> FileTree::read(std::string_view path) const {
  auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  // O_NONBLOCK: a named pipe that lies there must not hold the server.
  Descriptor file{::openat(place->folder.number(), place->name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)};
  struct stat state {};
  if (!file || ::fstat(file.number(), &state) != 0) return tl::unexpected(refusal(path, errno));
  if (S_ISDIR(state.st_mode)) return tl::unexpected(refusal(path, EISDIR));
  if (!S_ISREG(state.st_mode)) return tl::unexpected(refusal(path, EACCES));
  if (auto alone = refuse_other_names(path, state); !alone) return tl::unexpected(alone.error());
  return std::make_shared<FileSource>(std::move(file));
}

tl::expected<std::unique_ptr<Upload>, Problem> FileTree::write(std::string_view path) {
  auto place = open_new_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  struct stat state {};
  const bool there = ::fstatat(place->folder.number(), place->name.c_str(), &state, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && !S_ISREG(state.st_mode))
    return tl::unexpected(refusal(path, S_ISDIR(state.st_mode) ? EISDIR : S_ISLNK(state.st_mode) ? ELOOP : EACCES));
  if (!there && errno != ENOENT) return tl::unexpected(refusal(path, errno));
  auto part = fmt::format("{}{}", upload_mark, next_stamp());
  auto file = create(*place, part);
  if (!file) return tl::unexpected(refusal(path, errno));
  return std::make_unique<FileUpload>(std::move(place->folder), std::move(file), std::move(part), place->name,
                                      FileUpload::Name::may_be_taken, keep_, room_);
}

// The hidden name is made of the wished one, so two that want the same at once do not get it.
tl::expected<NewFile, Problem> FileTree::write_new(const std::string& path) {
  for (int number = 0; number < most_names; ++number) {
    auto wanted = number == 0 ? path : fmt::format("{}.{}", path, number);
    auto place = open_new_place(root_, wanted);
    if (!place) return tl::unexpected(place.error());
    struct stat state {};
    if (::fstatat(place->folder.number(), place->name.c_str(), &state, AT_SYMLINK_NOFOLLOW) == 0) continue;
    if (errno != ENOENT) return tl::unexpected(refusal(path, errno));
    auto part = fmt::format("{}{}", upload_mark, place->name);
    auto file = create(*place, part);
    if (!file && errno == EEXIST) continue;
    if (!file) return tl::unexpected(refusal(path, errno));
    return NewFile{std::move(wanted), std::make_unique<FileUpload>(std::move(place->folder), std::move(file), std::move(part), place->name,
                                                                   FileUpload::Name::is_new, keep_, room_)};
  }
  return tl::unexpected(refusal(path, EEXIST));
}

tl::expected<std::unique_ptr<Upload>, Problem> FileTree::write_on(std::string_view path, std::optional<std::uint64_t> from, Tail tail) {
  auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  const int at_end = from ? 0 : O_APPEND;
  Descriptor file{::openat(place->folder.number(), place->name.c_str(), O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | at_end)};
  struct stat state {};
  if (!file || ::fstat(file.number(), &state) != 0) return tl::unexpected(refusal(path, errno));
  if (!S_ISREG(state.st_mode)) return tl::unexpected(refusal(path, EACCES));
  if (auto alone = refuse_other_names(path, state); !alone) return tl::unexpected(alone.error());
  if (from && *from > static_cast<std::uint64_t>(state.st_size))
    return tl::unexpected(Problem{fmt::format("{} is not that long.", path), {}});
  return std::make_unique<Continuation>(std::move(file), from, tail, keep_, room_);
}

tl::expected<void, Problem> FileTree::make_folder(std::string_view path) {
  if (names_of(path).empty()) return tl::unexpected(refusal("/", EEXIST));
  const auto place = open_new_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  if (!room_.has(1)) return tl::unexpected(full_disk());
  if (::mkdirat(place->folder.number(), place->name.c_str(), 0755) != 0) return tl::unexpected(refusal(path, errno));
  room_.changed();
  return {};
}

tl::expected<void, Problem> FileTree::remove_folder(std::string_view path) {
  if (names_of(path).empty()) return tl::unexpected(Problem{"The root folder stays.", {}});
  const auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  if (::unlinkat(place->folder.number(), place->name.c_str(), AT_REMOVEDIR) != 0) return tl::unexpected(refusal(path, errno));
  room_.changed();
  return {};
}

tl::expected<void, Problem> FileTree::remove_file(std::string_view path) {
  const auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  if (::unlinkat(place->folder.number(), place->name.c_str(), 0) != 0) return tl::unexpected(refusal(path, errno));
  room_.changed();
  return {};
}

tl::expected<void, Problem> FileTree::rename(std::string_view from, std::string_view to) {
  if (names_of(from).empty() || names_of(to).empty()) return tl::unexpected(Problem{"The root folder keeps its name.", {}});
  if (const auto there = find(from); !there) return tl::unexpected(there.error());
  const auto source = open_place(root_, from);
  const auto target = open_new_place(root_, to);
  if (!source) return tl::unexpected(source.error());
  if (!target) return tl::unexpected(target.error());
  if (::renameat(source->folder.number(), source->name.c_str(), target->folder.number(), target->name.c_str()) != 0)
    return tl::unexpected(refusal(errno == EINVAL ? from : to, errno));
  room_.changed();
  return {};
}

tl::expected<void, Problem> FileTree::set_modified(std::string_view path, std::chrono::system_clock::time_point time) {
  const auto place = open_place(root_, path);
  if (!place) return tl::unexpected(place.error());
  const timespec times[2] = {{0, UTIME_OMIT}, {std::chrono::system_clock::to_time_t(time), 0}};
  if (::utimensat(place->folder.number(), place->name.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0)
    return tl::unexpected(refusal(path, errno));
  return {};
}

void FileTree::put(std::string_view path, std::string_view content) {
  if (!make_folders(root_)) return;
  const auto names = names_of(path);
  std::string folder;
  for (std::size_t at = 0; at + 1 < names.size(); ++at) {
    folder += "/" + names[at];
    if (!is_folder(folder) && !make_folder(folder)) return;
  }
  auto upload = write(path);
  if (upload && (*upload)->write(content)) (*upload)->finish();
}

}  // namespace cleartext::store
