// The one guard: nothing is bound and nothing is connected to but the lab's own addresses.
#include "servers/host/listener.h"
#include "servers/wire/hosts.h"

namespace cleartext::host {

bool allowed(const wire::Endpoint& endpoint) { return wire::host_at(endpoint.address) != nullptr; }

}  // namespace cleartext::host
