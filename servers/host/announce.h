// A machine tells a neighbour that it is there, as printers do all day: a short UDP datagram, to which nobody answers.
#pragma once
#include <cstdint>

namespace cleartext::host {

// Addresses of the lab. Both ends are ours, at ports that the kernel chooses: no other program hears it.
void announce(std::uint32_t from, std::uint32_t to, int times);

}  // namespace cleartext::host
