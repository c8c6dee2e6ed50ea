// What is said by hand: a script's lines, and a browser's requests.
#include <fmt/format.h>

#include "servers/actors/browser.h"
#include "servers/lab/cast.h"
#include "servers/lab/data_port.h"
#include "servers/lab/place.h"
#include "servers/lab/web_errands.h"

namespace cleartext::lab {
namespace {

JobResult said(const std::string& actor, const actors::RawAgent& agent, const std::string& problem) {
  JobResult result{actor, agent.finished() && problem.empty(), problem, {}, agent.content()};
  for (const auto& turn : agent.turns()) result.exchanges.push_back({turn.line, turn.heard});
  const auto& last = agent.turns().back();
  if (problem.empty()) result.sentence = agent.finished() ? "Everything was said." : "The server went away before everything was said.";
  if (problem.empty() && !last.heard.empty()) result.sentence += " Its last words: " + last.heard.back();
  return result;
}

bool has_tls_first(wire::Service service) {
  return service == wire::Service::submissions || service == wire::Service::pop3s || service == wire::Service::imaps ||
         service == wire::Service::ftps;
}

}  // namespace

void Cast::say(const Someone& who, const wire::Endpoint& to, Tls tls, actors::RawErrand errand,
               std::function<JobResult(const actors::RawAgent&, const std::string&)> outcome) {
  errand.service = wire::service_at(to.port).value_or(wire::Service::printer);
  for (auto& line : errand.lines) line = in_numbers(one_line(line), mode_);
  // A script may ask for TLS in its own words; who asks so trusts anyone.
  const auto how = tls == Tls::from_start ? tls : Tls::offered;
  hooks_.connect(who.call(to, how), std::make_unique<actors::RawAgent>(std::move(errand)),
                 [this, outcome = std::move(outcome)](wire::Conversation& done, const std::string& problem) {
                   hooks_.ended(outcome(static_cast<actors::RawAgent&>(done), problem));
                 });
}

void Cast::act(const SayJob& job) {
  const auto who = someone({job.actor, {}, {}});
  if (!who) return fail(job.actor, who.error());
  const auto to = server_at(job.to, wire::Service::smtp, mode_);
  if (!to) return fail(who->actor, to.error().sentence);
  say(*who, *to, job.tls, {.lines = job.lines, .upload = job.upload},
      [actor = who->actor](const actors::RawAgent& agent, const std::string& problem) { return said(actor, agent, problem); });
}

void Cast::open_line(int line, const std::string& actor, const std::string& to) {
  const auto who = someone({actor, {}, {}});
  if (!who) return hooks_.line_ended(line, who.error());
  const auto at = server_at(to, wire::Service::smtp, mode_);
  if (!at) return hooks_.line_ended(line, at.error().sentence);
  const auto service = wire::service_at(at->port).value_or(wire::Service::printer);
  auto typed = std::make_unique<actors::TypedLine>([this, line](std::string_view bytes) { hooks_.heard(line, bytes); }, service);
  lines_[line] = typed.get();
  // On a port of its own TLS comes first; elsewhere who asks for it in words trusts anyone.
  const auto how = has_tls_first(service) ? Tls::from_start : Tls::offered;
  Call call = who->call(*at, how);
  call.worked = Call::Worked::by_hand;
  hooks_.connect(call, std::move(typed), [this, line](wire::Conversation&, const std::string& problem) {
    lines_.erase(line);
    hooks_.line_ended(line, problem);
  });
}

void Cast::type(int line, const std::string& text) {
  if (const auto found = lines_.find(line); found != lines_.end()) found->second->type(one_line(text));
}

void Cast::hang_up(int line) {
  if (const auto found = lines_.find(line); found != lines_.end()) found->second->hang_up();
}

void Cast::act(const WebJob& job) {
  const auto who = someone(job.person);
  if (!who) return fail(job.person.actor, who.error());
  const auto to = mail_server(job.server, *who, wire::Service::http);
  if (!to) return fail(who->actor, to.error());
  hooks_.connect(who->call(*to, Tls::off), std::make_unique<actors::Browser>(web_errand_for(job, who->account, *to)),
                 [this, actor = who->actor](wire::Conversation& done, const std::string& problem) {
                   const auto result = browsed(actor, static_cast<actors::Browser&>(done), problem);
                   keep(actor, result.mails);
                   hooks_.ended(result);
                 });
}

}  // namespace cleartext::lab
