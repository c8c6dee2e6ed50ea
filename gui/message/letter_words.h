// The pages of a letter in words: what the servers read of it, its header, how escapes stand for characters, and a log-in.
#pragma once
#include "gui/message/leaflet.h"
#include "gui/message/message_source.h"

namespace cleartext::gui {

void tell_envelope(Leaflet& page, const Selection& selection, const findings::Message& letter);
void tell_header(Leaflet& page, const findings::Message& letter);
void tell_escapes(Leaflet& page, std::string_view quoted_printable, const std::string& charset);
void tell_plainly(Leaflet& page, const std::string& encoding);          // nothing was encoded
QString log_in_words(const LogIn& log_in, const std::string& decoded);  // what its bytes mean

}  // namespace cleartext::gui
