// What of a letter the selection is about.
#pragma once
#include <QString>
#include <optional>

#include "gui/selection/selection.h"

namespace cleartext::gui {

// The letter that the selected place lies in; else the one it leads to: the next of its stream, or the last one.
const findings::Message* letter_at(const Selection& selection);

// The selected line belongs to a letter whose last line has not crossed the wire yet.
bool is_under_way(const Selection& selection);

// Offset in the letter's raw bytes, in the order of the wire; empty: the place is not inside.
std::optional<std::uint64_t> raw_offset(const findings::Message& letter, const Place& place);
// Where these raw bytes stood on the wire; a packet of 0: nobody knows.
Place place_of_raw(const findings::Message& letter, std::uint64_t offset, std::uint32_t length);

// So many raw bytes, from the first to the last of them on the wire.
Place place_of_piece(const findings::Message& letter, std::uint64_t offset, std::uint64_t length);

// Index in the outline of what these raw bytes belong to: a part, its header among them; a boundary belongs to what it parts.
std::optional<std::size_t> entity_at(const findings::Message& letter, std::uint64_t raw);
Place place_of_entity(const findings::Message& letter, std::size_t entity);

// A log-in that was spelled in base64; before an audience there is none.
struct LogIn {
  Place place;
  std::string encoded, mechanism;
  bool decrypted = false;
};
std::optional<LogIn> log_in_at(const Selection& selection);

// The packet that completed a letter that was fetched, and has no envelope.
Place place_of_envelope(const Selection& selection, const findings::Message& letter);

// Lines of the envelope, as indices in the recording: MAIL FROM, each RCPT TO.
std::vector<int> envelope_lines(const Selection& selection, const findings::Message& letter);
// What the server answered to each of them, as one line; empty: that was not heard. Answers come in the order of the commands,
// however many of these were sent at once (RFC 2920, 3.1).
std::vector<std::string> envelope_answers(const Selection& selection, const std::vector<int>& lines);

}  // namespace cleartext::gui
