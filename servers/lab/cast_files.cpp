// Files by FTP and SFTP, and what else an FTP server can be made to do.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "servers/lab/cast.h"
#include "servers/lab/ftp_errands.h"
#include "servers/lab/place.h"
#include "servers/lab/scan.h"

namespace cleartext::lab {

void Cast::act(const FtpJob& job) {
  const auto who = someone({job.actor, {}, {}});
  if (!who) return fail(job.actor, who.error());
  auto wanted = job;
  const auto* account = job.url.empty() && job.password.empty() ? account_named(job.user) : nullptr;
  if (account != nullptr) wanted.password = account->password;
  const auto trip = trip_for(wanted, mode_);
  if (!trip) return fail(who->actor, trip.error().sentence + " " + trip.error().advice);
  hooks_.connect(who->call(trip->to, job.tls), std::make_unique<actors::FtpAgent>(trip->errand),
                 [this, actor = who->actor, errand = trip->errand](wire::Conversation& done, const std::string& problem) {
                   hooks_.ended(transferred(actor, errand, static_cast<actors::FtpAgent&>(done), problem));
                 });
}

void Cast::act(const SftpJob& job) {
  const auto who = someone(job.person);
  if (!who) return fail(job.person.actor, who.error());
  SftpVisit::Plan plan{
      who->actor, who->machine->address, {wire::host(wire::Role::ftp).address, wire::port(wire::Service::sftp, mode_)}, {}, job.errand};
  plan.errand.user = who->account.user;
  plan.errand.password = who->account.password;
  hooks_.visit(plan, [this, actor = who->actor](const sftp::Outcome& outcome) {
    hooks_.ended({actor, outcome.done, outcome.sentence, {}, outcome.content});
  });
}

void Cast::act(const ScanJob& job) {
  const auto who = someone({job.actor, {}, {}});
  if (!who) return fail(job.actor, who.error());
  const auto to = server_at(job.through, wire::Service::ftp, mode_);
  if (!to) return fail(who->actor, to.error().sentence);
  const auto scan = scan_for(job, mode_);
  if (!scan) return fail(who->actor, scan.error());
  say(*who, *to, Tls::off, {.lines = lines_of(*scan)},
      [actor = who->actor, scan = *scan](const actors::RawAgent& agent, const std::string& problem) {
        return scanned(actor, scan, agent.turns(), problem);
      });
}

}  // namespace cleartext::lab
