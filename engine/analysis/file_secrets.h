// The secrets that a capture file carries for its TLS sessions. A file is read again for them when the first session is
// met that has none; a pipe cannot be, so there sessions wait.
#pragma once
#include <string>

#include "engine/capture/packet_source.h"
#include "engine/tls/secrets.h"

namespace cleartext::analysis {

void listen_for_secrets(capture::BringsSecrets& source, const std::string& path, tls::Secrets& secrets);
// A key log file, in addition. A Problem: it cannot be read.
tl::expected<void, wire::Problem> read_key_log(const std::string& path, tls::Secrets& secrets);

}  // namespace cleartext::analysis
