// Sequence numbers are told as Wireshark does, from 1 for the first byte of a direction (RFC 9293, 3.4).
#include "gui/wire/packet_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(PacketWords)
};

constexpr std::size_t looked_ahead = 4000;  // packets

bool has(const packet::Packet& packet, packet::TcpFlag flag) { return (packet.flags & flag) != 0; }

bool is_tcp(const packet::Packet& packet) { return packet.transport_offset != 0 && packet.stream != packet::no_stream; }

QString flags_sentence(const packet::Packet& packet) {
  if (has(packet, packet::rst)) return Words::tr("It breaks the connection off, or refuses it (RST).");
  if (has(packet, packet::syn) && has(packet, packet::ack)) return Words::tr("It accepts the connection (SYN, ACK).");
  if (has(packet, packet::syn)) return Words::tr("It asks for a connection (SYN).");
  if (has(packet, packet::fin)) return Words::tr("It says that no more will come from this side (FIN).");
  return {};
}

QString line_ends(std::string_view payload) {
  if (payload.ends_with("\r\n")) return Words::tr("ends in CR LF");
  if (payload.ends_with("\n")) return Words::tr("ends in a bare LF");
  return Words::tr("ends inside a line");
}

bool talks_in_lines(packet::Protocol protocol) {
  return protocol == packet::Protocol::smtp || protocol == packet::Protocol::pop3 || protocol == packet::Protocol::ftp ||
         protocol == packet::Protocol::imap;
}

QString payload_sentence(const packet::Packet& packet) {
  const std::string_view payload(reinterpret_cast<const char*>(packet.payload().data()), packet.payload_length);
  const QString bytes = QLocale().toString(packet.payload_length);
  if (!talks_in_lines(packet.protocol)) return Words::tr("Payload %1 bytes.").arg(bytes);
  auto lines = static_cast<int>(std::count(payload.begin(), payload.end(), '\n'));
  if (!payload.ends_with('\n')) ++lines;
  const QString count = counted(static_cast<std::size_t>(lines), Words::tr("one line"), Words::tr("%1 lines"));
  return Words::tr("Payload %1 bytes, %2, %3.").arg(bytes, count, line_ends(payload));
}

QString sequence_sentence(const analysis::Recording& recording, const packet::Packet& packet) {
  const QString place = QString::number(packet.position + 1);
  const std::uint32_t number = acknowledged_by(recording, packet);
  if (number == 0) return Words::tr("Sequence %1, not acknowledged yet.").arg(place);
  const auto waited = static_cast<double>(recording.packet(number)->time_ns - packet.time_ns) / 1e6;
  return Words::tr("Sequence %1, acknowledged by packet %2 after %3 ms.")
      .arg(place)
      .arg(number)
      .arg(QLocale().toString(waited, 'f', waited < 10 ? 1 : 0));
}

}  // namespace

QString layers_of(const packet::Packet& packet) {
  QStringList layers;
  if (const QString link = link_name(packet.link); !link.isEmpty()) layers << link;
  if (packet.transport_offset != 0) layers << (packet.source.is_v6 ? QStringLiteral("IPv6") : QStringLiteral("IP"));
  if (packet.stream != packet::no_stream) layers << QStringLiteral("TCP");
  const bool more = packet.protocol != packet::Protocol::tcp && packet.protocol != packet::Protocol::unknown;
  if (more && (packet.payload_length > 0 || packet.stream == packet::no_stream)) layers << protocol_name(packet.protocol);
  return layers.join(QStringLiteral(" · "));
}

std::uint32_t acknowledged_by(const analysis::Recording& recording, const packet::Packet& packet) {
  const bool counts = has(packet, packet::syn) || has(packet, packet::fin);
  const std::uint32_t end = packet.sequence + packet.payload_length + (counts ? 1 : 0);
  const auto& packets = recording.packets();
  const std::size_t last = std::min(packets.size(), packet.number + looked_ahead);
  for (std::size_t i = packet.number; i < last; ++i) {
    if (packets.glance(i).stream != packet.stream) continue;
    const packet::Packet later = packets[i];
    if (later.from_client == packet.from_client || !has(later, packet::ack)) continue;
    if (static_cast<std::int32_t>(later.acknowledgment - end) >= 0) return later.number;
  }
  return 0;
}

QString sentence_of(const analysis::Recording& recording, const packet::Packet& packet) {
  QStringList sentences;
  if (packet.payload_length > 0) sentences << payload_sentence(packet);
  if (!is_tcp(packet)) {
    if (sentences.isEmpty()) sentences << Words::tr("%1 bytes on the wire.").arg(QLocale().toString(packet.length));
    return sentences.join(QLatin1Char(' '));
  }
  if (packet.retransmission) sentences << Words::tr("Sent once more: these bytes were on the wire before.");
  if (const QString flags = flags_sentence(packet); !flags.isEmpty()) sentences << flags;
  if (packet.payload_length > 0)
    sentences << sequence_sentence(recording, packet);
  else if (sentences.isEmpty())
    sentences << Words::tr("No payload. It only tells the other side what has arrived (ACK).");
  if (packet.bytes.size() < packet.length)
    sentences << Words::tr("Only %1 of its %2 bytes were captured.").arg(packet.bytes.size()).arg(packet.length);
  return sentences.join(QLatin1Char(' '));
}

Marked marked_in(const Selection& selection, const packet::Packet& packet) {
  Place place = selection.place();
  if (place.field_length > 0 && place.packet == packet.number) return {place.field, place.field_length};
  const int line = place.length == 0 ? selection.line() : -1;
  if (line >= 0) {
    const dialogue::Line& selected = selection.recording().lines()[static_cast<std::size_t>(line)];
    place.position = selected.position;
    place.length = selected.length;
  }
  const wire::Side side = packet.from_client ? wire::Side::client : wire::Side::server;
  if (place.length == 0 || place.stream != packet.stream || place.from != side || packet.payload_length == 0) return {};
  const std::uint64_t first = std::max(place.position, packet.position);
  const std::uint64_t end = std::min(place.position + place.length, packet.position + packet.payload_length);
  if (first >= end) return {};
  return {packet.payload_offset + static_cast<std::uint32_t>(first - packet.position), static_cast<std::uint32_t>(end - first)};
}

}  // namespace cleartext::gui
