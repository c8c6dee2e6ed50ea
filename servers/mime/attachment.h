// A file as one part of a letter: what it is, how it is written, what it is called (RFC 2045, RFC 2183, RFC 2231).
#pragma once
#include <string>

#include "servers/mime/compose.h"

namespace cleartext::mime {

std::string part_of(const Attachment& attachment);  // its header, the empty line, and its body

// `; filename="crepe.jpg"`, or in the form of RFC 2231 where ASCII does not say it; long values in pieces.
std::string parameter(std::string_view name, std::string_view value);

}  // namespace cleartext::mime
