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

class CaptureClock;
class Found;
Contradictions contradictions(const Opened& opened, const std::string& language = "en");  // everything below

void in_places(const Opened& opened, Found& found);                                 // addresses, TTL, MAC, link, sections
void in_times(const Opened& opened, const CaptureClock& clock, Found& found);       // of capture, and of TCP's own clock
void in_sequences(const Opened& opened, const CaptureClock& clock, Found& found);   // numbers and bytes of each connection
void in_letters(const Opened& opened, const CaptureClock& clock, Found& found);     // the same on two hops, and what servers wrote on it
void in_told_times(const Opened& opened, const CaptureClock& clock, Found& found);  // that servers tell, beside the capture's
void in_replies(const Opened& opened, Found& found);                                // what a server says, and what it said

// At most one sentence of each kind and three about copies, with how many more there are.
std::string summary(const Contradictions& found, const std::string& language = "en");

}  // namespace cleartext::grading
