#include "servers/lab/imap_errands.h"

#include <fmt/format.h>

namespace cleartext::lab {
namespace {

bool is_whole_letter(const actors::ImapResponse& response) {
  return response.text.find("BODY[] {") != std::string::npos || response.text.find("RFC822 {") != std::string::npos;
}

}  // namespace

JobResult looked_after(const std::string& actor, const actors::ImapAgent& agent, const std::string& problem) {
  JobResult result{actor, agent.finished(), "Everything was done.", {}, {}};
  for (const auto& answer : agent.answers()) {
    auto& exchange = result.exchanges.emplace_back(Exchange{answer.line, {}});
    for (const auto& response : answer.told) {
      exchange.heard.push_back(response.text);
      if (response.literals.empty()) continue;
      result.content = response.literals.back();
      if (is_whole_letter(response)) result.mails.push_back(response.literals.back());
    }
    exchange.heard.push_back(answer.outcome);
  }
  if (result.done) return result;
  result.sentence = !problem.empty() ? problem : !agent.why_not().empty() ? agent.why_not() : "The server said: " + agent.refusal();
  if (problem.empty() && agent.why_not().empty() && !agent.logged_in())
    result.sentence = "The server did not let you in: " + agent.refusal();
  return result;
}

}  // namespace cleartext::lab
