// SFTP (draft-ietf-secsh-filexfer-02, version 3) inside SSH: the same tree and accounts as FTP, and nothing else; no
// shell, no forwarding. libssh speaks; a thread a connection waits for it, in the network of who called start().
#pragma once
#include <filesystem>
#include <memory>
#include <tl/expected.hpp>

#include "servers/host/door.h"
#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"
#include "servers/wire/endpoint.h"
#include "servers/wire/problem.h"

namespace cleartext::sftp {

struct ServerSettings {
  wire::Endpoint at;
  std::filesystem::path key_file;  // the host's key, made on the first start
  int most_connections = 300;      // a thread each
  int log_in_seconds = 60;         // for each thing that is said until the log-in
  int idle_seconds = 300;
  host::Door* door = nullptr;  // who keeps count of guests; must outlive it
};

class Server {
 public:
  // Accounts and files must outlive it; both are only read from its threads, or change nothing but the disk.
  Server(ServerSettings settings, const store::Accounts& accounts, store::FileTree& files);
  ~Server();  // closes every connection, and waits for its threads
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  tl::expected<void, wire::Problem> start();
  wire::Endpoint endpoint() const;
  enum class Callers : unsigned char { answered, ignored };
  void take(Callers callers);                 // who is in stays
  void run_at(std::uint64_t bytes_a_second);  // a slow wire, for all who come from now on; 0: a fast one, for who is in too

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::sftp
