#include "gui/message/message_source.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr int most_steps = 20'000;  // lines looked back for an envelope

bool holds(const findings::Message& letter, const Place& place) {
  if (letter.packet == place.packet) return true;
  const bool same_side = letter.from_client == (place.from == wire::Side::client);
  return same_side && place.position >= letter.position && place.position < letter.position + letter.length;
}

}  // namespace

bool is_under_way(const Selection& selection) {
  const int index = selection.line();
  if (index < 0) return false;
  const auto& recording = selection.recording();
  const dialogue::LineView line = recording.lines().view(static_cast<std::size_t>(index));
  const bool of_letter = line.kind == dialogue::LineKind::data && !selection.closed(line.decrypted) &&
                         (line.protocol == packet::Protocol::smtp || line.protocol == packet::Protocol::pop3);
  if (!of_letter || recording.streams()[line.stream].state != stream::StreamState::open) return false;
  return std::ranges::none_of(recording.messages(), [&](const findings::Message& one) {
    return one.stream == line.stream && selection.shows(one.packet) && (holds(one, selection.place()) || one.packet >= line.packet);
  });
}

const findings::Message* letter_at(const Selection& selection) {
  if (is_under_way(selection)) return nullptr;
  const Place& place = selection.place();
  const findings::Message *inside = nullptr, *next = nullptr, *last = nullptr;
  for (const findings::Message& one : selection.recording().messages()) {
    if (one.stream != place.stream || place.packet == 0 || !selection.shows(one.packet) || selection.closed(one.decrypted)) continue;
    if (inside == nullptr && holds(one, place)) inside = &one;
    if (next == nullptr && one.packet >= place.packet) next = &one;
    last = &one;
  }
  return inside != nullptr ? inside : next != nullptr ? next : last;
}

std::optional<std::uint64_t> raw_offset(const findings::Message& letter, const Place& place) {
  const bool same_side = letter.from_client == (place.from == wire::Side::client);
  if (place.stream != letter.stream || !same_side || letter.marks.empty() || place.position < letter.marks.front().position) return {};
  if (place.position >= letter.position + letter.length) return {};
  const auto after = std::upper_bound(letter.marks.begin(), letter.marks.end(), place.position,
                                      [](std::uint64_t position, const findings::Mark& mark) { return position < mark.position; });
  const findings::Mark& mark = *(after - 1);
  return mark.offset + (place.position - mark.position);
}

Place place_of_raw(const findings::Message& letter, std::uint64_t offset, std::uint32_t length) {
  if (letter.marks.empty()) return {};
  const auto after = std::upper_bound(letter.marks.begin(), letter.marks.end(), offset,
                                      [](std::uint64_t wanted, const findings::Mark& mark) { return wanted < mark.offset; });
  if (after == letter.marks.begin()) return {};
  const findings::Mark& mark = *(after - 1);
  Place place;
  place.packet = mark.packet;
  place.stream = letter.stream;
  place.from = letter.from_client ? wire::Side::client : wire::Side::server;
  place.position = mark.position + (offset - mark.offset);
  place.length = length;
  return place;
}

// What is encoded is the last word of its line: "AUTH PLAIN AGJv…", "Authorization: Basic …", or all of it.
std::optional<LogIn> log_in_at(const Selection& selection) {
  const int found = selection.credential();
  if (found < 0 || selection.masked()) return {};
  const auto& recording = selection.recording();
  const findings::Credential& one = recording.credentials()[static_cast<std::size_t>(found)];
  const int line = recording.line_at(one.stream, wire::Side::client, one.position);
  if (!one.encoded || line < 0 || selection.closed(one.decrypted)) return {};
  const std::string text = recording.lines()[static_cast<std::size_t>(line)].text;
  const std::size_t begin = text.find_last_of(' ') + 1;
  LogIn log_in;
  log_in.encoded = text.substr(begin);
  log_in.mechanism = one.mechanism;
  log_in.decrypted = one.decrypted;
  log_in.place.packet = one.packet;
  log_in.place.stream = one.stream;
  log_in.place.position = recording.lines()[static_cast<std::size_t>(line)].position + begin;
  log_in.place.length = static_cast<std::uint32_t>(log_in.encoded.size());
  return log_in;
}

std::vector<int> envelope_lines(const Selection& selection, const findings::Message& letter) {
  const auto& recording = selection.recording();
  std::vector<int> found;
  if (letter.protocol != packet::Protocol::smtp) return found;
  int at = recording.line_at(letter.stream, wire::Side::client, letter.position);
  for (int steps = 0; at > 0 && steps < most_steps; ++steps) {
    const dialogue::LineView line = recording.lines().view(static_cast<std::size_t>(--at));
    if (line.stream != letter.stream || line.from != wire::Side::client) continue;
    if (line.verb == "MAIL" || line.verb == "RCPT") found.push_back(at);
    if (line.verb == "MAIL") break;
  }
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace cleartext::gui
