// How much of this machine's memory is taken, and how much a capture may take: it is somebody's file, and may hold any number of packets.
#pragma once
#include <cstdint>

namespace cleartext::capture {

std::uint64_t memory_taken();  // bytes of this program's own; what comes back from files does not count
std::uint64_t memory_room();   // half of the machine's, or of what this program is allowed

}  // namespace cleartext::capture
