// Maildir (https://cr.yp.to/proto/maildir.html): written in tmp, moved to new, read from new and cur. Letters
// lie there with LF ends, as mail readers expect; ",W=" in the name is the size with CR LF, as Dovecot writes
// it.
#include "servers/store/maildir.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "servers/store/disk.h"

namespace cleartext::store {

namespace fs = std::filesystem;

namespace {

std::string with_lf(std::string_view message) {
  std::string text;
  text.reserve(message.size());
  for (std::size_t at = 0; at < message.size(); ++at) {
    if (message[at] == '\r' && at + 1 < message.size() && message[at + 1] == '\n') continue;
    text += message[at];
  }
  return text;
}

std::string with_crlf(std::string_view stored) {
  std::string message;
  message.reserve(stored.size() + stored.size() / 32);
  for (const char letter : stored) {
    if (letter == '\n' && (message.empty() || message.back() != '\r')) message += '\r';
    message += letter;
  }
  return message;
}

// "unique:2,S" -> "unique": mail readers move a letter to cur and add flags after a colon.
std::string_view id_of(std::string_view file_name) {
  return file_name.substr(0, file_name.find(':'));
}

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

std::vector<fs::path> letters(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const char* part : {"new", "cur"}) {
    std::error_code error;
    for (fs::directory_iterator entry(folder / part, error), end; !error && entry != end;
         entry.increment(error)) {
      std::error_code state;
      const auto status = entry->symlink_status(state);
      if (!state && fs::is_regular_file(status) && !entry->path().filename().string().starts_with('.')) {
        found.push_back(entry->path());
      }
    }
  }
  return found;
}

fs::path find_letter(const fs::path& folder, std::string_view id) {
  const auto fresh = folder / "new" / id;
  std::error_code error;
  const bool one_name =
      !id.empty() && id.front() != '.' && id.find_first_of(std::string_view("/\0", 2)) == id.npos;
  if (one_name && fs::is_regular_file(fs::symlink_status(fresh, error))) return fresh;
  for (const auto& file : letters(folder)) {
    if (id_of(file.filename().native()) == id) return file;
  }
  return {};
}

wire::Problem gone(std::string_view id) {
  return {fmt::format("The letter {} is not in the mailbox.", id), {}};
}

}  // namespace

Maildir::Maildir(fs::path folder) : folder_(std::move(folder)) {}

tl::expected<std::string, wire::Problem> Maildir::deliver(std::string_view message) {
  for (const char* part : {"tmp", "new", "cur"}) {
    if (auto made = make_folders(folder_ / part); !made) return tl::unexpected(made.error());
  }
  const auto stored = with_lf(message);
  const auto on_the_wire = with_crlf(stored).size();
  const auto stamp = next_stamp();
  const auto name = fmt::format("{}.M{:06}P{}.cleartext,W={}", stamp / 1'000'000, stamp % 1'000'000,
                                ::getpid(), on_the_wire);
  auto written = write_durably(folder_ / "tmp" / name, folder_ / "new" / name, stored);
  if (!written) return tl::unexpected(written.error());
  return name;
}

std::vector<MailEntry> Maildir::list() const {
  std::vector<MailEntry> entries;
  for (const auto& file : letters(folder_)) {
    const auto name = file.filename().string();
    auto bytes = number_after(name, ",W=");
    if (bytes == 0) {  // put there by another program: count
      const auto stored = read_whole(file);
      if (!stored) continue;
      bytes = with_crlf(*stored).size();
    }
    entries.push_back({std::string(id_of(name)), bytes});
  }
  std::sort(entries.begin(), entries.end(), [](const MailEntry& a, const MailEntry& b) {
    return std::pair(arrival(a.id), a.id) < std::pair(arrival(b.id), b.id);
  });
  return entries;
}

tl::expected<std::string, wire::Problem> Maildir::read(std::string_view id) const {
  const auto file = find_letter(folder_, id);
  if (file.empty()) return tl::unexpected(gone(id));
  auto stored = read_whole(file);
  if (!stored) return stored;
  return with_crlf(*stored);
}

bool Maildir::remove(std::string_view id) {
  const auto file = find_letter(folder_, id);
  return !file.empty() && ::unlink(file.c_str()) == 0 && sync_folder(file.parent_path()).has_value();
}

}  // namespace cleartext::store
