// Whose a TCP endpoint of this machine is: on plain loopback other programs have sockets beside the lab's.
#pragma once
#include "servers/wire/endpoint.h"

namespace cleartext::network {

// A socket of this program is bound there and listens or is connected, in the network of the calling thread.
bool is_own(const wire::Endpoint& local);

}  // namespace cleartext::network
