// A wrong password takes as long to refuse as a wrong name: every account is compared, to the last letter.
#include "servers/store/accounts.h"

#include <algorithm>

#include "servers/wire/command.h"

namespace cleartext::store {

namespace {

bool same_secret(std::string_view given, std::string_view kept) {
  unsigned different = given.size() == kept.size() ? 0 : 1;
  for (std::size_t at = 0; at < given.size(); ++at) {
    const char other = kept.empty() ? '\0' : kept[at % kept.size()];
    different |= static_cast<unsigned char>(given[at] ^ other);
  }
  return different == 0;
}

}  // namespace

Accounts::Accounts() : accounts_(wire::accounts().begin(), wire::accounts().end()) {}

void Accounts::add(wire::Account account) {
  accounts_.push_back(std::move(account));
}

const wire::Account* Accounts::check(std::string_view login, std::string_view password,
                                     std::string_view domain) const {
  const auto at = login.rfind('@');
  const auto user = login.substr(0, at);
  const auto named = at == std::string_view::npos ? domain : login.substr(at + 1);
  const wire::Account* found = nullptr;
  for (const auto& account : accounts_) {
    const bool same_password = same_secret(password, account.password);
    const bool here = domain.empty() || wire::same_word(domain, account.domain);
    const bool meant = at == std::string_view::npos || wire::same_word(named, account.domain);
    if (same_password && here && meant && wire::same_word(user, account.user)) found = &account;
  }
  return found;
}

const wire::Account* Accounts::mailbox(std::string_view address) const {
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return nullptr;
  const auto found = std::find_if(accounts_.begin(), accounts_.end(), [&](const wire::Account& account) {
    return wire::same_word(address.substr(0, at), account.user) &&
           wire::same_word(address.substr(at + 1), account.domain);
  });
  return found == accounts_.end() ? nullptr : &*found;
}

}  // namespace cleartext::store
