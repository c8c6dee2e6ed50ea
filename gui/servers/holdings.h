// What a machine holds, in rows of words: its queue, its mailboxes with their letters, its files. Drawn as inside the
// server; proof of nothing.
#pragma once
#include <QString>
#include <vector>

#include "servers/lab/lab.h"

namespace cleartext::gui {

struct Holding {
  int depth = 0;  // 0: a queue, a mailbox, a disk; 1 and more: what is in it
  QString words, detail;
  QString told;  // tool tip; may be empty
  bool operator==(const Holding&) const = default;
};

std::vector<Holding> holdings(const lab::Snapshot& snapshot, wire::Role machine);
QString short_size(std::uint64_t bytes);  // "1.2 kB"

}  // namespace cleartext::gui
