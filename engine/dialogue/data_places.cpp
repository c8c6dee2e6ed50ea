// The three ways in which FTP writes an address and a port: RFC 959, 4.1.2 (six numbers) and RFC 2428 (bars).
#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/dialogue/ftp.h"

namespace cleartext::dialogue {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::uint16_t> port_number(std::string_view digits) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc() || end != digits.data() + digits.size() || port == 0) return {};
  return port;
}

}  // namespace

std::optional<packet::Endpoint> parse_host_port(std::string_view text) {
  while (!text.empty() && !is_digit(text.front())) text.remove_prefix(1);
  std::array<std::uint8_t, 6> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), numbers[i]);
    if (error != std::errc()) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (i + 1 == numbers.size()) break;
    if (!text.starts_with(',')) return {};
    text.remove_prefix(1);
  }
  packet::Endpoint place;
  std::copy_n(numbers.begin(), 4, place.address.begin());
  place.port = static_cast<std::uint16_t>(numbers[4] << 8 | numbers[5]);
  return place;
}

std::optional<packet::Endpoint> parse_eprt(std::string_view text) {
  if (text.size() < 7) return {};
  const char bar = text.front();
  std::array<std::string_view, 3> parts;
  text.remove_prefix(1);
  for (std::string_view& part : parts) {
    const std::size_t end = text.find(bar);
    if (end == std::string_view::npos) return {};
    part = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  packet::Endpoint place;
  place.is_v6 = parts[0] == "2";
  const std::string address(parts[1]);
  const auto port = port_number(parts[2]);
  if (!port || inet_pton(place.is_v6 ? AF_INET6 : AF_INET, address.c_str(), place.address.data()) != 1) return {};
  place.port = *port;
  return place;
}

std::optional<packet::Endpoint> parse_epsv(std::string_view text, const packet::Endpoint& near) {
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || text.size() < open + 6) return {};
  const char bar = text[open + 1];
  if (text[open + 2] != bar || text[open + 3] != bar) return {};
  const std::string_view digits = text.substr(open + 4, text.find(bar, open + 4) - open - 4);
  const auto port = port_number(digits);
  if (!port) return {};
  packet::Endpoint place = near;
  place.port = *port;
  return place;
}

}  // namespace cleartext::dialogue
