// The whole sequence tried in a child, its result carried back through a pipe.
#pragma once
#include <functional>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::network {

// Runs `attempt` in a forked child and gives its result; a child that dies is a Problem too.
tl::expected<void, wire::Problem> in_a_child(const std::function<tl::expected<void, wire::Problem>()>& attempt);

}  // namespace cleartext::network
