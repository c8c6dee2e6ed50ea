// The kernel's refusal as a sentence: what could not be done, and the system's own word for why.
#pragma once
#include <cerrno>
#include <cstring>
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::network {

// refused("The loopback interface could not be switched on") -> "... on: Operation not permitted."
inline tl::unexpected<wire::Problem> refused(const std::string& what, std::string advice = {}) {
  const int reason = errno;
  return tl::unexpected(wire::Problem{what + ": " + std::strerror(reason) + ".", std::move(advice)});
}

}  // namespace cleartext::network
