// A wrong password takes as long to refuse as a wrong name: every account is compared, to the last letter.
#include "servers/store/accounts.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

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

tl::expected<wire::Account, wire::Problem> read_account(std::string_view text) {
  const auto colon = text.find(':'), at = text.rfind('@');
  const bool three = colon != text.npos && at != text.npos && colon + 1 < at;
  wire::Account account;
  if (three)
    account = {std::string(text.substr(0, colon)), std::string(text.substr(at + 1)), std::string(text.substr(colon + 1, at - colon - 1))};
  const auto plain = [](char c) { return wire::is_letter_or_digit(c) || c == '-' || c == '_'; };
  const bool named = !account.user.empty() && account.user.size() <= 64 && std::ranges::all_of(account.user, plain);
  const bool known = std::ranges::any_of(wire::accounts(), [&](const auto& each) { return each.domain == account.domain; });
  if (named && known) return account;
  return tl::unexpected(
      wire::Problem{fmt::format("{} is no account.", text),
                    "Write it as carol:secret@crepes.fr or carol:secret@hamburger.edu; a name has letters, digits, - and _."});
}

Accounts::Accounts() : accounts_(wire::accounts().begin(), wire::accounts().end()) {}

void Accounts::add(wire::Account account) { accounts_.push_back(std::move(account)); }

const wire::Account* Accounts::check(std::string_view login, std::string_view password, std::string_view domain) const {
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
    return wire::same_word(address.substr(0, at), account.user) && wire::same_word(address.substr(at + 1), account.domain);
  });
  return found == accounts_.end() ? nullptr : &*found;
}

}  // namespace cleartext::store
