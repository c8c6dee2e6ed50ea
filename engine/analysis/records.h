// What was found as records: one JSON object a line with the contract's fields, or one line of text for
// people.
#pragma once
#include <map>

#include "engine/analysis/digest.h"
#include "engine/analysis/sink.h"

namespace cleartext::analysis {

enum class Format { text, jsonl };

struct Summary {
  std::uint64_t packets = 0, bytes = 0, streams = 0, messages = 0, files = 0, credentials = 0;
  std::map<std::string, std::uint64_t> protocols;  // packets of each
  bool damaged = false;
};

std::string time_text(std::int64_t time_ns, int digits);  // seconds since 1970, with so many decimal places
std::string protocol_text(packet::Protocol protocol);     // lower case: "smtp", "ftp-data"

// Without the line end.
std::string record(const packet::Packet& packet, int digits, Format format);
std::string record(const stream::StreamInfo& info, Digests* digests, Format format);
std::string record(const dialogue::LineView& line, int digits, Format format);
std::string record(const findings::Message& message, Format format);
std::string record(const findings::File& file, Format format);
std::string record(const findings::Credential& credential, Format format);
std::string record(const findings::Weakness& weakness, Format format);
std::string record(const Summary& summary, Format format);

}  // namespace cleartext::analysis
