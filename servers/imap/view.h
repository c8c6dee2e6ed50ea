// What one session knows of the folder that it has open: which letter has which number, and which marks it was
// told. The numbers stay until the session says EXPUNGE, whatever happens meanwhile (RFC 3501, 7.4.1).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "servers/imap/number_set.h"
#include "servers/store/mail_folder.h"

namespace cleartext::imap {

enum class Numbering : unsigned char { sequence, unique };
enum class News : unsigned char { none, marks, all };  // marks: EXPUNGE may not be said now

class View {
 public:
  View(std::shared_ptr<store::MailFolder> folder, std::string name, bool read_only, std::function<void()> changed);
  store::MailFolder& folder() const { return *folder_; }
  const std::string& name() const { return name_; }
  bool read_only() const { return read_only_; }
  std::size_t size() const { return known_.size(); }
  std::size_t recent() const;
  std::uint32_t uid(std::size_t index) const { return known_[index].uid; }  // index: number less 1
  bool is_recent(std::size_t index) const { return known_[index].recent; }
  const store::Mail* mail(std::size_t index) const { return folder_->find(known_[index].uid); }  // nullptr: gone

  // Ascending indexes. Nothing: a sequence number that is not there; what was never given or is gone counts not.
  std::optional<std::vector<std::size_t>> find(const NumberSet& set, Numbering numbering) const;
  void news(std::string& out, News kind);  // untagged answers for all that changed since
  void told(std::size_t index);            // the client knows these marks, or has made them

 private:
  struct Known {
    std::uint32_t uid;
    std::uint64_t told;  // up to which of the folder's changes
    bool recent;
  };
  void expunged(std::string& out);
  void arrived(std::string& out);

  std::shared_ptr<store::MailFolder> folder_;
  std::string name_;
  bool read_only_;
  store::MailFolder::Watcher watcher_;
  std::vector<Known> known_;
  std::uint64_t seen_changes_ = 0;
  std::size_t keywords_ = 0;
};

}  // namespace cleartext::imap
