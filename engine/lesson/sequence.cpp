#include "engine/lesson/sequence.h"

#include <algorithm>
#include <functional>

namespace cleartext::lesson {
namespace {

using analysis::Recording;

bool is_before(const Sighting& a, const Sighting& b) {
  if (a.packet != b.packet) return a.packet < b.packet;
  return a.line >= 0 && b.line >= 0 && a.line < b.line;
}

// What was found for each thing in this recording, once.
struct Found {
  std::vector<std::vector<Sighting>> seen, absent;
};

Found look(const Check& check, const Recording& recording) {
  Found found;
  for (const auto& each : check.seen) {
    // The first that fits is taken: the list's order is not the wire's where keys came late.
    std::ranges::stable_sort(found.seen.emplace_back(find_all(each.evidence, recording)), {}, &Sighting::packet);
  }
  for (const auto& each : check.absent) found.absent.push_back(find_all(each.evidence, recording));
  return found;
}

class Search {
 public:
  Search(const Check& check, const Found& found) : check_(check), found_(found) { best_.wanted = check.seen.size(); }

  Sequence run() {
    if (found_.seen.empty()) return best_;
    for (const auto& start : found_.seen.front()) {
      auto tried = from(start);
      if (tried.complete()) return tried;
      if (tried.seen.size() > best_.seen.size()) best_ = std::move(tried);
    }
    return best_;
  }

 private:
  bool is_here(const Sighting& sighting, const Sighting& start) const {
    return check_.where == Check::Where::anywhere || sighting.stream == start.stream;
  }

  Sequence from(const Sighting& start) const {
    Sequence tried{{start}, 0, check_.seen.size()};
    while (tried.seen.size() < tried.wanted) {
      const auto& last = tried.seen.back();
      const auto& next = found_.seen[tried.seen.size()];
      const auto fits = [&](const Sighting& each) {
        const bool is_later = each.packet > last.after.packet || each.line < 0 || each.line >= static_cast<int>(last.after.line);
        return is_here(each, start) && each.packet >= last.after.packet && is_later;
      };
      const auto found = std::ranges::find_if(next, fits);
      if (found == next.end()) return tried;
      auto sighting = *found;
      if (sighting.line < 0) sighting.after = last.after.at(sighting.packet);
      tried.seen.push_back(sighting);
    }
    tried.forbidden = forbidden(tried, start);
    return tried;
  }

  const Sighting& named(const std::string& name, const Sequence& tried) const {
    const auto at = std::ranges::find(check_.seen, name, &Check::Seen::name);
    return tried.seen[static_cast<std::size_t>(at - check_.seen.begin())];
  }

  std::uint32_t forbidden(const Sequence& tried, const Sighting& start) const {
    for (std::size_t i = 0; i < check_.absent.size(); ++i) {
      const auto& absence = check_.absent[i];
      for (const auto& sighting : found_.absent[i]) {
        if (!is_here(sighting, start)) continue;
        if (!absence.after.empty() && !is_before(named(absence.after, tried), sighting)) continue;
        if (!absence.before.empty() && !is_before(sighting, named(absence.before, tried))) continue;
        return sighting.packet;
      }
    }
    return 0;
  }

  const Check& check_;
  const Found& found_;
  Sequence best_;
};

}  // namespace

Sequence find_sequence(const Check& check, const Recording& recording) {
  const auto found = look(check, recording);
  return Search(check, found).run();
}

}  // namespace cleartext::lesson
