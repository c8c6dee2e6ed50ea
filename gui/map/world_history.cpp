// Only what the map tells is kept, and only where it differs from what was told before.
#include "gui/map/world_history.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

template <typename Values, typename Same>
bool all_same(const Values& a, const Values& b, Same same) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool tells_the_same(const lab::Snapshot& a, const lab::Snapshot& b) {
  return all_same(a.queues, b.queues,
                  [](const auto& x, const auto& y) { return x.waiting == y.waiting && x.last_answer == y.last_answer; }) &&
         all_same(a.mailboxes, b.mailboxes, [](const auto& x, const auto& y) { return x.mails == y.mails && x.full == y.full; }) &&
         all_same(a.entrances, b.entrances, [](const auto& x, const auto& y) { return x.door == y.door; }) &&
         all_same(a.disks, b.disks, [](const auto& x, const auto& y) { return x.full == y.full; }) &&
         all_same(a.faults, b.faults, [](const auto& x, const auto& y) { return x == y; });
}

}  // namespace

void WorldHistory::note(std::int64_t taken_ns, const lab::Snapshot& snapshot) {
  if (!then_.empty() && tells_the_same(then_.back().snapshot, snapshot)) return;
  then_.push_back({taken_ns, snapshot});
  lab::Snapshot& kept = then_.back().snapshot;
  kept.files.clear();
  kept.printed.clear();
  for (auto& box : kept.mailboxes) box.letters.clear();
  if (then_.size() > most) then_.pop_front();
}

const lab::Snapshot* WorldHistory::before(std::int64_t time_ns) const {
  const auto after = std::partition_point(then_.begin(), then_.end(), [&](const Then& one) { return one.taken_ns < time_ns; });
  return after == then_.begin() ? nullptr : &std::prev(after)->snapshot;
}

}  // namespace cleartext::gui
