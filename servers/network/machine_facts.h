// What this machine says about itself, read once into a value; what to advise is then a pure function of it.
#pragma once
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/network/private_network.h"

namespace cleartext::network {

struct MachineFacts {
  // Kernel settings; absent where the kernel has no such setting.
  std::optional<long> namespaces_for_users;  // kernel.unprivileged_userns_clone (Debian)
  std::optional<long> most_namespaces;       // user.max_user_namespaces
  std::optional<long> profile_needed;        // kernel.apparmor_restrict_unprivileged_userns (Ubuntu 24.04)
  bool in_container = false;                 // Docker, Podman, LXC, systemd-nspawn
  bool filtered = false;                     // a seccomp filter is on this process
};

// `root` is the file system's root, another one in tests.
MachineFacts read_facts(const std::string& root = "");

// What to do where a private network was refused; `program` is the program's path or empty.
std::string advice_for(const MachineFacts& facts, const std::string& program);

// What doctor says, from what was tried.
struct Trials {
  tl::expected<void, wire::Problem> private_network;
  bool capture_on_loopback = false;
};
std::vector<Finding> explain(const MachineFacts& facts, const Trials& trials, const std::string& program);
Ability best_ability(const Trials& trials);

// A word of a shell command: quoted where it must be.
std::string shell_word(const std::string& text);

}  // namespace cleartext::network
