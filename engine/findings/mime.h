// A letter taken apart: its header for people, and every leaf of its MIME tree, decoded.
#pragma once
#include "engine/findings/findings.h"

namespace cleartext::findings {

// Fills header fields and parts from message.raw. At most `kept` bytes of a part's content are kept; bytes
// and sha256 are of all of it.
void take_apart(Message& message, std::size_t kept);

}  // namespace cleartext::findings
