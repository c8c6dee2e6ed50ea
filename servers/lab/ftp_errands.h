// From what a person wants of a file server to what the FTP agent does, and back to a sentence about what came of it.
#pragma once
#include <tl/expected.hpp>

#include "servers/actors/ftp_agent.h"
#include "servers/lab/jobs.h"
#include "servers/wire/problem.h"

namespace cleartext::lab {

struct FtpTrip {
  wire::Endpoint to;
  actors::FtpErrand errand;
};

// A Problem for a machine that is not the lab's, and for an address that is none.
tl::expected<FtpTrip, wire::Problem> trip_for(const FtpJob& job, wire::NetworkMode mode);
JobResult transferred(const std::string& actor, const actors::FtpErrand& errand, const actors::FtpAgent& agent, const std::string& problem);

}  // namespace cleartext::lab
