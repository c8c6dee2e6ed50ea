// A conversation is a value: a list of turns, printed and parsed as "C: ..." and "S: ..." lines. A server
// produces it, a capture yields it, a lesson asks for it, a test compares it, the window draws it.
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::wire {

enum class Side : unsigned char { client, server };

struct Turn {
  Side from = Side::client;
  std::string line;  // without CR LF
  bool operator==(const Turn&) const = default;
};

using Transcript = std::vector<Turn>;

std::string print(const Transcript& transcript);                            // "S: 220 ready\nC: QUIT\n"
tl::expected<Transcript, Problem> parse_transcript(std::string_view text);  // '#' lines and blank lines are skipped

}  // namespace cleartext::wire
