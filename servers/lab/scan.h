// The FTP bounce (RFC 2577, 3): PORT names another machine, LIST makes the server call it. 425 or 226 tells Eve what she
// could not find out herself.
#pragma once
#include <span>
#include <tl/expected.hpp>

#include "servers/actors/raw_agent.h"
#include "servers/lab/jobs.h"

namespace cleartext::lab {

struct Scan {
  std::string target;  // "printer.hamburger.edu"
  std::vector<wire::Endpoint> ports;
};

tl::expected<Scan, std::string> scan_for(const ScanJob& job, wire::NetworkMode mode);
std::vector<std::string> lines_of(const Scan& scan);
JobResult scanned(const std::string& actor, const Scan& scan, std::span<const actors::Said> turns, const std::string& problem);

}  // namespace cleartext::lab
