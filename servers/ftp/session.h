// One FTP control connection, the server's side (RFC 959). Data connections are effects: the session asks for
// one, the host opens it and reports back.
#pragma once
#include <memory>
#include <string>

#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"
#include "servers/wire/clock.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"

namespace cleartext::ftp {

std::span<const wire::CommandInfo> commands();
std::span<const wire::ReplyInfo> replies();

struct SessionSettings {
  std::string host_name;           // "ftp.hamburger.edu"
  wire::Endpoint peer;             // a data connection from elsewhere is refused (RFC 2577)
};

// Guests ("anonymous", "ftp", any password) may read only.
std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, const store::Accounts& accounts,
                                                 store::FileTree& files);

}  // namespace cleartext::ftp
