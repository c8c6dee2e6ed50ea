// One line of a dialogue: what a person would read aloud. It knows its place in the stream, so a view can
// mark its bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/packet/packet.h"
#include "servers/wire/transcript.h"

namespace cleartext::dialogue {

enum class LineKind : std::uint8_t { greeting, command, reply, data, continuation, invalid };
std::string_view name(LineKind kind);

// Text is std::string_view while it is being reported and std::string when it is kept.
template <typename Text>
struct BasicLine {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  wire::Side from = wire::Side::client;
  std::uint32_t packet = 0;  // the one that completed the line
  std::int64_t time_ns = 0;
  LineKind kind = LineKind::invalid;
  Text verb;                   // upper case, commands
  Text code;                   // "250", "+OK", replies
  Text text;                   // without CR LF, raw bytes
  std::uint64_t position = 0;  // of its first byte in its direction's stream
  std::uint32_t length = 0;    // with its line end
  bool decrypted = false;      // read with the endpoint's keys: nobody on the way could
};
using LineView = BasicLine<std::string_view>;
using Line = BasicLine<std::string>;

Line keep(const LineView& line);
LineView view(const Line& line);               // lives as long as the line
std::string lower(std::string_view text);      // ASCII
std::string printable(std::string_view text);  // UTF-8, other bytes as \xNN

}  // namespace cleartext::dialogue
