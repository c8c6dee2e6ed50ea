// A letter's envelope is what was said last before it in its stream: MAIL FROM and each RCPT TO (RFC 5321, 3.3).
#include "gui/selection/letters.h"

#include <algorithm>

namespace cleartext::gui {

bool is_in_envelope(const Selection& selection) {
  const int line = selection.line();
  if (line < 0 || selection.place().from != wire::Side::client) return false;
  const dialogue::LineView view = selection.recording().lines().view(static_cast<std::size_t>(line));
  return view.protocol == packet::Protocol::smtp && (view.verb == "MAIL" || view.verb == "RCPT");
}

bool lies_in(const findings::Message& letter, const Place& place) {
  const bool same_side = letter.from_client == (place.from == wire::Side::client);
  return letter.stream == place.stream && same_side && place.position >= letter.position &&
         place.position < letter.position + letter.length;
}

int letter_of(const Selection& selection) {
  const Place& place = selection.place();
  if (place.packet == 0) return -1;
  const auto& all = selection.recording().messages();
  const auto index = [&](auto found) { return found == all.end() ? -1 : static_cast<int>(found - all.begin()); };
  const auto seen = [&](const findings::Message& one) { return selection.shows(one.packet) && !selection.closed(one.decrypted); };
  const auto inside = std::ranges::find_if(all, [&](const auto& one) { return lies_in(one, place) && seen(one); });
  if (inside != all.end()) return index(inside);
  const auto ended = std::ranges::find_if(all, [&](const auto& one) { return one.packet == place.packet && seen(one); });
  if (ended != all.end() || !is_in_envelope(selection)) return index(ended);
  return index(std::ranges::find_if(
      all, [&](const auto& one) { return one.stream == place.stream && one.from_client && one.packet >= place.packet && seen(one); }));
}

}  // namespace cleartext::gui
