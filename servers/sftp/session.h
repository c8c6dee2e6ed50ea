// One SSH connection, from the handshake to its end. Blocks; runs in a thread of its own.
#pragma once
#include <libssh/libssh.h>

#include <functional>

#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"

namespace cleartext::sftp {

struct House {
  const store::Accounts& accounts;
  store::FileTree& files;
  int log_in_seconds, idle_seconds;
};

// `wrong_password`: called for each that is tried.
void serve(ssh_session session, const House& house, const std::function<void()>& wrong_password);

}  // namespace cleartext::sftp
