// A mailbox at a glance: how many letters, how large, and of the newest who wrote and what about. Looked at again when
// something came or went; the header of one that was shown before is not read again.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "servers/lab/lab.h"
#include "servers/store/maildir.h"

namespace cleartext::lab {

class Headings {
 public:
  static constexpr std::size_t most_shown = 25;  // of one mailbox, the newest first
  // Without its quota, which others keep.
  const Snapshot::Mailbox& look(const std::string& address, const store::Maildir& mailbox);

 private:
  struct Seen {
    store::MaildirState state;  // then
    Snapshot::Mailbox box;
    std::vector<std::string> ids = {};  // of the letters in it
  };
  static Seen read(const std::string& address, const store::Maildir& mailbox, const Seen& before);
  std::map<std::string, Seen> seen_;  // by address
};

}  // namespace cleartext::lab
