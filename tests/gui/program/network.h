// Where the labs of this test program live.
#pragma once
#include "servers/wire/hosts.h"

namespace cleartext {

extern wire::NetworkMode network_of_this_run;

}  // namespace cleartext
