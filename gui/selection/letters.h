// Which letter a place belongs to, by its bytes on the wire.
#pragma once
#include "gui/selection/selection.h"

namespace cleartext::gui {

// The place begins within the letter's header and body.
bool lies_in(const findings::Message& letter, const Place& place);

// The selected line is MAIL FROM or RCPT TO.
bool is_in_envelope(const Selection& selection);

// Index in recording().messages() of the letter that the selection is a piece of, its envelope among them; -1: none.
int letter_of(const Selection& selection);

}  // namespace cleartext::gui
