// What came of an IMAP session, for people.
#pragma once
#include "servers/actors/imap_agent.h"
#include "servers/lab/jobs.h"

namespace cleartext::lab {

// Letters that were fetched whole are its mails; what was fetched last is its content.
JobResult looked_after(const std::string& actor, const actors::ImapAgent& agent, const std::string& problem);

}  // namespace cleartext::lab
