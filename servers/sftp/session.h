// One SSH connection, from the handshake to its end. Blocks; runs in a thread of its own.
#pragma once
#include <libssh/libssh.h>

#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"

namespace cleartext::sftp {

struct House {
  const store::Accounts& accounts;
  store::FileTree& files;
  int idle_seconds;
};

void serve(ssh_session session, const House& house);

}  // namespace cleartext::sftp
