#include "gui/sidebyside/turns.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(SideBySide)
};

bool is_sealed(const dialogue::Line& line) {
  return !line.decrypted && (line.protocol == packet::Protocol::tls || line.protocol == packet::Protocol::ssh);
}

Turn turn_of(const Selection& selection, const dialogue::Line& line, int index) {
  Turn turn;
  turn.from = line.from;
  turn.verb = line.verb;
  turn.code = line.code;
  turn.text = from_bytes(selection.words_of(line));
  turn.packet = line.packet;
  turn.line = index;
  turn.decrypted = line.decrypted;
  switch (line.kind) {
    case dialogue::LineKind::command: turn.kind = Turn::Kind::command; break;
    case dialogue::LineKind::data: turn.kind = Turn::Kind::content; break;
    case dialogue::LineKind::greeting:
    case dialogue::LineKind::reply: turn.kind = Turn::Kind::reply; break;
    case dialogue::LineKind::continuation:
    case dialogue::LineKind::invalid: turn.kind = line.from == wire::Side::client ? Turn::Kind::command : Turn::Kind::reply; break;
  }
  if (is_sealed(line)) turn.kind = Turn::Kind::sealed;
  return turn;
}

Turn connect_turn(const Selection& selection, const stream::StreamInfo& stream) {
  Turn turn;
  turn.kind = Turn::Kind::connect;
  turn.packet = stream.first_packet;
  turn.text = Words::tr("connects to %1, port %2").arg(name_of(selection.recording(), stream.server)).arg(stream.server.port);
  return turn;
}

// Letters and files: how much came, in one turn.
struct Folding {
  std::size_t lines = 0, bytes = 0;
  void into(std::vector<Turn>& turns) {
    if (lines > 1)
      turns.back().text = Words::tr("%1, %2").arg(counted(lines, Words::tr("1 line"), Words::tr("%1 lines")),
                                                  counted(bytes, Words::tr("1 byte"), Words::tr("%1 bytes")));
    *this = {};
  }
};

}  // namespace

std::vector<Turn> turns_of(const Selection& selection, std::uint32_t stream) {
  const auto& recording = selection.recording();
  const auto together = recording.conversation(stream);
  std::vector<Turn> turns;
  std::vector<Turn> connects;
  for (const auto each : together)
    if (recording.streams()[each].from_start && selection.shows(recording.streams()[each].first_packet))
      connects.push_back(connect_turn(selection, recording.streams()[each]));
  std::size_t next = 0;
  Folding folding;
  const auto take = [&](std::uint32_t index, const dialogue::LineView& view) {
    const bool content = view.kind == dialogue::LineKind::data && !selection.closed(view.decrypted);
    if (!content || folding.lines == 0 || turns.back().from != view.from) {
      if (folding.lines > 0) folding.into(turns);
      for (; next < connects.size() && connects[next].packet <= view.packet; ++next) turns.push_back(connects[next]);
      turns.push_back(turn_of(selection, selection.seen(dialogue::keep(view)), static_cast<int>(index)));
    }
    if (turns.back().kind == Turn::Kind::content) ++folding.lines, folding.bytes += view.length;
  };
  for (const analysis::LineRun& run : recording.lines_of(together)) {
    auto at = recording.lines().begin() + run.first;
    for (std::uint32_t index = run.first; index < run.end && turns.size() < most_turns; ++index, ++at)
      if (const auto view = at.view(); selection.shows(view.packet)) take(index, view);
  }
  if (folding.lines > 0) folding.into(turns);
  for (; next < connects.size(); ++next) turns.push_back(connects[next]);
  return turns;
}

Cost cost_of(const Selection& selection, std::uint32_t stream) {
  Cost cost;
  const auto& recording = selection.recording();
  for (const auto each : recording.conversation(stream)) {
    const auto& info = recording.streams()[each];
    if (!selection.shows(info.first_packet)) continue;
    ++cost.connections;
    cost.packets += info.packets;
    cost.bytes_client += info.bytes_client;
    cost.bytes_server += info.bytes_server;
  }
  return cost;
}

}  // namespace cleartext::gui
