// Services and their ports: the standard numbers in the private network, 2000 more on plain loopback.
#include <algorithm>
#include <array>

#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::wire {

namespace {

struct ServiceRow {
  Service service;
  std::string_view name;
  std::uint16_t port;
};

constexpr std::array<ServiceRow, 12> services{{
    {Service::smtp, "smtp", 25},
    {Service::submission, "submission", 587},
    {Service::submissions, "submissions", 465},
    {Service::pop3, "pop3", 110},
    {Service::pop3s, "pop3s", 995},
    {Service::imap, "imap", 143},
    {Service::imaps, "imaps", 993},
    {Service::http, "http", 80},
    {Service::ftp, "ftp", 21},
    {Service::ftps, "ftps", 990},
    {Service::sftp, "sftp", 22},
    {Service::printer, "printer", 9100},
}};
constexpr std::uint16_t loopback_offset = 2000;  // an ordinary user may not bind below 1024

const ServiceRow& row(Service service) { return services[static_cast<std::size_t>(service)]; }

}  // namespace

std::string_view name(NetworkMode mode) {
  switch (mode) {
    case NetworkMode::private_network: return "private";
    case NetworkMode::loopback: return "loopback";
    case NetworkMode::recorded: return "recorded";
  }
  return {};
}

std::string_view name(Service service) { return row(service).name; }

std::uint16_t port(Service service, NetworkMode mode) {
  const auto offset = mode == NetworkMode::loopback ? loopback_offset : std::uint16_t{0};
  return static_cast<std::uint16_t>(row(service).port + offset);
}

std::optional<Service> service_named(std::string_view name) {
  const auto found =
      std::find_if(services.begin(), services.end(), [name](const ServiceRow& service) { return same_word(service.name, name); });
  if (found == services.end()) return std::nullopt;
  return found->service;
}

std::optional<Service> service_at(std::uint16_t port) {
  const auto found = std::find_if(services.begin(), services.end(), [port](const ServiceRow& service) {
    return service.port == port || service.port + loopback_offset == port;
  });
  if (found == services.end()) return std::nullopt;
  return found->service;
}

bool runs(Role role, Service service) {
  switch (service) {
    case Service::smtp:
    case Service::submission:
    case Service::submissions:
    case Service::pop3:
    case Service::pop3s:
    case Service::imap:
    case Service::imaps:
    case Service::http: return role == Role::crepes || role == Role::hamburger;
    case Service::ftp:
    case Service::ftps:
    case Service::sftp: return role == Role::ftp;
    case Service::printer: return role == Role::printer;
  }
  return false;
}

}  // namespace cleartext::wire
