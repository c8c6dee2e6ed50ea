// Which two of many: counted by the verbs that both have, and whether one of them is closed to a listener or speaks otherwise.
#include <algorithm>
#include <map>
#include <set>

#include "gui/sidebyside/side_view.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_looked_at = 40, most_lines = 2'000;  // conversations; of each

struct Kept {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::set<std::string, std::less<>> verbs;
  bool sealed = false;
};

Kept kept_of(const Selection& selection, const stream::StreamInfo& stream) {
  const auto& recording = selection.recording();
  Kept kept{stream.number, stream.protocol, {}, false};
  std::size_t left = most_lines;
  for (const analysis::LineRun& run : recording.lines_of({stream.number})) {
    auto at = recording.lines().begin() + run.first;
    for (std::uint32_t index = run.first; index < run.end && left > 0; ++index, ++at, --left) {
      const auto line = at.view();
      if (!selection.shows(line.packet)) return kept;
      if (!line.verb.empty() && !kept.verbs.contains(line.verb)) kept.verbs.emplace(line.verb);
      kept.sealed = kept.sealed || line.decrypted || line.protocol == packet::Protocol::tls || line.protocol == packet::Protocol::ssh;
    }
  }
  return kept;
}

bool says_something(const Selection& selection, std::uint32_t stream) {
  const auto runs = selection.recording().lines_of({stream});
  return !runs.empty() && selection.shows(selection.recording().lines().view(runs.front().first).packet);
}

// The newest ones, in order.
std::vector<Kept> conversations(const Selection& selection) {
  const auto& streams = selection.recording().streams();
  std::vector<Kept> all;
  for (auto stream = streams.rbegin(); stream != streams.rend() && all.size() < most_looked_at; ++stream)
    if (stream->control_stream == packet::no_stream && says_something(selection, stream->number))
      all.push_back(kept_of(selection, *stream));
  std::ranges::reverse(all);
  return all;
}

// The newest of all goes before any other pair, so that the view follows a lesson's steps: once it has something in common with
// another one, or is closed and never will.
int worth(const Kept& a, const Kept& b, const Kept& newest) {
  std::vector<std::string> both;
  std::ranges::set_intersection(a.verbs, b.verbs, std::back_inserter(both));
  const int alike = static_cast<int>(both.size());
  const bool is_newest = a.stream == newest.stream || b.stream == newest.stream;
  const bool comparable = alike >= 2 || (newest.sealed && newest.verbs.size() < 2);
  return alike + (a.sealed != b.sealed ? 10 : 0) + (a.protocol != b.protocol ? 5 : 0) + (is_newest && comparable ? 100 : 0);
}

}  // namespace

std::array<std::uint32_t, 2> worth_comparing(const Selection& selection) {
  const auto all = conversations(selection);
  std::array<std::uint32_t, 2> best{all.empty() ? packet::no_stream : all[0].stream, all.size() < 2 ? packet::no_stream : all[1].stream};
  int most = -1;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (const int here = worth(all[i], all[j], all.back()); here > most) most = here, best = {all[i].stream, all[j].stream};
    }
  }
  if (most >= 0 && best[0] != best[1]) {
    const auto is_sealed = [&](std::uint32_t one) { return std::ranges::find(all, one, &Kept::stream)->sealed; };
    if (is_sealed(best[0]) && !is_sealed(best[1])) std::swap(best[0], best[1]);  // cleartext at the left
  }
  return best;
}

}  // namespace cleartext::gui
