#include "servers/store/mail_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>

namespace cleartext::store {

namespace fs = std::filesystem;
using Why = FolderRefusal::Why;

namespace {

constexpr std::string_view validity_file = "cleartext-validity", subscriptions_file = "subscriptions";

// A name on the disk: no slash, no control, no empty level.
bool safe(std::string_view name) {
  if (name.empty() || name.size() > MailFolders::longest_name || name.front() == '.' || name.back() == '.') return false;
  if (name.find("..") != name.npos) return false;
  return std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~' && c != '/'; });
}

tl::unexpected<FolderRefusal> refuse(Why why, std::string sentence) { return tl::unexpected(FolderRefusal{why, std::move(sentence)}); }

MailFolders::Done done(const Written& written) {
  if (written) return {};
  return refuse(is_full(written.error()) ? Why::full : Why::disk, written.error().sentence);
}

MailFolders::Done disk_has_room(Room& mailbox) {
  if (mailbox.around().has(1)) return {};
  return refuse(Why::full, std::string(disk_is_full));
}

std::string no_folder(std::string_view name) { return fmt::format("There is no folder {}", name); }

bool is_below(std::string_view name, std::string_view upper) {
  return name.size() > upper.size() && name.starts_with(upper) && name[upper.size()] == MailFolders::separator;
}

}  // namespace

MailFolders::MailFolders(fs::path root, const wire::Clock& clock, std::function<bool()> inbox_held, Keep keep)
    : root_(std::move(root)),
      clock_(clock),
      inbox_held_(std::move(inbox_held)),
      unsynced_(std::make_shared<Unsynced>(keep)),
      room_(root_) {}

fs::path MailFolders::path(std::string_view name) const { return name == inbox ? root_ : root_ / fmt::format(".{}", name); }

std::vector<std::string> MailFolders::names() const {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::directory_iterator entry(root_, error), end; !error && entry != end; entry.increment(error)) {
    const auto name = entry->path().filename().string();
    std::error_code state;
    if (name.starts_with('.') && safe(std::string_view(name).substr(1)) && fs::is_directory(entry->symlink_status(state)))
      found.push_back(name.substr(1));
  }
  std::sort(found.begin(), found.end());
  found.insert(found.begin(), std::string(inbox));
  return found;
}

bool MailFolders::exists(std::string_view name) const {
  std::error_code error;
  return name == inbox || (safe(name) && fs::is_directory(fs::symlink_status(path(name), error)));
}

std::shared_ptr<MailFolder> MailFolders::opened(std::string_view name) {
  const auto found = open_.find(name);
  return found == open_.end() ? nullptr : found->second.lock();
}

std::shared_ptr<MailFolder> MailFolders::open(std::string_view name) {
  if (!exists(name)) return nullptr;
  auto folder = opened(name);
  if (!folder) {
    folder = std::make_shared<MailFolder>(
        path(name), [this] { return new_validity(); }, unsynced_, name == inbox ? inbox_held_ : nullptr);
    std::erase_if(open_, [](const auto& entry) { return entry.second.expired(); });
    open_[std::string(name)] = folder;
  }
  return folder->look() ? folder : nullptr;
}

void MailFolders::look() {
  for (const auto& [name, open] : std::map(open_)) {
    if (const auto folder = open.lock()) (void)folder->look();
  }
}

MailFolders::Done MailFolders::create(std::string_view name) {
  if (exists(name)) return refuse(Why::exists, fmt::format("There is a folder {} already", name));
  if (!safe(name)) return refuse(Why::not_allowed, "A folder cannot have this name");
  if (names().size() >= most_folders) return refuse(Why::too_many, "There are too many folders");
  if (auto room = disk_has_room(room_); !room) return room;
  if (auto made = Maildir(path(name), Keep::for_now).make(); !made) return done(made);
  auto marked = write_durably(path(name) / "tmp" / "maildirfolder", path(name) / "maildirfolder", "", Keep::for_now);
  unsynced_->note(path(name));
  unsynced_->note(root_);
  return done(marked);
}

// Out of sight at once, and then file by file.
MailFolders::Done MailFolders::remove(std::string_view name) {
  if (name == inbox) return refuse(Why::not_allowed, "The inbox cannot be deleted");
  if (!exists(name)) return refuse(Why::missing, no_folder(name));
  const auto hidden = root_ / "tmp" / fmt::format("removed.{}", next_stamp());
  if (auto made = make_folders(root_ / "tmp", Keep::for_now); !made) return done(made);
  if (::rename(path(name).c_str(), hidden.c_str()) != 0) return done(tl::unexpected(disk_problem("Removing", path(name), errno)));
  unsynced_->note(root_);
  std::error_code ignored;
  fs::remove_all(hidden, ignored);
  if (const auto folder = opened(name)) folder->was_removed();
  open_.erase(std::string(name));
  return {};
}

