// An endpoint as people write it: four numbers with dots, a colon, the port.
#include "servers/wire/endpoint.h"

#include <fmt/format.h>

namespace cleartext::wire {

std::string address_text(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address >> 24, (address >> 16) & 0xff, (address >> 8) & 0xff, address & 0xff);
}

std::string text(const Endpoint& endpoint) { return fmt::format("{}:{}", address_text(endpoint.address), endpoint.port); }

}  // namespace cleartext::wire
