// A letter is what SMTP's client sends between DATA and the dot, and what POP3's server sends after RETR.
#include "gui/map/segment_reader.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(NetworkMap)
};

std::optional<dialogue::Line> line_at(const Selection& selection, int index) {
  if (index < 0) return {};
  return selection.seen(selection.recording().lines()[static_cast<std::size_t>(index)]);
}

// Whether POP3's server was asked for a letter last, and not for a list. What one side says in a row, a letter of any length,
// is passed over at once.
bool asked_for_letter(const analysis::Recording& recording, const dialogue::Line& line) {
  const auto& lines = recording.lines();
  const int here = recording.line_at(line.stream, wire::Side::server, line.position);
  const std::vector<analysis::LineRun> runs = recording.lines_of({line.stream});
  for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
    std::int64_t at = std::min<std::int64_t>(run->end, here) - 1;
    for (; at >= run->first && lines.view(static_cast<std::size_t>(at)).from == wire::Side::client; --at)
      if (const auto before = lines.view(static_cast<std::size_t>(at)); before.kind == dialogue::LineKind::command)
        return before.verb == "RETR" || before.verb == "TOP";
  }
  return false;
}

bool is_letter_line(const analysis::Recording& recording, const std::optional<dialogue::Line>& line) {
  if (!line || line->kind != dialogue::LineKind::data) return false;
  return (line->protocol == packet::Protocol::smtp && line->from == wire::Side::client) ||
         (line->protocol == packet::Protocol::pop3 && line->from == wire::Side::server && asked_for_letter(recording, *line));
}

// The first line of the packet, its last, or the one before it when no line ended here yet.
bool carries_letter(const Selection& selection, const packet::Packet& packet, const std::optional<dialogue::Line>& first) {
  const analysis::Recording& recording = selection.recording();
  const wire::Side side = packet.from_client ? wire::Side::client : wire::Side::server;
  if (is_letter_line(recording, first)) return first->text != ".";
  if (is_letter_line(recording, line_at(selection, recording.line_at(packet.stream, side, packet.position + packet.payload_length - 1))))
    return true;
  return !first && packet.position > 0 &&
         is_letter_line(recording, line_at(selection, recording.line_at(packet.stream, side, packet.position - 1)));
}

}  // namespace

std::optional<MapCast::Ends> ends_of(const MapCast& cast, const packet::Packet& packet) {
  return packet.from_client ? cast.ends(packet.source, packet.destination) : cast.ends(packet.destination, packet.source);
}

// A line of a page means nothing on its own.
static bool is_page(const dialogue::Line& line) {
  return line.protocol == packet::Protocol::http && line.kind == dialogue::LineKind::data && line.from == wire::Side::server;
}

std::optional<Segment> segment_of(const Selection& selection, const MapCast& cast, const packet::Packet& packet) {
  const analysis::Recording& recording = selection.recording();
  if (packet.payload_length == 0 || packet.retransmission || packet.stream == packet::no_stream) return {};
  const auto ends = ends_of(cast, packet);
  if (!ends) return {};
  const auto first = line_at(selection, recording.line_of_packet(packet.number));
  Segment segment;
  segment.packet = packet.number;
  segment.client = ends->client;
  segment.server = ends->server;
  segment.from_client = packet.from_client;
  segment.letter = carries_letter(selection, packet, first);
  const QString bytes = QLocale().toString(packet.payload_length);
  segment.words = segment.letter              ? Words::tr("letter, %1 bytes").arg(bytes)
                  : first && !is_page(*first) ? from_bytes(std::string_view(selection.words_of(*first)).substr(0, 80))
                                              : Words::tr("%1 bytes").arg(bytes);
  return segment;
}

}  // namespace cleartext::gui
