#include "servers/lab/scan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "servers/lab/data_port.h"
#include "servers/lab/place.h"

namespace cleartext::lab {
namespace {

std::string last_word(const actors::Said& turn) { return turn.heard.empty() ? std::string() : turn.heard.back(); }

// What the server's replies to PORT and LIST give away.
std::string verdict(std::span<const actors::Said> turns, const wire::Endpoint& at) {
  const auto port = std::ranges::find(turns, port_line(at), &actors::Said::line);
  if (port == turns.end() || port + 1 == turns.end()) return fmt::format("{} was not asked about", at.port);
  const auto answer = last_word(*port);
  if (!answer.starts_with("2")) return fmt::format("{} was refused: {}", at.port, answer);
  const auto listed = last_word(*(port + 1));
  return fmt::format("{} is {}", at.port,
                     listed.starts_with("425")                              ? "closed"
                     : listed.starts_with("2") || listed.starts_with("426") ? "open"
                                                                            : "not to be told: " + listed);
}

}  // namespace

tl::expected<Scan, std::string> scan_for(const ScanJob& job, wire::NetworkMode mode) {
  Scan scan{job.target, {}};
  for (const auto& port : job.ports) {
    const auto at = endpoint_of(fmt::format("{}:{}", job.target, port), wire::Service::printer, mode);
    if (!at) return tl::unexpected(at.error().sentence);
    scan.ports.push_back(*at);
  }
  return scan;
}

std::vector<std::string> lines_of(const Scan& scan) {
  std::vector<std::string> lines{"USER anonymous", "PASS eve@example.org"};
  for (const auto& at : scan.ports) lines.insert(lines.end(), {port_line(at), "LIST"});
  lines.emplace_back("QUIT");
  return lines;
}

JobResult scanned(const std::string& actor, const Scan& scan, std::span<const actors::Said> turns, const std::string& problem) {
  JobResult result{actor, problem.empty(), problem, {}, {}};
  for (const auto& turn : turns) result.exchanges.push_back({turn.line, turn.heard});
  if (!problem.empty()) return result;
  std::vector<std::string> verdicts;
  for (const auto& at : scan.ports) verdicts.push_back(verdict(turns, at));
  result.sentence = fmt::format("At {}, port {}.", scan.target, fmt::join(verdicts, "; port "));
  return result;
}

}  // namespace cleartext::lab
