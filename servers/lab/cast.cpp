#include "servers/lab/cast.h"

#include <fmt/format.h>

#include "servers/lab/place.h"
#include "servers/wire/command.h"

namespace cleartext::lab {
namespace {

// As the gate calls who sits there: "alice", "eve".
std::string actor_at(const wire::Host& machine) { return std::string(machine.other_name.empty() ? machine.host_name : machine.other_name); }

}  // namespace

std::string domain_of(const std::string& address) {
  const auto at = address.rfind('@');
  return at == std::string::npos ? std::string() : address.substr(at + 1);
}

std::string laptop_in(const std::string& domain) {
  const auto* server = wire::host_named(domain);
  return actor_at(wire::host(server != nullptr && server->role == wire::Role::hamburger ? wire::Role::bob : wire::Role::alice));
}

void Cast::perform(const Job& job) {
  std::visit([this](const auto& wanted) { act(wanted); }, job);
}

const wire::Account* Cast::account_named(const std::string& user) const {
  for (const auto& account : accounts_.all()) {
    if (wire::same_word(account.user, user) || wire::same_word(account.user + "@" + account.domain, user)) return &account;
  }
  return nullptr;
}

Cast::Found Cast::someone(const Person& person) const {
  Someone who;
  const auto& name = person.user.empty() ? person.actor : person.user;
  if (const auto* account = account_named(name))
    who.account = *account;
  else if (!person.user.empty() && person.password.empty())
    return tl::unexpected(fmt::format("Nobody in the lab is called {}.", name));
  else if (!person.user.empty())
    who.account.user = one_line(person.user);
  if (!person.password.empty()) who.account.password = one_line(person.password);
  who.machine = wire::host_named(person.actor);
  if (who.machine == nullptr && !person.actor.empty() && account_named(person.actor) == nullptr)
    return tl::unexpected(fmt::format("Nobody in the lab is called {}.", person.actor));
  if (who.machine == nullptr) who.machine = wire::host_named(laptop_in(who.account.domain));
  who.actor = actor_at(*who.machine);
  return who;
}

void Cast::keep(const std::string& actor, const std::vector<std::string>& letters) {
  auto& kept = letters_[actor];
  kept.insert(kept.end(), letters.begin(), letters.end());
}

tl::expected<wire::Endpoint, std::string> Cast::mail_server(const std::string& name, const Someone& who, wire::Service service) const {
  const auto& place = name.empty() ? who.account.domain : name;
  if (place.empty()) return tl::unexpected(fmt::format("{} has no mail server of its own: say which one.", who.actor));
  const auto at = server_at(place, service, mode_);
  if (!at) return tl::unexpected(at.error().sentence);
  return *at;
}

}  // namespace cleartext::lab
