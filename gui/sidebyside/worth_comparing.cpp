// Which two of many: counted by the verbs that both have, and whether one of them is closed to a listener or speaks otherwise.
#include <algorithm>
#include <map>
#include <set>

#include "gui/sidebyside/side_view.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_looked_at = 40;

struct Kept {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::set<std::string, std::less<>> verbs;
  bool sealed = false;
};

std::vector<Kept> conversations(const Selection& selection) {
  const auto& recording = selection.recording();
  std::map<std::uint32_t, Kept> by_stream;
  for (auto at = recording.lines().begin(); at != recording.lines().end(); ++at) {
    const auto line = at.view();
    if (!selection.shows(line.packet) || line.stream >= recording.streams().size() ||
        recording.streams()[line.stream].control_stream != packet::no_stream)
      continue;
    if (by_stream.size() == most_looked_at && !by_stream.contains(line.stream)) continue;
    Kept& kept = by_stream[line.stream];
    kept.stream = line.stream;
    kept.protocol = recording.streams()[line.stream].protocol;
    if (!line.verb.empty() && !kept.verbs.contains(line.verb)) kept.verbs.emplace(line.verb);
    kept.sealed = kept.sealed || line.decrypted || line.protocol == packet::Protocol::tls || line.protocol == packet::Protocol::ssh;
  }
  std::vector<Kept> all;
  for (auto& [stream, kept] : by_stream) all.push_back(std::move(kept));
  return all;
}

int worth(const Kept& a, const Kept& b) {
  std::vector<std::string> both;
  std::ranges::set_intersection(a.verbs, b.verbs, std::back_inserter(both));
  const int alike = static_cast<int>(both.size());
  return alike + (a.sealed != b.sealed ? 10 : 0) + (a.protocol != b.protocol ? 5 : 0);
}

}  // namespace

std::array<std::uint32_t, 2> worth_comparing(const Selection& selection) {
  const auto all = conversations(selection);
  std::array<std::uint32_t, 2> best{all.empty() ? packet::no_stream : all[0].stream, all.size() < 2 ? packet::no_stream : all[1].stream};
  int most = -1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (const int here = worth(all[i], all[j]); here > most) most = here, best = {all[i].stream, all[j].stream};
    }
  }
  if (most >= 0 && best[0] != best[1]) {
    const auto is_sealed = [&](std::uint32_t one) { return std::ranges::find(all, one, &Kept::stream)->sealed; };
    if (is_sealed(best[0]) && !is_sealed(best[1])) std::swap(best[0], best[1]);  // cleartext at the left
  }
  return best;
}

}  // namespace cleartext::gui
