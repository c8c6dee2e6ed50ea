#include "engine/grading/contradiction.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/grading/found.h"

namespace cleartext::grading {

Contradictions contradictions(const Opened& opened, const std::string& language) {
  Found found(language);
  for (const auto look : {in_places, in_times, in_sequences, in_letters, in_replies}) look(opened, found);
  return found.take();
}

std::string summary(const Contradictions& found, const std::string& language) {
  std::string text;
  std::vector<std::string> kinds;
  for (const auto& each : found) {
    if (std::ranges::find(kinds, each.kind) != kinds.end()) continue;
    kinds.push_back(each.kind);
    const auto more = std::ranges::count(found, each.kind, &Contradiction::kind) - 1;
    text += (text.empty() ? "" : " ") + each.sentence;
    if (more > 0) text += told(language, " ({} more of this kind.)", " ({} weitere dieser Art.)", more);
  }
  return text;
}

}  // namespace cleartext::grading
