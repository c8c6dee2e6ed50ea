#include "servers/lab/cast.h"

#include <fmt/format.h>

#include "servers/lab/ftp_errands.h"
#include "servers/lab/mail_errands.h"
#include "servers/lab/place.h"
#include "servers/mime/address.h"
#include "servers/wire/command.h"

namespace cleartext::lab {
namespace {

std::string domain_of(const std::string& address) {
  const auto at = address.rfind('@');
  return at == std::string::npos ? std::string() : address.substr(at + 1);
}

// Whose laptop stands in a domain.
const wire::Host& laptop_in(const std::string& domain) {
  const auto* server = wire::host_named(domain);
  return wire::host(server != nullptr && server->role == wire::Role::hamburger ? wire::Role::bob : wire::Role::alice);
}

// As the gate calls who sits there: "alice", "eve".
std::string actor_at(const wire::Host& machine) {
  return std::string(machine.other_name.empty() ? machine.host_name : machine.other_name);
}

// The first recipient's domain.
std::string goes_to(const Letter& letter) {
  const auto people = mime::parse_addresses(letter.envelope_to.empty() ? letter.to : letter.envelope_to);
  return people.empty() ? std::string() : domain_of(people.front().address);
}

}  // namespace

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
  if (const auto* account = account_named(name)) who.account = *account;
  else if (!person.user.empty() && person.password.empty()) return tl::unexpected(fmt::format("Nobody in the lab is called {}.", name));
  else if (!person.user.empty()) who.account.user = one_line(person.user);
  if (!person.password.empty()) who.account.password = one_line(person.password);
  who.machine = wire::host_named(person.actor);
  if (who.machine == nullptr && !person.actor.empty() && account_named(person.actor) == nullptr)
    return tl::unexpected(fmt::format("Nobody in the lab is called {}.", person.actor));
  if (who.machine == nullptr) who.machine = &laptop_in(who.account.domain);
  who.actor = actor_at(*who.machine);
  return who;
}

tl::expected<wire::Endpoint, std::string> Cast::mail_server(const std::string& name, const Someone& who, wire::Service service) const {
  const auto& place = name.empty() ? who.account.domain : name;
  if (place.empty()) return tl::unexpected(fmt::format("{} has no mail server of its own: say which one.", who.actor));
  const auto at = endpoint_of(place, service, mode_);
  if (!at) return tl::unexpected(at.error().sentence);
  return *at;
}

void Cast::act(const SendJob& job) {
  auto person = job.person;
  const auto writers = mime::parse_addresses(job.letter.from);
  const auto writer = writers.empty() ? std::string() : writers.front().address;
  if (person.actor.empty() && person.user.empty()) {
    if (wire::host_named(domain_of(writer)) == nullptr) return fail(writer, "Nobody in the lab writes from " + domain_of(writer) + ".");
    person.actor = actor_at(laptop_in(domain_of(writer)));
    if (account_named(writer) != nullptr) person.user = writer;
  }
  const auto who = someone(person);
  if (!who) return fail(person.actor, who.error());
  const bool own_port = job.tls == Tls::from_start;
  // Who has no mail server of his own goes straight to the recipient's, as a relay does.
  const auto to = mail_server(job.server.empty() && who->account.domain.empty() ? goes_to(job.letter) : job.server, *who,
                              own_port ? wire::Service::submissions : job.via);
  if (!to) return fail(who->actor, to.error());
  auto post = post_for(job.letter, letters_[who->actor], who->machine->host_name, clock_.wall());
  if (!post) return fail(who->actor, post.error());
  auto agent = std::make_unique<actors::SmtpAgent>(actors::Delivery{std::string(who->machine->host_name), post->envelope, std::move(post->letter),
                                                                    std::move(post->eight_bit), who->log_in(job.how), job.tls});
  hooks_.connect({who->actor, who->machine->address, *to, job.tls}, std::move(agent),
                 [this, actor = who->actor](wire::Conversation& done, const std::string& problem) {
                   hooks_.ended(sent(actor, static_cast<actors::SmtpAgent&>(done), problem));
                 });
}

void Cast::act(const FetchJob& job) {
  const auto who = someone(job.person);
  if (!who) return fail(job.person.actor, who.error());
  const auto to = mail_server({}, *who, job.tls == Tls::from_start ? wire::Service::pop3s : wire::Service::pop3);
  if (!to) return fail(who->actor, to.error());
  const actors::Pop3Errand errand{who->log_in(job.how), job.tls, job.what, job.after, job.ending};
  hooks_.connect({who->actor, who->machine->address, *to, job.tls}, std::make_unique<actors::Pop3Agent>(errand),
                 [this, actor = who->actor, errand](wire::Conversation& done, const std::string& problem) {
                   const auto result = fetched(actor, errand, static_cast<actors::Pop3Agent&>(done), problem);
                   auto& kept = letters_[actor];
                   if (errand.what == actors::Pop3Errand::What::letters) kept.insert(kept.end(), result.mails.begin(), result.mails.end());
                   hooks_.ended(result);
                 });
}

void Cast::act(const FtpJob& job) {
  const auto who = someone({job.actor, {}, {}});
  if (!who) return fail(job.actor, who.error());
  const auto trip = trip_for(job, mode_);
  if (!trip) return fail(who->actor, trip.error().sentence + " " + trip.error().advice);
  hooks_.connect({who->actor, who->machine->address, trip->to, job.tls}, std::make_unique<actors::FtpAgent>(trip->errand),
                 [this, actor = who->actor, errand = trip->errand](wire::Conversation& done, const std::string& problem) {
                   hooks_.ended(transferred(actor, errand, static_cast<actors::FtpAgent&>(done), problem));
                 });
}

}  // namespace cleartext::lab
