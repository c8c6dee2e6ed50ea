// One FTP control connection, the server's side (RFC 959). Data connections are effects: the session asks for
// one, the host opens it and reports back.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "servers/ftp/guards.h"
#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"

namespace cleartext::ftp {

std::span<const wire::CommandInfo> commands();
std::span<const wire::ReplyInfo> replies();

struct SessionSettings {
  std::string host_name;  // "ftp.hamburger.edu"
  wire::Endpoint peer;
  std::uint16_t data_port = 0;                               // active mode calls from here, one below its own port (RFC 959, 3.2); 0: any
  bool tls_possible = false;                                 // AUTH TLS is offered
  bool secure = false;                                       // TLS from the start
  bool refuses_tls = false;                                  // AUTH TLS is known, and refused
  Guards guards = {};                                        // all stand
  std::function<bool(const wire::Endpoint&)> may_call = {};  // where PORT leads; empty: anywhere
  std::chrono::system_clock::time_point (*now)() = &std::chrono::system_clock::now;
};

// Guests ("anonymous", "ftp", any password) may read only.
std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, const store::Accounts& accounts, store::FileTree& files);

}  // namespace cleartext::ftp
