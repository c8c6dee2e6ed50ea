// A mailbox as all who have it open share it: each letter has a number for good, its marks are known, and who
// watches hears of every change, whoever made it. What another program did on the disk is seen by look().
#pragma once
#include <functional>
#include <list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "servers/store/maildir.h"
#include "servers/store/uid_list.h"
#include "servers/store/unsynced.h"

namespace cleartext::store {

struct Mail {
  std::uint32_t uid = 0;
  Letter letter;
  std::uint64_t bytes = 0;    // with CR LF line ends
  std::uint64_t changed = 0;  // MailFolder::changes() when its marks changed
  bool fresh = false;         // nobody was told of it yet
};

using Text = std::shared_ptr<const std::string>;  // CR LF line ends; nullptr: it is gone

// Numbers there and numbers here.
using Taken = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

class MailFolder {
 public:
  // `new_validity` gives a number that no folder of this user ever had.
  // What it writes is noted in `unsynced`.
  MailFolder(std::filesystem::path folder, std::function<std::uint32_t()> new_validity, std::shared_ptr<Unsynced> unsynced,
             std::function<bool()> held = {});
  bool held() const { return held_ && held_(); }             // somebody was promised that no letter goes: remove and move nothing
  Written look();                                            // at the disk: what came, went or was marked there
  const std::vector<Mail>& mails() const { return mails_; }  // by ascending uid
  const Mail* find(std::uint32_t uid) const;
  std::uint32_t validity() const { return uids_.validity; }
  std::uint32_t next_uid() const { return uids_.next; }
  std::uint64_t changes() const { return changes_; }  // grows with each
  const std::vector<std::string>& keywords() const { return uids_.keywords; }
  std::optional<Marks> keyword_mark(std::string_view word);  // a new one, if there is room; any case

  // Written after settle(), which tells all who watch; durable when what is unsynced was synced.
  bool mark(std::uint32_t uid, Marks marks);            // false: it is gone
  bool remove(const std::vector<std::uint32_t>& uids);  // false: one would not go
  tl::expected<std::uint32_t, wire::Problem> add(std::string_view message, const Delivery& delivery);
  // All of them, or none; the new numbers, in the order of the old ones. What is gone already has none.
  tl::expected<Taken, wire::Problem> take(MailFolder& from, const std::vector<std::uint32_t>& uids, Maildir::Way way);
  void told(std::uint32_t uid);  // somebody knows it now: it is fresh no more
  Written settle();

  Text text(std::uint32_t uid);
  Text header(std::uint32_t uid);  // up to and with the empty line; kept, so that a second look costs nothing
  std::optional<std::time_t> date(std::uint32_t uid);

  using Watcher = std::shared_ptr<std::function<void()>>;  // drop it to hear no more
  Watcher watch(std::function<void()> call);
  const Maildir& maildir() const { return maildir_; }
  void moved_to(const std::filesystem::path& folder);
  void was_removed();  // every letter went with it

 private:
  Mail* to_change(std::uint32_t uid);
  Mail& append(Letter letter);
  bool merge(std::vector<Letter> letters);  // true: some are gone
  tl::expected<std::string, wire::Problem> stored(std::uint32_t uid, std::size_t most);
  Marks marks_from(const MailFolder& other, Marks marks);  // the same words may have other letters here
  Written save_list();
  Written add_to_list();
  void tell();

  Maildir maildir_;
  std::shared_ptr<Unsynced> unsynced_;
  std::function<std::uint32_t()> new_validity_;
  std::function<bool()> held_;
  UidList uids_;              // without its letters, which mails_ has
  std::uint32_t listed_ = 1;  // those from this number on are not in the list yet
  std::vector<Mail> mails_;
  std::uint64_t changes_ = 0, told_changes_ = 0;
  bool open_ = false, gone_ = false, list_changed_ = false, files_changed_ = false;
  MaildirState looked_;
  std::list<std::weak_ptr<std::function<void()>>> watchers_;
  std::unordered_map<std::uint32_t, Text> headers_;
  std::size_t header_bytes_ = 0;
  std::uint32_t last_uid_ = 0;  // whose text is kept: clients fetch a long letter in pieces
  Text last_text_;
};

}  // namespace cleartext::store
