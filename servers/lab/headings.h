// What stands at the top of the newest letters of a mailbox: who wrote and what about. Read once a letter, and kept.
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
  std::vector<Snapshot::Letter> newest(const store::Maildir& mailbox);

 private:
  struct Heading {
    std::string from, subject;
  };
  const Heading& heading_of(const store::Maildir& mailbox, const store::Letter& letter);
  std::map<std::string, Heading> kept_;          // by letter
};

}  // namespace cleartext::lab
