// Whose a TCP endpoint of this machine is: on plain loopback other programs have sockets beside the lab's.
#pragma once
#include "servers/wire/endpoint.h"

namespace cleartext::network {

enum class Owner : unsigned char { nobody, we, another };

// Who has a socket there that listens or is connected, in the network of the calling thread. A listener at all addresses
// (0.0.0.0 or ::) is there too.
Owner owner_of(const wire::Endpoint& local);

}  // namespace cleartext::network
