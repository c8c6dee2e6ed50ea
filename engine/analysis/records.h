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

void append_time(std::string& out, std::int64_t time_ns, int digits);  // seconds since 1970, with so many decimal places
std::string protocol_text(packet::Protocol protocol);                  // lower case: "smtp", "ftp-data"

// Each is appended to what stands there, without a line end.
void record(std::string& out, const packet::Packet& packet, int digits, Format format);
void record(std::string& out, const stream::StreamInfo& info, Digests* digests, Format format);
void record(std::string& out, const dialogue::LineView& line, int digits, Format format);
void record(std::string& out, const findings::Message& message, Format format);
void record(std::string& out, const findings::File& file, Format format);
void record(std::string& out, const findings::Credential& credential, Format format);
void record(std::string& out, const findings::Weakness& weakness, Format format);
void record(std::string& out, const Summary& summary, Format format);

}  // namespace cleartext::analysis
