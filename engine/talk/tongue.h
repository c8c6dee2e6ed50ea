// What can be said in a protocol: the servers' own tables, by service.
#pragma once
#include <optional>
#include <span>

#include "engine/packet/packet.h"
#include "servers/wire/command.h"
#include "servers/wire/hosts.h"
#include "servers/wire/states.h"

namespace cleartext::talk {

struct Tongue {
  std::span<const wire::CommandInfo> commands = {};
  std::span<const wire::ReplyInfo> replies = {};
  const wire::StateMachine* machine = nullptr;  // nullptr: it has no states
  bool tagged = false;                          // IMAP: each command begins with a tag
};

Tongue tongue_of(wire::Service service);
std::optional<wire::Service> service_of(packet::Protocol protocol);  // of its control connection

}  // namespace cleartext::talk
