// What the cells and headers of the packet list say, to the eye and to a screen reader.
#include <QDateTime>
#include <QLocale>

#include "gui/wire/names.h"
#include "gui/wire/packet_model.h"

namespace cleartext::gui {
namespace {

int side_of(const packet::Packet& packet) {
  if (packet.stream == packet::no_stream) return -1;
  return packet.from_client ? 0 : 1;
}

QString seconds(std::int64_t nanoseconds) { return QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 6); }

QString port_text(std::uint16_t port) { return port == 0 ? QString() : QString::number(port); }

bool is_right(int column) {
  using enum PacketColumn::Name;
  switch (static_cast<PacketColumn::Name>(column)) {
    case number:
    case time:
    case since_before:
    case source_port:
    case destination_port:
    case stream:
    case length: return true;
    case direction:
    case source:
    case destination:
    case protocol:
    case info:
    case count: break;
  }
  return false;
}

}  // namespace

QString PacketModel::time_text(const packet::Packet& packet) const {
  if (time_form_ == TimeForm::since_first) return seconds(packet.time_ns - selection_.recording().packets().front().time_ns);
  const auto micros = (packet.time_ns % 1'000'000'000 + 1'000'000'000) % 1'000'000'000 / 1'000;
  return QDateTime::fromMSecsSinceEpoch(packet.time_ns / 1'000'000).toString(QStringLiteral("HH:mm:ss")) +
         QStringLiteral(".%1").arg(micros, 6, 10, QLatin1Char('0'));
}

QString PacketModel::gap_text(const packet::Packet& packet) const {
  const auto before = selection_.recording().packet(packet.number - 1);
  return seconds(!before ? 0 : packet.time_ns - before->time_ns);
}

QString PacketModel::text(const packet::Packet& packet, int column) const {
  using enum PacketColumn::Name;
  const auto host = [this](const packet::Endpoint& end) {
    return order_.hosts == HostForm::names ? name_of(selection_.recording(), end) : QString::fromStdString(packet::address_text(end));
  };
  switch (static_cast<PacketColumn::Name>(column)) {
    case number: return QString::number(packet.number);
    case time: return time_text(packet);
    case PacketColumn::since_before: return gap_text(packet);
    case direction: return side_of(packet) < 0 ? QString() : packet.from_client ? QStringLiteral("→") : QStringLiteral("←");
    case source: return host(packet.source);
    case source_port: return port_text(packet.source.port);
    case destination: return host(packet.destination);
    case destination_port: return port_text(packet.destination.port);
    case protocol: return protocol_name(packet.protocol);
    case stream: return packet.stream == packet::no_stream ? QString() : QString::number(packet.stream);
    case length: return QString::number(packet.length);
    case info: return from_bytes(selection_.words_of(packet));
    case count: break;
  }
  return {};
}

QVariant PacketModel::data(const QModelIndex& index, int role) const {
  using enum PacketColumn::Name;
  const auto packet = selection_.recording().packet(number_at(index.row()));
  if (!packet) return {};
  switch (role) {
    case Qt::DisplayRole: return text(*packet, index.column());
    case Qt::ToolTipRole:
      if (index.column() == source) return QString::fromStdString(packet::text(packet->source));
      if (index.column() == destination) return QString::fromStdString(packet::text(packet->destination));
      return index.column() == info ? text(*packet, info) : QVariant();
    case Qt::AccessibleTextRole:
      if (index.column() == direction && side_of(*packet) >= 0) return packet->from_client ? tr("from the client") : tr("from the server");
      return text(*packet, index.column());
    case Qt::TextAlignmentRole:
      return QVariant::fromValue(Qt::Alignment((is_right(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case PacketRole::number: return packet->number;
    case PacketRole::side: return side_of(*packet);
    case PacketRole::payload: return packet->payload_length > 0;
    default: return {};
  }
}

QVariant PacketModel::headerData(int section, Qt::Orientation orientation, int role) const {
  using enum PacketColumn::Name;
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return QVariant::fromValue(Qt::Alignment((is_right(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
  if (role == Qt::ToolTipRole)
    return tr("A click puts the packets in this order, another one turns it round, a third one goes back to the wire's.");
  if (role != Qt::DisplayRole) return {};
  switch (static_cast<PacketColumn::Name>(section)) {
    case number: return tr("No.");
    case time: return tr("Time");
    case PacketColumn::since_before: return tr("Gap");
    case direction: return QString();
    case source: return tr("Source");
    case source_port: return tr("From port");
    case destination: return tr("Destination");
    case destination_port: return tr("To port");
    case protocol: return tr("Protocol");
    case stream: return tr("Stream");
    case length: return tr("Length");
    case info: return tr("Info");
    case count: break;
  }
  return {};
}

}  // namespace cleartext::gui
