// Something in a capture that cannot be as it stands there. No contradiction proves nothing: program and rules are open,
// so a report says that none was found, and never that a capture is genuine. Checksums are left out: the loopback
// device never fills them in.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/grading/opened.h"

namespace cleartext::grading {

struct Contradiction {
  std::string kind;          // for programs: "time", "sequence", "acknowledgment", "tcp-clock", "address", ...
  std::uint32_t packet = 0;  // 0: of the file as a whole
  std::string sentence;
};
using Contradictions = std::vector<Contradiction>;

Contradictions contradictions(const Opened& opened);  // everything below

Contradictions in_places(const Opened& opened);     // addresses, TTL, MAC, link, sections
Contradictions in_times(const Opened& opened);      // of capture, and of TCP's own clock
Contradictions in_sequences(const Opened& opened);  // numbers and bytes of each connection
Contradictions in_letters(const Opened& opened);    // the same letter on two hops, and what servers wrote on it

// At most one sentence of each kind, with how many more there are.
std::string summary(const Contradictions& found);

}  // namespace cleartext::grading
