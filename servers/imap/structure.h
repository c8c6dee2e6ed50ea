// A letter's envelope and its tree of parts, as FETCH tells them (RFC 3501, 7.4.2), and the bytes of one part
// (6.4.5).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "servers/imap/fetch_items.h"
#include "servers/mime/letter.h"

namespace cleartext::imap {

enum class Detail : unsigned char { basic, extended };  // BODY, BODYSTRUCTURE

std::string envelope_text(const mime::Header& header);
std::string body_text(const mime::Part& part, Detail detail);
std::string chosen_fields(std::string_view header, const Section& section);  // with the empty line
// Nothing: the letter has no such part.
std::optional<std::string> section_text(const mime::Part& letter, std::string_view whole, const Section& section);

}  // namespace cleartext::imap
