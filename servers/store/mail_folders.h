// All folders of one user, as Maildir++ has them: the inbox is the mailbox itself, "Sent" is ".Sent" in it,
// "Work.2025" is ".Work.2025". Names are as IMAP has them: modified UTF-7, levels between dots.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "servers/store/mail_folder.h"
#include "servers/store/room.h"
#include "servers/wire/clock.h"

namespace cleartext::store {

struct FolderRefusal {
  enum class Why : unsigned char { exists, missing, not_allowed, too_many, in_use, full, disk } why;  // full: there is no room on the disk
  std::string sentence;
};

class MailFolders {
 public:
  using Done = tl::expected<void, FolderRefusal>;
  static constexpr char separator = '.';
  static constexpr std::string_view inbox = "INBOX";
  static constexpr std::size_t longest_name = 200, most_folders = 1000;

  // `inbox_held`: whether a POP3 session has it open, to whom nothing may change (RFC 1939, 4).
  MailFolders(std::filesystem::path root, const wire::Clock& clock, std::function<bool()> inbox_held = {}, Keep keep = Keep::for_good);
  MailFolders(const MailFolders&) = delete;
  MailFolders& operator=(const MailFolders&) = delete;
  std::vector<std::string> names() const;  // the inbox, then the others in order
  bool exists(std::string_view name) const;
  // One object for all who have it open; looked at. nullptr: there is no such folder.
  std::shared_ptr<MailFolder> open(std::string_view name);
  void look();  // at those that are open
  Done create(std::string_view name);
  Done remove(std::string_view name);                       // with its letters; folders below it stay
  Done rename(std::string_view from, std::string_view to);  // with those below it; of the inbox only the letters
  std::vector<std::string> subscribed() const;              // in order, whether they exist or not
  Done subscribe(std::string_view name);
  Done unsubscribe(std::string_view name);
  const wire::Clock& clock() const { return clock_; }
  // What was written in these folders and is to be synced before anybody hears that it was.
  std::vector<Descriptor> take_unsynced() { return unsynced_->take(); }
  Room& room() { return room_; }  // for all of the user's letters together

 private:
  std::filesystem::path path(std::string_view name) const;
  std::shared_ptr<MailFolder> opened(std::string_view name);
  std::uint32_t new_validity();
  Done keep_subscribed(const std::vector<std::string>& names);

  std::filesystem::path root_;
  const wire::Clock& clock_;
  std::function<bool()> inbox_held_;
  std::shared_ptr<Unsynced> unsynced_;
  std::map<std::string, std::weak_ptr<MailFolder>, std::less<>> open_;
  Room room_;
};

}  // namespace cleartext::store
