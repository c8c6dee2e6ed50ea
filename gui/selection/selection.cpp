// The one selection of the window. Lines and credentials are looked up when asked for: the recording only grows.
#include "gui/selection/selection.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

Place place_of(const packet::Packet& packet) {
  return {packet.number, packet.stream, packet.from_client ? wire::Side::client : wire::Side::server, packet.position, 0, 0, 0};
}

Place place_of(const dialogue::Line& line) { return {line.packet, line.stream, line.from, line.position, line.length, 0, 0}; }

// Half-open ranges of one direction; a place without length stands for its whole packet and is compared by packet.
bool covers(const Place& place, const findings::Credential& credential) {
  if (place.stream != credential.stream || place.from != wire::Side::client) return false;
  if (place.length == 0 || credential.length == 0) return place.packet == credential.packet;
  return place.position < credential.position + credential.length && credential.position < place.position + place.length;
}

}  // namespace

Selection::Selection(const analysis::Recording& recording, QObject* parent) : QObject(parent), recording_(recording) {
  connect(&recording, &analysis::Recording::cleared, this, [this] {
    clear();
    limit(all_packets, all_packets);
  });
}

int Selection::line() const {
  if (place_.packet == 0) return -1;
  if (place_.length == 0) return recording_.line_of_packet(place_.packet);
  return recording_.line_at(place_.stream, place_.from, place_.position);
}

int Selection::credential() const {
  if (place_.packet == 0) return -1;
  const auto& all = recording_.credentials();
  const auto found = std::find_if(all.begin(), all.end(), [this](const auto& one) { return covers(place_, one); });
  return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

void Selection::select(const Place& place) {
  if (place == place_) return;
  place_ = place;
  Q_EMIT changed();
}

Place Selection::place_of_packet(std::uint32_t number) const {
  const auto packet = recording_.packet(number);
  return packet ? place_of(*packet) : Place{};
}

Place Selection::place_of_line(int index) const {
  if (index < 0 || static_cast<std::size_t>(index) >= recording_.lines().size()) return {};
  return place_of(recording_.lines()[static_cast<std::size_t>(index)]);
}

void Selection::select_packet(std::uint32_t number) {
  if (const Place place = place_of_packet(number); place.packet != 0) select(place);
}

void Selection::select_line(int index) {
  if (const Place place = place_of_line(index); place.packet != 0) select(place);
}

void Selection::select_credential(int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= recording_.credentials().size()) return;
  const auto& one = recording_.credentials()[static_cast<std::size_t>(index)];
  select({one.packet, one.stream, wire::Side::client, one.position, one.length, 0, 0});
}

// A line may span packets: the place stays in the packet that the byte is in.
Place Selection::place_of_byte(const packet::Packet& packet, std::uint32_t offset_in_frame) const {
  Place place = place_of(packet);
  const bool in_payload = offset_in_frame >= packet.payload_offset && offset_in_frame - packet.payload_offset < packet.payload_length;
  const int line = in_payload && packet.stream != packet::no_stream
                       ? recording_.line_at(place.stream, place.from, place.position + offset_in_frame - packet.payload_offset)
                       : -1;
  if (line < 0) return place;
  place = place_of(recording_.lines()[static_cast<std::size_t>(line)]);
  place.packet = packet.number;
  return place;
}

void Selection::select_byte(std::uint32_t number, std::uint32_t offset_in_frame) {
  if (const auto packet = recording_.packet(number)) select(place_of_byte(*packet, offset_in_frame));
}

void Selection::select_field(std::uint32_t number, std::uint32_t offset_in_frame, std::uint32_t length) {
  const auto packet = recording_.packet(number);
  if (!packet) return;
  Place place = place_of_byte(*packet, offset_in_frame);
  place.field = offset_in_frame;
  place.field_length = length;
  select(place);
}

void Selection::clear() { select(Place{}); }

void Selection::show_until(std::uint32_t packet) { limit(packet == 0 ? all_packets : packet, hold_); }

void Selection::show_nothing() { limit(0, hold_); }

void Selection::hold(std::uint32_t packets) { limit(lesson_, std::min(packets, packets_captured())); }

void Selection::let_go() { limit(lesson_, all_packets); }

void Selection::limit(std::uint32_t lesson, std::uint32_t hold) {
  const std::uint32_t before = std::min(lesson_, hold_), now = std::min(lesson, hold);
  const bool held = hold != hold_;
  lesson_ = lesson;
  hold_ = hold;
  nothing_ = now == 0;
  shown_until_ = now == all_packets ? 0 : now;
  if (held) Q_EMIT hold_changed();
  if (now != before) Q_EMIT shown_until_changed();
}

// Held at the newest first: who follows the hold stands there when it is let go.
void Selection::go_live() {
  hold(packets_captured());
  let_go();
}

std::uint32_t Selection::packets_captured() const { return static_cast<std::uint32_t>(recording_.packets().size()); }

std::uint32_t Selection::packets_of_lesson() const { return std::min(packets_captured(), lesson_); }

std::uint32_t Selection::packets_shown() const { return std::min(packets_of_lesson(), hold_); }

}  // namespace cleartext::gui
