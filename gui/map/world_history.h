// What the servers held, and when: so that a map that is stepped back says what was in queues and mailboxes then.
#pragma once
#include <cstdint>
#include <deque>

#include "servers/lab/lab.h"

namespace cleartext::gui {

class WorldHistory {
 public:
  static constexpr std::size_t most = 1000;                         // the oldest go first
  void note(std::int64_t taken_ns, const lab::Snapshot& snapshot);  // since 1970, as packets count it; never earlier than the last
  void clear() { then_.clear(); }
  const lab::Snapshot* before(std::int64_t time_ns) const;  // the last that was taken before; nullptr: none was

 private:
  struct Then {
    std::int64_t taken_ns;
    lab::Snapshot snapshot;
  };
  std::deque<Then> then_;
};

}  // namespace cleartext::gui
