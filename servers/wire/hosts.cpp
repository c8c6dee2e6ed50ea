// The lab's machines, and the texts that follow from them: the hosts file and the capture filter.
#include "servers/wire/hosts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "servers/wire/command.h"

namespace cleartext::wire {

namespace {

constexpr std::uint32_t lab_address(unsigned network, unsigned machine) {
  return 0x7f000000u | network << 8 | machine;  // 127.0.network.machine
}

constexpr std::array<Host, 8> table{{
    {Role::alice, "Alice", "laptop.crepes.fr", "alice", lab_address(1, 10)},
    {Role::crepes, "mail.crepes.fr", "mail.crepes.fr", "crepes.fr", lab_address(1, 25)},
    {Role::hamburger, "mail.hamburger.edu", "mail.hamburger.edu", "hamburger.edu", lab_address(2, 25)},
    {Role::ftp, "ftp.hamburger.edu", "ftp.hamburger.edu", "", lab_address(2, 21)},
    {Role::bob, "Bob", "laptop.hamburger.edu", "bob", lab_address(2, 10)},
    {Role::printer, "printer.hamburger.edu", "printer.hamburger.edu", "", lab_address(2, 99)},
    {Role::eve, "Eve", "eve", "", lab_address(6, 6)},
    {Role::you, "You", "you", "", lab_address(0, 1)},
}};

bool serves(Role role) {
  switch (role) {
    case Role::crepes:
    case Role::hamburger:
    case Role::ftp:
    case Role::printer:
    case Role::eve:  // who stands in the middle is connected to
      return true;
    case Role::alice:
    case Role::bob:
    case Role::you: return false;
  }
  return false;
}

}  // namespace

std::span<const Host> hosts() { return table; }

const Host& host(Role role) { return table[static_cast<std::size_t>(role)]; }

const Host* host_at(std::uint32_t address) {
  const auto found = std::find_if(table.begin(), table.end(), [address](const Host& host) { return host.address == address; });
  return found == table.end() ? nullptr : &*found;
}

const Host* host_named(std::string_view name) {
  if (name.empty()) return nullptr;
  if (same_word(name, "localhost")) return &host(Role::you);
  const auto found = std::find_if(table.begin(), table.end(), [name](const Host& host) {
    return same_word(name, host.name) || same_word(name, host.host_name) || same_word(name, host.other_name) ||
           name == address_text(host.address);
  });
  return found == table.end() ? nullptr : &*found;
}

std::span<const Account> accounts() {
  static const std::array<Account, 2> lab_accounts{{
      {"alice", "crepes.fr", "crepe-suzette"},
      {"bob", "hamburger.edu", "hungry"},
  }};
  return lab_accounts;
}

std::string hosts_file(std::span<const Detour> detours) {
  std::string text = "# The lab's machines, and no others.\n";
  for (const auto& host : table) {
    const auto detour = std::find_if(detours.begin(), detours.end(), [&host](const Detour& each) { return each.of == host.role; });
    text += address_text(detour == detours.end() ? host.address : wire::host(detour->to).address);
    if (host.role == Role::you) text += " localhost";  // first, so that programs find it by this name
    text += fmt::format(" {}", host.host_name);
    if (!host.other_name.empty()) text += fmt::format(" {}", host.other_name);
    text += '\n';
  }
  return text;
}

// By address, not by port: an FTP data connection has any port. On plain loopback the machine's own programs
// talk too, so one end must be a lab server; in the private network there is nobody else. The printer's announcements are the
// only UDP.
std::string capture_filter(NetworkMode mode) {
  const auto announced = "(udp and src host " + address_text(host(Role::printer).address) + ")";
  if (mode != NetworkMode::loopback) return "(tcp or " + announced + ") and net 127.0.0.0/8";
  std::string servers;
  for (const auto& host : table) {
    if (!serves(host.role)) continue;
    if (!servers.empty()) servers += " or ";
    servers += "host " + address_text(host.address);
  }
  return "(tcp and (" + servers + ")) or " + announced;
}

}  // namespace cleartext::wire
