// Maildir (https://cr.yp.to/proto/maildir.html): written in tmp, moved to new, read from new and cur. ",W=" in
// a name is the size with CR LF, as Dovecot writes it.
#include "servers/store/maildir.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <memory>
#include <tuple>

#include "servers/store/line_ends.h"

namespace cleartext::store {

namespace fs = std::filesystem;

namespace {

std::uint64_t number_after(std::string_view text, std::string_view mark) {
  std::uint64_t number = 0;
  const auto at = text.find(mark);
  if (at != std::string_view::npos) std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number);
  return number;
}

// Every plain file that is not hidden, in no order.
template <typename Call>
void each_file(const fs::path& folder, Call call) {
  const auto close = [](DIR* open) { ::closedir(open); };
  const std::unique_ptr<DIR, decltype(close)> reader(::opendir(folder.c_str()), close);
  if (!reader) return;
  while (const auto* entry = ::readdir(reader.get())) {
    struct stat state {};
    const bool plain = entry->d_type == DT_REG ||
                       (entry->d_type == DT_UNKNOWN && ::fstatat(::dirfd(reader.get()), entry->d_name, &state, AT_SYMLINK_NOFOLLOW) == 0 &&
                        S_ISREG(state.st_mode));
    if (plain && entry->d_name[0] != '.') call(std::string_view(entry->d_name));
  }
}

// Seconds, then microseconds: the order of arrival.
using Arrival = std::pair<std::uint64_t, std::uint64_t>;

Arrival arrival(std::string_view id) { return {number_after(id, ""), number_after(id, ".M")}; }

std::string fresh_name(std::uint64_t bytes) {
  const auto stamp = next_stamp();
  return fmt::format("{}.M{:06}P{}.cleartext,W={}", stamp / 1'000'000, stamp % 1'000'000, ::getpid(), bytes);
}

std::string file_of(std::string_view id, Marks marks) {
  return marks == 0 ? fmt::format("new/{}", id) : fmt::format("cur/{}:2,{}", id, letters_of(marks));
}

bool is_name(std::string_view id) { return !id.empty() && id.front() != '.' && id.find_first_of(std::string_view("/\0", 2)) == id.npos; }

wire::Problem gone(std::string_view id) { return {fmt::format("The letter {} is not in the mailbox.", id), {}}; }

}  // namespace

Maildir::Maildir(fs::path folder, Keep keep) : folder_(std::move(folder)), keep_(keep) {}

Written Maildir::make() const {
  for (const char* part : {"tmp", "new", "cur"}) {
    if (auto made = make_folders(folder_ / part, keep_); !made) return made;
  }
  return {};
}

Written Maildir::sync() const {
  for (const char* part : {"new", "cur"}) {
    if (auto synced = sync_folder(folder_ / part, keep_); !synced) return synced;
  }
  return {};
}

// The folders are there, but for the first time.
tl::expected<std::string, wire::Problem> Maildir::deliver(std::string_view message, const Delivery& delivery) const {
  const auto stored = with_lf(message);
  const auto name = fresh_name(size_with_crlf(stored));
  const auto write = [&] {
    return write_durably(folder_ / "tmp" / name, folder_ / file_of(name, delivery.marks), stored, keep_, delivery.date);
  };
  auto written = write();
  if (!written) {
    if (auto made = make(); !made) return tl::unexpected(made.error());
    written = write();
  }
  if (!written) return tl::unexpected(written.error());
  return name;
}

std::vector<Letter> Maildir::letters() const {
  std::vector<std::pair<Arrival, Letter>> found;
  for (const char* part : {"new", "cur"}) {
    each_file(folder_ / part, [&](std::string_view name) {
      Letter letter{std::string(id_of(name)), fmt::format("{}/{}", part, name), marks_of(name), number_after(name, ",W=")};
      found.emplace_back(arrival(letter.id), std::move(letter));
    });
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return std::tie(a.first, a.second.id) < std::tie(b.first, b.second.id); });
  std::vector<Letter> letters;
  letters.reserve(found.size());
  for (auto& [when, letter] : found) letters.push_back(std::move(letter));
  return letters;
}

std::size_t Maildir::count() const {
  const auto now = state();
  if (now == counted_ && now.known != 0) return files_;
  files_ = 0;
  for (const char* part : {"new", "cur"}) each_file(folder_ / part, [this](std::string_view) { ++files_; });
  counted_ = now.settled() ? now : MaildirState{};
  return files_;
}

bool MaildirState::settled() const {
  constexpr std::int64_t coarsest_clock = 3'000'000'000;
  const auto now = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
  return now - std::max(fresh, known) > coarsest_clock;
}

MaildirState Maildir::state() const {
  const auto changed_at = [](const fs::path& folder) -> std::int64_t {
    struct stat state {};
    if (::stat(folder.c_str(), &state) != 0) return 0;
    return std::int64_t{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec;
  };
  return {changed_at(folder_ / "new"), changed_at(folder_ / "cur")};
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
  if (!is_name(id)) return {};
  for (const auto& file : {file_of(id, 0), file_of(id, seen)}) {
    std::error_code error;
    if (fs::is_regular_file(fs::symlink_status(folder_ / file, error))) return file;
  }
  for (auto& letter : letters()) {
    if (letter.id == id) return std::move(letter.file);
  }
  return {};
}

// Most letters are where nobody marked them, or where a reader saw them and no more.
tl::expected<std::string, wire::Problem> Maildir::read(std::string_view id) const {
  if (!is_name(id)) return tl::unexpected(gone(id));
  for (const auto& file : {file_of(id, 0), file_of(id, seen)}) {
    if (const auto stored = read_file(file)) return with_crlf(*stored);
  }
  const auto file = find(id);
  if (file.empty()) return tl::unexpected(gone(id));
  auto stored = read_file(file);
  if (!stored) return stored;
  return with_crlf(*stored);
}

bool Maildir::remove(std::string_view id) {
  const auto file = find(id);
  return !file.empty() && remove_file(file) && sync_folder((folder_ / file).parent_path(), keep_).has_value();
}

bool Maildir::remove(const std::vector<std::string>& ids) {
  bool all = true;
  for (const auto& id : ids) {
    const auto file = find(id);
    all = !file.empty() && remove_file(file) && all;
  }
  return (ids.empty() || sync().has_value()) && all;
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

bool Maildir::remove_file(const std::string& file) { return ::unlink((folder_ / file).c_str()) == 0; }

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
