// The lab's own certificate authority. It and the servers' certificates are made on the first start and kept in the
// data folder, keys readable by their owner alone; none is ever part of the program.
#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "servers/secure/context.h"
#include "servers/wire/hosts.h"
#include "servers/wire/problem.h"

namespace cleartext::secure {

enum class Trust { authority, anyone };  // whose servers a client believes: this authority's and no others, or all

class Authority {
 public:
  // Reads what `folder` holds, and makes what is missing or no longer valid: a certificate for each of the hosts.
  static tl::expected<Authority, wire::Problem> in(const std::filesystem::path& folder, std::span<const wire::Host> hosts);

  std::filesystem::path certificate_file() const { return folder_ / "authority.pem"; }  // for clients to trust
  SharedContext server(wire::Role role) const;                                          // shows the host's certificate
  SharedContext client(Trust trust = Trust::authority) const { return trust == Trust::authority ? client_ : credulous_; }
  void set_key_log(KeyLog log) { *key_log_ = std::move(log); }  // of servers and actors alike

 private:
  explicit Authority(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
  std::shared_ptr<KeyLog> key_log_ = std::make_shared<KeyLog>();
  std::map<wire::Role, SharedContext> servers_;
  SharedContext client_, credulous_;
};

}  // namespace cleartext::secure
