// What a folder's letters say, kept for the next who asks; and who hears of its changes.
#include <algorithm>
#include <utility>

#include "servers/store/line_ends.h"
#include "servers/store/mail_folder.h"

namespace cleartext::store {

namespace {

constexpr std::size_t most_header_bytes = 32 * 1024 * 1024, longest_kept = 64 * 1024;

std::string_view header_of(std::string_view message) {
  if (message.starts_with("\r\n")) return message.substr(0, 2);
  const auto end = message.find("\r\n\r\n");
  return end == std::string_view::npos ? message : message.substr(0, end + 4);
}

}  // namespace

tl::expected<std::string, wire::Problem> MailFolder::stored(std::uint32_t uid, std::size_t most) {
  const auto* mail = find(uid);
  if (mail == nullptr) return tl::unexpected(wire::Problem{"The letter is gone.", {}});
  auto stored = maildir_.read_file(mail->letter.file, most);
  if (stored) return stored;
  looked_ = {};  // somebody else marked it meanwhile, or took it away
  if (!look() || (mail = find(uid)) == nullptr) return stored;
  return maildir_.read_file(mail->letter.file, most);
}

Text MailFolder::text(std::uint32_t uid) {
  if (last_text_ && last_uid_ == uid && find(uid) != nullptr) return last_text_;
  const auto letter = stored(uid, SIZE_MAX);
  if (!letter) return nullptr;
  last_uid_ = uid;
  return last_text_ = std::make_shared<const std::string>(with_crlf(*letter));
}

Text MailFolder::header(std::uint32_t uid) {
  if (find(uid) == nullptr) return nullptr;
  if (const auto kept = headers_.find(uid); kept != headers_.end()) return kept->second;
  const auto start = stored(uid, longest_kept);
  if (!start) return nullptr;
  const bool whole = start->starts_with('\n') || start->find("\n\n") != std::string::npos || start->find("\n\r\n") != std::string::npos;
  if (!whole && start->size() == longest_kept) {
    const auto letter = text(uid);
    return letter ? std::make_shared<const std::string>(header_of(*letter)) : nullptr;
  }
  auto header = std::make_shared<const std::string>(header_of(with_crlf(*start)));
  if (header_bytes_ + header->size() > most_header_bytes) {
    headers_.clear();
    header_bytes_ = 0;
  }
  header_bytes_ += header->size();
  return headers_[uid] = std::move(header);
}

std::optional<std::time_t> MailFolder::date(std::uint32_t uid) {
  const auto* mail = find(uid);
  return mail == nullptr ? std::nullopt : maildir_.date_of(mail->letter.file);
}

MailFolder::Watcher MailFolder::watch(std::function<void()> call) {
  auto watcher = std::make_shared<std::function<void()>>(std::move(call));
  watchers_.push_back(watcher);
  return watcher;
}

void MailFolder::tell() {
  if (std::exchange(told_changes_, changes_) == changes_) return;
  watchers_.remove_if([](const auto& watcher) { return watcher.expired(); });
  for (const auto& watcher : std::vector(watchers_.begin(), watchers_.end())) {
    if (const auto call = watcher.lock()) (*call)();
  }
}

void MailFolder::moved_to(const std::filesystem::path& folder) { maildir_ = Maildir(folder, Keep::for_now); }

void MailFolder::was_removed() {
  gone_ = true;
  mails_.clear();
  headers_.clear();
  ++changes_;
  tell();
}

}  // namespace cleartext::store