MailFolders::Done MailFolders::rename(std::string_view from, std::string_view to) {
  if (from == inbox) {  // RFC 3501, 6.3.5
    if (inbox_held_ && inbox_held_()) return refuse(Why::in_use, "The inbox is open in a POP3 session");
    if (auto created = create(to); !created) return created;
    const auto source = open(inbox), target = open(to);
    if (!source || !target) return refuse(Why::disk, "The folder could not be read");
    std::vector<std::uint32_t> all;
    for (const auto& mail : source->mails()) all.push_back(mail.uid);
    if (auto moved = target->take(*source, all, Maildir::Way::move); !moved) return done(tl::unexpected(moved.error()));
    auto settled = target->settle();
    return done(settled ? source->settle() : settled);
  }
  std::vector<std::pair<std::string, std::string>> moves;  // a level above others need not be a folder itself
  if (exists(from)) moves.emplace_back(from, to);
  for (const auto& name : names()) {
    if (is_below(name, from)) moves.emplace_back(name, fmt::format("{}{}", to, std::string_view(name).substr(from.size())));
  }
  if (moves.empty()) return refuse(Why::missing, no_folder(from));
  for (const auto& [old_name, new_name] : moves) {
    if (exists(new_name)) return refuse(Why::exists, fmt::format("There is a folder {} already", new_name));
    if (!safe(new_name)) return refuse(Why::not_allowed, "A folder cannot have this name");
  }
  if (auto room = disk_has_room(room_); !room) return room;
  for (const auto& [old_name, new_name] : moves) {
    if (::rename(path(old_name).c_str(), path(new_name).c_str()) != 0)
      return done(tl::unexpected(disk_problem("Renaming", path(old_name), errno)));
    if (const auto folder = opened(old_name)) {
      folder->moved_to(path(new_name));
      open_[new_name] = folder;
    }
    open_.erase(old_name);
  }
  unsynced_->note(root_);
  return {};
}

// The time, but never a number that was given before: a folder that is made again is another one.
std::uint32_t MailFolders::new_validity() {
  const auto since = std::chrono::duration_cast<std::chrono::seconds>(clock_.wall().time_since_epoch()).count();
  std::uint32_t last = 0;
  if (const auto text = read_whole(root_ / validity_file)) std::from_chars(text->data(), text->data() + text->size(), last);
  const auto next = std::max(static_cast<std::uint32_t>(std::max<std::int64_t>(since, 1)), last + 1);
  if (make_folders(root_ / "tmp", Keep::for_now))
    (void)write_durably(root_ / "tmp" / validity_file, root_ / validity_file, fmt::format("{}\n", next), Keep::for_now);
  unsynced_->note(root_ / validity_file);
  unsynced_->note(root_);
  return next;
}

std::vector<std::string> MailFolders::subscribed() const {
  std::vector<std::string> names;
  const auto text = read_whole(root_ / subscriptions_file);
  for (std::string_view rest = text ? std::string_view(*text) : std::string_view(); !rest.empty();) {
    const auto end = rest.find('\n');
    if (end != 0) names.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  }
  return names;
}

MailFolders::Done MailFolders::keep_subscribed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += name + '\n';
  if (auto room = disk_has_room(room_); !room) return room;
  if (auto made = make_folders(root_ / "tmp", Keep::for_now); !made) return done(made);
  auto written = write_durably(root_ / "tmp" / subscriptions_file, root_ / subscriptions_file, text, Keep::for_now);
  unsynced_->note(root_ / subscriptions_file);
  unsynced_->note(root_);
  return done(written);
}

MailFolders::Done MailFolders::subscribe(std::string_view name) {
  auto names = subscribed();
  if (std::find(names.begin(), names.end(), name) != names.end()) return {};
  if (name != inbox && !safe(name)) return refuse(Why::not_allowed, "A folder cannot have this name");
  if (names.size() >= most_folders) return refuse(Why::too_many, "There are too many folders");
  names.emplace_back(name);
  std::sort(names.begin(), names.end());
  return keep_subscribed(names);
}

MailFolders::Done MailFolders::unsubscribe(std::string_view name) {
  auto names = subscribed();
  if (std::erase(names, name) == 0) return refuse(Why::missing, fmt::format("{} is not subscribed to", name));
  return keep_subscribed(names);
}

}  // namespace cleartext::store
