// The one interface of a private network, made to behave like an Ethernet card.
#pragma once
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::network {

// Up, MTU 1500, and no segmentation offloads: a capture sees segments of at most 1448 bytes, not 64 KiB ones.
tl::expected<void, wire::Problem> bring_up_loopback();

}  // namespace cleartext::network
