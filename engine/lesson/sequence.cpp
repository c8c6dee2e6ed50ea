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
    if (check_.order == Check::Order::any) return in_any_order();
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
    Sequence tried{{start}, 0, check_.seen.size(), 1};
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
      tried.missing = tried.seen.size();
    }
    tried.forbidden = forbidden(tried, start);
    return tried;
  }

  // On each connection that saw something of it, or on all of them together.
  Sequence in_any_order() {
    for (const auto& list : found_.seen) {
      for (const auto& start : list) {
        auto tried = around(start);
        if (tried.complete()) return tried;
        if (tried.seen.size() > best_.seen.size()) best_ = std::move(tried);
        if (check_.where == Check::Where::anywhere) break;
      }
    }
    return best_;
  }

  Sequence around(const Sighting& start) const {
    Sequence tried{{}, 0, check_.seen.size(), check_.seen.size()};
    for (std::size_t i = 0; i < tried.wanted; ++i) {
      const auto fits = [&](const Sighting& each) {
        const auto is_same = [&](const Sighting& other) { return other.packet == each.packet && other.line == each.line; };
        return is_here(each, start) && (each.line < 0 || std::ranges::none_of(tried.seen, is_same));
      };
      const auto found = std::ranges::find_if(found_.seen[i], fits);
      if (found != found_.seen[i].end())
        tried.seen.push_back(*found);
      else
        tried.missing = std::min(tried.missing, i);
    }
    if (tried.seen.size() == tried.wanted) tried.forbidden = forbidden(tried, start);
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

std::uint32_t Sequence::last_packet() const { return seen.empty() ? 0 : std::ranges::max_element(seen, {}, &Sighting::packet)->packet; }

Sequence find_sequence(const Check& check, const Recording& recording) {
  const auto found = look(check, recording);
  return Search(check, found).run();
}

}  // namespace cleartext::lesson
