// A server's words, cut into replies, and an ordered reply in the form that the protocol wants.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "servers/faults/speech.h"

namespace cleartext::faults {

// Each with its last CR LF. SMTP and FTP: by their codes, so that lines of one reply stay together; IMAP: line by line;
// HTTP: what is said ahead of an answer (1xx) apart from it; else all of it is one.
bool is_ahead(Speech speech, std::string_view reply);  // RFC 9110, 15.2: the answer itself is still to come
std::vector<std::string_view> split_replies(Speech speech, std::string_view said);

// "250", "+OK", "200"; of an IMAP line that begins with `tag` the word behind it. Empty: it has none.
std::string_view code_of(Speech speech, std::string_view reply, std::string_view tag);

// The text of a fault as it is said: with CR LF, hyphens on all lines but the last, the tag, or an HTTP header.
std::string wire_form(Speech speech, std::string_view text, std::string_view tag);

}  // namespace cleartext::faults
