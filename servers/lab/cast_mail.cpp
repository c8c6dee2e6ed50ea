// Letters: handed over by SMTP, fetched by POP3, looked after by IMAP.
#include "servers/actors/imap_agent.h"
#include "servers/lab/cast.h"
#include "servers/lab/imap_errands.h"
#include "servers/lab/mail_errands.h"
#include "servers/lab/place.h"
#include "servers/mime/address.h"

namespace cleartext::lab {
namespace {

std::string first_address(const std::string& list) {
  const auto people = mime::parse_addresses(list);
  return people.empty() ? std::string() : people.front().address;
}

std::string goes_to(const Letter& letter) { return domain_of(first_address(letter.envelope_to.empty() ? letter.to : letter.envelope_to)); }

}  // namespace

// Who writes from an address is whoever has it; else the one who sits in that domain.
tl::expected<Person, std::string> Cast::writer_of(const SendJob& job) const {
  if (!job.person.actor.empty() || !job.person.user.empty()) return job.person;
  const auto address = first_address(job.letter.from);
  if (wire::host_named(domain_of(address)) == nullptr) return tl::unexpected("Nobody in the lab writes from " + domain_of(address) + ".");
  if (account_named(address) != nullptr) return Person{{}, address};
  return Person{laptop_in(domain_of(address))};
}

void Cast::act(const SendJob& job) {
  const auto person = writer_of(job);
  if (!person) return fail(first_address(job.letter.from), person.error());
  const auto who = someone(*person);
  if (!who) return fail(person->actor, who.error());
  const bool own_port = job.tls == Tls::from_start;
  // Who has no mail server of his own goes straight to the recipient's, as a relay does.
  const auto to = mail_server(job.server.empty() && who->account.domain.empty() ? goes_to(job.letter) : job.server, *who,
                              own_port ? wire::Service::submissions : job.via);
  if (!to) return fail(who->actor, to.error());
  auto post = post_for(job.letter, letters_[who->actor], who->machine->host_name, clock_.wall());
  if (!post) return fail(who->actor, post.error());
  auto agent =
      std::make_unique<actors::SmtpAgent>(actors::Delivery{std::string(who->machine->host_name), post->envelope, std::move(post->letter),
                                                           std::move(post->eight_bit), who->log_in(job.how), job.tls});
  hooks_.connect(who->call(*to, job.tls), std::move(agent),
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
  hooks_.connect(who->call(*to, job.tls), std::make_unique<actors::Pop3Agent>(errand),
                 [this, actor = who->actor, errand](wire::Conversation& done, const std::string& problem) {
                   const auto result = fetched(actor, errand, static_cast<actors::Pop3Agent&>(done), problem);
                   if (errand.what == actors::Pop3Errand::What::letters) keep(actor, result.mails);
                   hooks_.ended(result);
                 });
}

void Cast::act(const ImapJob& job) {
  const auto who = someone(job.person);
  if (!who) return fail(job.person.actor, who.error());
  const auto to = mail_server({}, *who, job.tls == Tls::from_start ? wire::Service::imaps : wire::Service::imap);
  if (!to) return fail(who->actor, to.error());
  actors::ImapErrand errand{who->log_in(job.how), job.tls, {}};
  for (const auto& line : job.lines) {
    errand.lines.push_back({one_line(line.text)});
    if (!line.letter) continue;
    auto post = post_for(*line.letter, letters_[who->actor], who->machine->host_name, clock_.wall());
    if (!post) return fail(who->actor, post.error());
    errand.lines.back().literal = std::move(post->letter);
  }
  hooks_.connect(who->call(*to, job.tls), std::make_unique<actors::ImapAgent>(std::move(errand)),
                 [this, actor = who->actor](wire::Conversation& done, const std::string& problem) {
                   const auto result = looked_after(actor, static_cast<actors::ImapAgent&>(done), problem);
                   keep(actor, result.mails);
                   hooks_.ended(result);
                 });
}
}  // namespace cleartext::lab
