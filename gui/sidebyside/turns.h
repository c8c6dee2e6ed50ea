// One conversation as a list of turns, as it stands beside another: each line, content folded into one turn, and what connects.
#pragma once
#include <QString>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

struct Turn {
  enum class Kind { connect, command, reply, content, sealed } kind = Kind::command;
  wire::Side from = wire::Side::client;
  std::string verb, code;
  QString text;
  std::uint32_t packet = 0;
  int line = -1;  // in the recording; -1: none
  bool decrypted = false;
};

// What it cost, all together.
struct Cost {
  std::size_t connections = 0;
  std::uint64_t packets = 0, bytes_client = 0, bytes_server = 0;  // payload
};

constexpr std::size_t most_turns = 600;

// Of a stream, with FTP's data connections, in order of time, as far as the wire is shown.
std::vector<Turn> turns_of(const Selection& selection, std::uint32_t stream);
Cost cost_of(const Selection& selection, std::uint32_t stream);

}  // namespace cleartext::gui
