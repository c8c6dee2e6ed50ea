// A mailbox at a glance: how many letters, how large, and of the newest who wrote and what about. Looked at again when
// something came or went; a header is read once.
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
  struct Heading {
    std::string from, subject;
  };
  struct Seen {
    store::MaildirState state;                   // then
    Snapshot::Mailbox box;
  };
  const Heading& heading_of(const store::Maildir& mailbox, const store::Letter& letter);
  Snapshot::Mailbox read(const std::string& address, const store::Maildir& mailbox);
  std::map<std::string, Seen> seen_;             // by address
  std::map<std::string, Heading> kept_;          // by letter
};

}  // namespace cleartext::lab
