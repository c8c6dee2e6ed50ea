// Maildir (https://cr.yp.to/proto/maildir.html): written in tmp, moved to new, read from new and cur. ",W=" in
// a name is the size with CR LF, as Dovecot writes it.
#include "servers/store/maildir.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "servers/store/line_ends.h"

namespace cleartext::store {

namespace fs = std::filesystem;

namespace {

std::uint64_t number_after(std::string_view text, std::string_view mark) {
  std::uint64_t number = 0;
  const auto at = text.find(mark);
  if (at != std::string_view::npos)
    std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number);
  return number;
}

// Seconds, then microseconds: the order of arrival.
std::pair<std::uint64_t, std::uint64_t> arrival(std::string_view id) {
  return {number_after(id, ""), number_after(id, ".M")};
}

std::string fresh_name(std::uint64_t bytes) {
  const auto stamp = next_stamp();
  return fmt::format("{}.M{:06}P{}.cleartext,W={}", stamp / 1'000'000, stamp % 1'000'000, ::getpid(), bytes);
}

std::string file_of(std::string_view id, Marks marks) {
  return marks == 0 ? fmt::format("new/{}", id) : fmt::format("cur/{}:2,{}", id, letters_of(marks));
}

wire::Problem gone(std::string_view id) {
  return {fmt::format("The letter {} is not in the mailbox.", id), {}};
}

}  // namespace

Maildir::Maildir(fs::path folder) : folder_(std::move(folder)) {}

Written Maildir::make() const {
  for (const char* part : {"tmp", "new", "cur"}) {
    if (auto made = make_folders(folder_ / part); !made) return made;
  }
  return {};
}

Written Maildir::sync() const {
  for (const char* part : {"new", "cur"}) {
    if (auto synced = sync_folder(folder_ / part); !synced) return synced;
  }
  return {};
}

tl::expected<std::string, wire::Problem> Maildir::deliver(std::string_view message, const Delivery& delivery) {
  if (auto made = make(); !made) return tl::unexpected(made.error());
  const auto stored = with_lf(message);
  const auto name = fresh_name(size_with_crlf(stored));
  auto written = write_durably(folder_ / "tmp" / name, folder_ / file_of(name, delivery.marks), stored, delivery.date);
  if (!written) return tl::unexpected(written.error());
  return name;
}

std::vector<Letter> Maildir::letters() const {
  std::vector<Letter> found;
  for (const char* part : {"new", "cur"}) {
    std::error_code error;
    for (fs::directory_iterator entry(folder_ / part, error), end; !error && entry != end; entry.increment(error)) {
      std::error_code state;
      const auto name = entry->path().filename().string();
      if (name.starts_with('.') || !fs::is_regular_file(entry->symlink_status(state)) || state) continue;
      found.push_back({std::string(id_of(name)), fmt::format("{}/{}", part, name), marks_of(name), number_after(name, ",W=")});
    }
  }
  std::sort(found.begin(), found.end(), [](const Letter& a, const Letter& b) {
    return std::pair(arrival(a.id), std::string_view(a.id)) < std::pair(arrival(b.id), std::string_view(b.id));
  });
  return found;
}

std::vector<MailEntry> Maildir::list() const {
  std::vector<MailEntry> entries;
  for (auto& letter : letters()) {
    if (letter.bytes == 0) {  // put there by another program: count
      const auto stored = read_file(letter.file);
      if (!stored) continue;
      letter.bytes = size_with_crlf(*stored);
    }
    entries.push_back({std::move(letter.id), letter.bytes});
  }
  return entries;
}

// Where nobody marked it, and where a reader saw it and no more; else each name is looked at.
std::string Maildir::find(std::string_view id) const {
  const bool one_name = !id.empty() && id.front() != '.' && id.find_first_of(std::string_view("/\0", 2)) == id.npos;
  if (!one_name) return {};
  for (const auto& file : {file_of(id, 0), file_of(id, seen)}) {
    std::error_code error;
    if (fs::is_regular_file(fs::symlink_status(folder_ / file, error))) return file;
  }
  for (auto& letter : letters()) {
    if (letter.id == id) return std::move(letter.file);
  }
  return {};
}

tl::expected<std::string, wire::Problem> Maildir::read(std::string_view id) const {
  const auto file = find(id);
  if (file.empty()) return tl::unexpected(gone(id));
  auto stored = read_file(file);
  if (!stored) return stored;
  return with_crlf(*stored);
}

bool Maildir::remove(std::string_view id) {
  const auto file = find(id);
  return !file.empty() && remove_file(file) && sync_folder((folder_ / file).parent_path()).has_value();
}

tl::expected<std::string, wire::Problem> Maildir::read_file(const std::string& file, std::size_t most) const {
  return read_whole(folder_ / file, most);
}

std::optional<std::time_t> Maildir::date_of(const std::string& file) const {
  struct stat state {};
  if (::lstat((folder_ / file).c_str(), &state) != 0) return {};
  return state.st_mtim.tv_sec;
}

bool Maildir::mark(Letter& letter, Marks marks) {
  auto file = fmt::format("cur/{}:2,{}", letter.id, letters_of(marks));
  if (file != letter.file && ::rename((folder_ / letter.file).c_str(), (folder_ / file).c_str()) != 0) return false;
  letter.file = std::move(file);
  letter.marks = marks;
  return true;
}

bool Maildir::remove_file(const std::string& file) {
  return ::unlink((folder_ / file).c_str()) == 0;
}

// A copy is a second name of the same file: letters never change, and the time when it came stays with it.
tl::expected<Letter, wire::Problem> Maildir::take(const Maildir& from, const Letter& letter, Marks marks, Way way) {
  Letter taken{fresh_name(letter.bytes), {}, marks, letter.bytes};
  taken.file = file_of(taken.id, marks);
  const auto source = from.folder_ / letter.file;
  const auto target = folder_ / taken.file;
  const int failed = way == Way::copy ? ::link(source.c_str(), target.c_str()) : ::rename(source.c_str(), target.c_str());
  if (failed != 0) return tl::unexpected(errno == ENOENT ? gone(letter.id) : disk_problem("Writing", target, errno));
  return taken;
}

}  // namespace cleartext::store
