// Who may log in. The lab's own accounts come from the one table; a lesson may add more beside them.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/hosts.h"
#include "servers/wire/problem.h"

namespace cleartext::store {

// "bob:hungry@hamburger.edu": a name that may be a folder's, a password, a domain of the lab.
tl::expected<wire::Account, wire::Problem> read_account(std::string_view text);

class Accounts {
 public:
  Accounts();  // alice and bob
  void add(wire::Account account);
  // `login` is "bob" or "bob@hamburger.edu" (any case); a bare name is looked up in `domain`, and in every
  // domain where `domain` is empty. Compared in constant time. nullptr: refused.
  const wire::Account* check(std::string_view login, std::string_view password, std::string_view domain = {}) const;
  const wire::Account* mailbox(std::string_view address) const;  // by "bob@hamburger.edu"; nullptr: no such user
  std::span<const wire::Account> all() const { return accounts_; }

 private:
  std::vector<wire::Account> accounts_;
};

}  // namespace cleartext::store
