// `cleartext analyze FILE`: reads a capture once, from front to back, and prints records as it goes.
#pragma once
#include <iosfwd>
#include <string>

#include "engine/analysis/records.h"

namespace cleartext::commands {

struct AnalyzeOptions {
  std::string file;               // "-": standard input
  std::string show = "dialogue";  // packets, streams, dialogue, messages, files, credentials, weaknesses, summary
  std::string save;               // folder for letters, attachments and files; empty: none
  std::string keylog;             // a key log file: TLS secrets
  bool no_data = false;           // leave out lines of kind data
  bool digest = false;            // streams: fingerprints of each direction
  analysis::Format format = analysis::Format::text;
};

// The exit status: 0 read to the end; 1 the file cannot be read, is damaged, or something could not be written; 2 wrong usage.
// usage.
int analyze(const AnalyzeOptions& options, std::ostream& out, std::ostream& err);

}  // namespace cleartext::commands
