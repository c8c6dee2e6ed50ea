// Decimal numbers and what stands between them.
#include "servers/ftp/addresses.h"

#include <fmt/format.h>

namespace cleartext::ftp {

namespace {

wire::Parsed<unsigned> number(wire::Scanner& scanner, unsigned least, unsigned most) {
  const auto before = scanner;
  const auto digits = scanner.take_while(wire::is_digit);
  unsigned value = 0;
  for (const char digit : digits) value = value > most ? value : value * 10 + static_cast<unsigned>(digit - '0');
  if (digits.empty() || value < least || value > most) return before.expected(fmt::format("a number from {} to {}", least, most));
  return value;
}

// Four numbers with `between` between them, first the highest.
wire::Parsed<std::uint32_t> address(wire::Scanner& scanner, char between) {
  std::uint32_t all = 0;
  for (int count = 0; count < 4; ++count) {
    if (count > 0 && !scanner.take(between)) return scanner.expected(fmt::format("'{}'", between));
    const auto part = number(scanner, 0, 255);
    if (!part) return tl::unexpected(part.error());
    all = all << 8 | *part;
  }
  return all;
}

}  // namespace

wire::Parsed<wire::Endpoint> parse_port(std::string_view text) {
  wire::Scanner scanner(text);
  const auto host = address(scanner, ',');
  if (!host) return tl::unexpected(host.error());
  unsigned port = 0;
  for (int count = 0; count < 2; ++count) {
    if (!scanner.take(',')) return scanner.expected("','");
    const auto part = number(scanner, 0, 255);
    if (!part) return tl::unexpected(part.error());
    port = port << 8 | *part;
  }
  if (!scanner.at_end()) return scanner.expected("nothing more");
  if (port == 0) return scanner.expected("a port other than 0");
  return wire::Endpoint{*host, static_cast<std::uint16_t>(port)};
}

wire::Parsed<ExtendedAddress> parse_extended(std::string_view text) {
  wire::Scanner scanner(text);
  const char bar = scanner.peek();  // any printing character does, as long as it is always the same
  if (bar <= ' ' || bar > '~' || wire::is_digit(bar)) return scanner.expected("'|'");
  const auto expect_bar = [&scanner, bar] { return scanner.expected(fmt::format("'{}'", bar)); };
  scanner.skip();
  const auto protocol = number(scanner, 0, 65535);
  if (!protocol) return tl::unexpected(protocol.error());
  if (!scanner.take(bar)) return expect_bar();
  if (*protocol != 1) return ExtendedAddress{*protocol, {}};
  const auto host = address(scanner, '.');
  if (!host) return tl::unexpected(host.error());
  if (!scanner.take(bar)) return expect_bar();
  const auto port = number(scanner, 1, 65535);
  if (!port) return tl::unexpected(port.error());
  if (!scanner.take(bar)) return expect_bar();
  if (!scanner.at_end()) return scanner.expected("nothing more");
  return ExtendedAddress{1, {*host, static_cast<std::uint16_t>(*port)}};
}

}  // namespace cleartext::ftp
