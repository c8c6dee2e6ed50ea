// Which callers a listening socket hears at all. The kernel drops the first packet (SYN) of all others unanswered, so
// that they wait until they give up, as before a machine that is not there. Any user may do this to a socket of his own.
#pragma once
#include <cstdint>

namespace cleartext::network {

// Conversations that are open already go on. False: the kernel would not.
bool hear_everybody(int listener);
bool hear_nobody(int listener);
bool hear_only(int listener, std::uint32_t network, std::uint32_t mask);  // host byte order

}  // namespace cleartext::network
