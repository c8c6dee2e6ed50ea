// An address and a port of the lab. IPv4 only: every lab machine lives in 127.0.0.0/8.
#pragma once
#include <compare>
#include <cstdint>
#include <string>

namespace cleartext::wire {

struct Endpoint {
  std::uint32_t address = 0;  // host byte order: 127.0.1.25 is 0x7f000119
  std::uint16_t port = 0;
  auto operator<=>(const Endpoint&) const = default;
};

std::string address_text(std::uint32_t address);  // "127.0.1.25"
std::string text(const Endpoint& endpoint);       // "127.0.1.25:25"

}  // namespace cleartext::wire
