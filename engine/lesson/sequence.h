// A check's things in their order, or in any, on one connection where it asks for that, and without what must not be there. Every
// beginning is tried: what was done wrong first and right later counts.
#pragma once
#include "engine/lesson/evidence.h"

namespace cleartext::lesson {

struct Sequence {
  std::vector<Sighting> seen;   // as far as it came, at best; as the check lists them
  std::uint32_t forbidden = 0;  // all was seen, but this packet holds what must not be there
  std::size_t wanted = 0;
  std::size_t missing = 0;  // the first that was not seen; `wanted` where all were
  bool complete() const { return seen.size() == wanted && forbidden == 0; }
  std::uint32_t last_packet() const;  // of what was seen; 0: nothing
};

Sequence find_sequence(const Check& check, const analysis::Recording& recording);

}  // namespace cleartext::lesson
