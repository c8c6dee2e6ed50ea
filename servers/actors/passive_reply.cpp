// Where a server waits, out of its answer to PASV or EPSV.
#include <array>
#include <charconv>

#include "servers/actors/ftp_agent.h"

namespace cleartext::actors {

std::optional<wire::Endpoint> parse_passive(std::string_view text) {
  const auto open = text.find('(');
  if (open == std::string_view::npos) return std::nullopt;
  const char* at = text.data() + open + 1;
  const char* end = text.data() + text.size();
  std::array<std::uint32_t, 6> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [next, error] = std::from_chars(at, end, numbers[i]);
    if (error != std::errc{} || numbers[i] > 255) return std::nullopt;
    at = next;
    if (at == end || *at != (i == 5 ? ')' : ',')) return std::nullopt;
    ++at;
  }
  return wire::Endpoint{numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3],
                        static_cast<std::uint16_t>(numbers[4] << 8 | numbers[5])};
}

// The bar may be any printing character, as long as it is the same four times.
std::optional<std::uint16_t> parse_extended_passive(std::string_view text) {
  const auto open = text.find('(');
  if (open == std::string_view::npos || text.size() < open + 6) return std::nullopt;
  const auto inside = text.substr(open + 1);
  const char bar = inside[0];
  if (bar <= ' ' || bar > '~' || inside[1] != bar || inside[2] != bar) return std::nullopt;
  std::uint16_t port = 0;
  const char* end = inside.data() + inside.size();
  const auto [next, error] = std::from_chars(inside.data() + 3, end, port);
  if (error != std::errc{} || port == 0 || end - next < 2 || next[0] != bar || next[1] != ')') return std::nullopt;
  return port;
}

}  // namespace cleartext::actors
