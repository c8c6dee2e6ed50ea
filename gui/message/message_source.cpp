#include "gui/message/message_source.h"

#include <algorithm>
#include <deque>

#include "gui/selection/letters.h"

namespace cleartext::gui {
namespace {

constexpr int most_steps = 20'000;  // lines looked back for an envelope

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
    return one.stream == line.stream && selection.shows(one.packet) && (lies_in(one, selection.place()) || one.packet >= line.packet);
  });
}

const findings::Message* letter_at(const Selection& selection) {
  if (is_under_way(selection)) return nullptr;
  const Place& place = selection.place();
  if (const int own = letter_of(selection); own >= 0) return &selection.recording().messages()[static_cast<std::size_t>(own)];
  const findings::Message *next = nullptr, *last = nullptr;
  for (const findings::Message& one : selection.recording().messages()) {
    if (one.stream != place.stream || place.packet == 0 || !selection.shows(one.packet) || selection.closed(one.decrypted)) continue;
    if (next == nullptr && one.packet >= place.packet) next = &one;
    last = &one;
  }
  return next != nullptr ? next : last;
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

Place place_of_piece(const findings::Message& letter, std::uint64_t offset, std::uint64_t length) {
  Place place = place_of_raw(letter, offset, 0);
  if (length == 0 || place.packet == 0) return place;
  const Place last = place_of_raw(letter, offset + length - 1, 0);
  place.length =
      static_cast<std::uint32_t>(std::min<std::uint64_t>(last.position + 1 - std::min(last.position, place.position), UINT32_MAX));
  return place;
}

std::optional<std::size_t> entity_at(const findings::Message& letter, std::uint64_t raw) {
  const auto& all = letter.outline;
  const auto next = std::ranges::find_if(all, [raw](const findings::Entity& one) { return one.head > raw; });
  if (next == all.begin()) return {};
  const findings::Entity& last = *(next - 1);
  if (last.part >= 0 && static_cast<std::size_t>(last.part) < letter.parts.size()) {
    const findings::Part& part = letter.parts[static_cast<std::size_t>(last.part)];
    if (raw < part.offset + std::max<std::uint64_t>(1, part.length)) return static_cast<std::size_t>(next - 1 - all.begin());
  }
  const int depth = next == all.end() ? 1 : next->depth;
  const auto holder =
      std::find_if(std::make_reverse_iterator(next), all.rend(), [depth](const findings::Entity& one) { return one.depth < depth; });
  return holder == all.rend() ? 0 : static_cast<std::size_t>(all.rend() - holder - 1);
}

// A part is its body; what holds others reaches to the end of the last of them.
Place place_of_entity(const findings::Message& letter, std::size_t entity) {
  const findings::Entity& one = letter.outline[entity];
  if (one.part >= 0 && static_cast<std::size_t>(one.part) < letter.parts.size()) {
    const findings::Part& part = letter.parts[static_cast<std::size_t>(one.part)];
    return place_of_piece(letter, part.offset, part.length);
  }
  const std::uint64_t begin = one.head == 0 ? letter.header.size() : one.head;
  std::uint64_t end = begin;
  for (std::size_t i = entity; i < letter.outline.size() && (i == entity || letter.outline[i].depth > one.depth); ++i)
    if (const int part = letter.outline[i].part; part >= 0 && static_cast<std::size_t>(part) < letter.parts.size())
      end = std::max(end, letter.parts[static_cast<std::size_t>(part)].offset + letter.parts[static_cast<std::size_t>(part)].length);
  return place_of_piece(letter, begin, end - begin);
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

std::vector<std::string> envelope_answers(const Selection& selection, const std::vector<int>& lines) {
  std::vector<std::string> answers(lines.size());
  if (lines.empty()) return answers;
  const auto& all = selection.recording().lines();
  const auto first = static_cast<std::size_t>(lines.front());
  const std::uint32_t stream = all.view(first).stream;
  std::deque<std::size_t> open;
  std::size_t left = lines.size();
  for (std::size_t at = first; left > 0 && at < all.size() && at < first + most_steps; ++at) {
    const dialogue::LineView line = all.view(at);
    if (line.stream != stream) continue;
    if (line.kind == dialogue::LineKind::command || (line.from == wire::Side::client && line.kind == dialogue::LineKind::invalid)) {
      open.push_back(at);
    } else if (line.kind == dialogue::LineKind::reply && !open.empty() && !(line.text.size() > 3 && line.text[3] == '-')) {
      const auto asked = std::ranges::find(lines, static_cast<int>(open.front()));
      open.pop_front();
      if (asked == lines.end()) continue;
      answers[static_cast<std::size_t>(asked - lines.begin())] = line.text;
      --left;
    }
  }
  return answers;
}

Place place_of_envelope(const Selection& selection, const findings::Message& letter) {
  const std::vector<int> lines = envelope_lines(selection, letter);
  return lines.empty() ? selection.place_of_packet(letter.packet) : selection.place_of_line(lines.front());
}

}  // namespace cleartext::gui
