// The one table of hosts, services, ports and accounts. Listeners, the capture filter, the hosts file,
// lesson texts and help are all derived from it; nothing else in the house spells an address or a port.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "servers/wire/endpoint.h"

namespace cleartext::wire {

enum class NetworkMode { private_network, loopback, recorded };
std::string_view name(NetworkMode mode);  // "private", "loopback", "recorded"

enum class Service { smtp, submission, submissions, pop3, pop3s, imap, imaps, http, ftp, ftps, sftp, printer };
std::string_view name(Service service);  // "smtp", ...
std::uint16_t port(Service service, NetworkMode mode);
std::optional<Service> service_named(std::string_view name);  // "submission", any case
std::optional<Service> service_at(std::uint16_t port);        // standard and plain-loopback numbers alike

enum class Role { alice, crepes, hamburger, ftp, bob, printer, eve, you };

struct Host {
  Role role;
  std::string_view name;        // what the window shows: "mail.crepes.fr", "Alice"
  std::string_view host_name;   // canonical name in the hosts file: "mail.crepes.fr", "laptop.crepes.fr"
  std::string_view other_name;  // second name: "crepes.fr", "alice"; empty if none
  std::uint32_t address;
};

struct Account {
  std::string user, domain, password;
};

std::span<const Host> hosts();
const Host& host(Role role);
bool runs(Role role, Service service);          // whether that machine has that service
const Host* host_at(std::uint32_t address);     // nullptr: not one of ours
const Host* host_named(std::string_view name);  // any of its names or its address, any case
std::span<const Account> accounts();            // alice@crepes.fr, bob@hamburger.edu
struct Detour {                                 // who asks for `of` is told the address of `to`
  Role of, to;
};
std::string hosts_file(std::span<const Detour> detours = {});  // text for the lab's /etc/hosts, "localhost" included
std::string capture_filter(NetworkMode mode);                  // libpcap filter: lab traffic only

}  // namespace cleartext::wire
