// The client's side of SFTP: one errand on one SSH connection, from the handshake to its end. libssh speaks; it blocks,
// and so runs in a thread of its own. The server's key is held against the lab's before a password is said.
#pragma once
#include <libssh/libssh.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>

#include "servers/sftp/errand.h"
#include "servers/wire/endpoint.h"

namespace cleartext::sftp {

class Client {
 public:
  // Waits at the gate; false: nothing more is wanted. Called in the thread that runs.
  using Pass = std::function<bool(const std::string& verb, const std::string& line)>;
  Client(std::uint32_t from, const wire::Endpoint& to, std::filesystem::path host_key, Pass pass)
      : from_(from), to_(to), host_key_(std::move(host_key)), pass_(std::move(pass)) {}
  Outcome run(const Errand& errand);  // blocks
  void stop();                        // from any thread: the connection is cut

 private:
  Outcome inside(ssh_session session, const Errand& errand);
  std::uint32_t from_;
  wire::Endpoint to_;
  std::filesystem::path host_key_;
  Pass pass_;
  std::atomic<int> socket_{-1};
};

}  // namespace cleartext::sftp
