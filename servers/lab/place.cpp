#include "servers/lab/place.h"

#include <fmt/format.h>

#include <charconv>

namespace cleartext::lab {
namespace {

std::optional<std::uint16_t> port_of(std::string_view word, wire::NetworkMode mode) {
  if (const auto service = wire::service_named(word)) return wire::port(*service, mode);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size() || number == 0) return std::nullopt;
  const auto service = wire::service_at(number);
  return service ? wire::port(*service, mode) : number;
}

// Eve listens when she stands in the middle.
bool has(wire::Role role, wire::Service service) {
  if (role == wire::Role::eve) return service == wire::Service::smtp || service == wire::Service::submission;
  return wire::runs(role, service);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return out;
}

tl::expected<wire::Endpoint, wire::Problem> endpoint_of(std::string_view place, wire::Service usual, wire::NetworkMode mode) {
  const auto colon = place.find(':');
  const auto* host = wire::host_named(place.substr(0, colon));
  if (host == nullptr) {
    return tl::unexpected(
        wire::Problem{fmt::format("There is no machine called {} in the lab.", place),
                      "The mail servers are mail.crepes.fr and mail.hamburger.edu, the file server is ftp.hamburger.edu."});
  }
  if (colon == std::string_view::npos) return wire::Endpoint{host->address, wire::port(usual, mode)};
  const auto port = port_of(place.substr(colon + 1), mode);
  if (port) return wire::Endpoint{host->address, *port};
  return tl::unexpected(wire::Problem{fmt::format("{} is not a port.", place.substr(colon + 1)), "A port is a number from 1 to 65535."});
}

tl::expected<wire::Endpoint, wire::Problem> server_at(std::string_view place, wire::Service usual, wire::NetworkMode mode) {
  const auto at = endpoint_of(place, usual, mode);
  if (!at || mode != wire::NetworkMode::loopback) return at;
  const auto* host = wire::host_at(at->address);
  const auto service = wire::service_at(at->port);
  if (host != nullptr && service && has(host->role, *service)) return at;
  return tl::unexpected(wire::Problem{fmt::format("{} is no server of the lab.", one_line(place)),
                                      "On plain loopback only the lab's own services may be called; cleartext state lists them."});
}

}  // namespace cleartext::lab
