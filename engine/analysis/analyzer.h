// The one pipeline, live and recorded: packets -> decoded headers -> TCP streams -> dialogues -> findings.
// Incremental, single pass, no payload copied that arrives in order, nothing allocated a packet.
#pragma once
#include <memory>

#include "engine/analysis/sink.h"
#include "engine/tls/secrets.h"

namespace cleartext::analysis {

struct AnalyzerSettings {
  bool dialogue = true;                // false: streams only
  bool data_lines = true;              // report LineKind::data
  bool messages = true, files = true;  // rebuild them
  bool weaknesses = true;              // judge what was said
  bool shares = false;                 // report how readable each direction is, over time
  bool bytes = false;                  // report reassembled bytes to Sink::bytes()
  findings::Wanted wanted;             // of messages and files
  tls::Secrets* secrets = nullptr;     // that may open TLS; must outlive the analyzer
};

class Analyzer {
 public:
  explicit Analyzer(Sink& sink, AnalyzerSettings settings = {});
  ~Analyzer();
  void feed(const packet::RawPacket& raw);
  void feed(packet::Packet& decoded);  // its number and its place in a stream are filled in
  void finish();                       // end of the capture: reports what is still open as incomplete

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::analysis
