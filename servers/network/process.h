// Whether a process still runs.
#pragma once
#include <sys/types.h>

namespace cleartext::network {

bool runs(pid_t process);  // one that ended, and that its parent has not asked for yet, does not

}  // namespace cleartext::network
