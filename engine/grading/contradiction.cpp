#include "engine/grading/contradiction.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::grading {

Contradictions contradictions(const Opened& opened) {
  Contradictions all;
  for (const auto look : {in_places, in_times, in_sequences, in_letters}) {
    auto found = look(opened);
    all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  }
  return all;
}

std::string summary(const Contradictions& found) {
  std::string text;
  std::vector<std::string> told;
  for (const auto& each : found) {
    if (std::ranges::find(told, each.kind) != told.end()) continue;
    told.push_back(each.kind);
    const auto more = std::ranges::count(found, each.kind, &Contradiction::kind) - 1;
    text += (text.empty() ? "" : " ") + each.sentence;
    if (more > 0) text += fmt::format(" ({} more of this kind.)", more);
  }
  return text;
}

}  // namespace cleartext::grading
