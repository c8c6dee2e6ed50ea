#include "servers/lab/web_errands.h"

#include <fmt/format.h>

#include "servers/http/session.h"

namespace cleartext::lab {

actors::WebErrand web_errand_for(const WebJob& job, const wire::Account& account, const wire::Endpoint& to) {
  const auto* host = wire::host_at(to.address);
  actors::WebErrand errand{host == nullptr ? wire::address_text(to.address) : std::string(host->host_name), job.deeds};
  if (to.port != wire::port(wire::Service::http, wire::NetworkMode::private_network)) errand.host += fmt::format(":{}", to.port);
  for (auto& deed : errand.deeds) {
    if (deed.what != actors::WebDeed::What::log_in) continue;
    if (deed.user.empty()) deed.user = account.user;
    if (deed.password.empty() && deed.user == account.user) deed.password = account.password;
  }
  return errand;
}

JobResult browsed(const std::string& actor, const actors::Browser& browser, const std::string& problem) {
  JobResult result{actor, browser.finished(), {}, {}, {}};
  for (const auto& visit : browser.visits()) {
    result.exchanges.push_back({visit.request, {fmt::format("{} {}", visit.response.status, http::reason(visit.response.status))}});
    if (visit.request.ends_with("/source") && visit.response.status == 200) result.mails.push_back(visit.response.body);
    const auto* type = visit.response.fields.find("Content-Type");
    if (type != nullptr && type->starts_with("text/")) result.content = visit.response.body;
  }
  const auto count = browser.visits().size();
  result.sentence = result.done       ? fmt::format("{} object{} fetched on one connection.", count, count == 1 ? "" : "s")
                    : problem.empty() ? browser.why_not()
                                      : problem;
  return result;
}

}  // namespace cleartext::lab
