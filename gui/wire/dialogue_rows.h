// What a row of the dialogue is and what the view may ask of it.
#pragma once
#include <Qt>
#include <cstdint>
#include <vector>

namespace cleartext::gui {

enum class RowKind : std::uint8_t {
  heading,  // a connection: "Relay  mail.crepes.fr → mail.hamburger.edu · SMTP · stream 1"
  line,
  fold,             // "… 214 more lines"
  data_connection,  // FTP: the connection that a command opened
  next,             // the line that waits at the gate
};

struct DialogueRole {
  enum Name : int {
    kind = Qt::UserRole + 1,  // RowKind as int
    line,                     // index in recording().lines(), -1: none
    stream,
    packet,  // 0: none
    side,    // 0 client, 1 server
    soft,    // true: a line of a letter or a file
    number,  // what stands in the number column
    role,    // heading: "Relay"
    opened,  // true: read with the endpoint's keys
  };
};

struct DialogueRow {
  RowKind kind = RowKind::line;
  std::uint32_t order = 0;  // ascending in a group: the line it shows, stands for, or hangs beneath
  std::uint32_t value = 0;  // fold: index of its run; data_connection: stream
};

// A letter's lines: the first few are shown, the rest is counted until it is opened.
struct DataRun {
  std::vector<std::uint32_t> lines;
  bool open = false;
};

// One connection.
struct DialogueGroup {
  std::vector<DialogueRow> rows;  // the first is the heading
  std::vector<DataRun> runs;
  bool in_run = false;  // the last line belonged to a run
  bool opened = false;  // some of its lines were read with the endpoint's keys
  int run_side = 0;
};

}  // namespace cleartext::gui
