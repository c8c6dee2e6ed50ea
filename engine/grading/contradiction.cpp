#include "engine/grading/contradiction.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/grading/capture_clock.h"
#include "engine/grading/found.h"

namespace cleartext::grading {

Contradictions contradictions(const Opened& opened, const std::string& language) {
  Found found(language);
  const CaptureClock clock(*opened.recording);
  in_places(opened, found);
  for (const auto look : {in_times, in_sequences, in_letters, in_told_times}) look(opened, clock, found);
  in_replies(opened, found);
  return found.take();
}

std::string summary(const Contradictions& found, const std::string& language) {
  constexpr std::ptrdiff_t most_copies = 3;  // from each of whom, and by what it is seen
  std::string text;
  std::map<std::string, std::ptrdiff_t> kinds;
  for (const auto& each : found) {
    const auto count = ++kinds[each.kind];
    const auto most = each.kind == "copy" ? most_copies : 1;
    if (count > most) continue;
    text += (text.empty() ? "" : " ") + each.sentence;
    const auto more = std::ranges::count(found, each.kind, &Contradiction::kind) - most;
    if (count == most && more > 0) text += told(language, " ({} more of this kind.)", " ({} weitere dieser Art.)", more);
  }
  return text;
}

}  // namespace cleartext::grading
