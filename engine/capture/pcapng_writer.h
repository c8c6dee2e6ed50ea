// Writes pcapng: one section, one interface, lab host names (NRB), packets, and a comment on those that have
// one.
#pragma once
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engine/packet/packet.h"
#include "servers/wire/problem.h"

namespace cleartext::capture {

// Comments are keyed by packet number. Written to a temporary name and renamed, so never half a file.
tl::expected<void, wire::Problem> write_pcapng(const std::string& path,
                                               const std::vector<packet::Packet>& packets,
                                               const std::map<std::uint32_t, std::string>& comments,
                                               const std::string& section_comment = {});

}  // namespace cleartext::capture
