// Names inside the lab: its own /etc/hosts, and an nsswitch.conf that asks nobody else.
#pragma once
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::network {

// In a mount namespace of one's own: writes both files into `folder` and lays them over the system's.
tl::expected<void, wire::Problem> lay_name_files(const std::string& folder);

}  // namespace cleartext::network
