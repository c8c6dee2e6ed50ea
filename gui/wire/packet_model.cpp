// Without a filter a row is a packet number less one, whatever the length of the capture.
#include "gui/wire/packet_model.h"

#include <QElapsedTimer>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int slice_milliseconds = 6;

int side_of(const packet::Packet& packet) {
  if (packet.stream == packet::no_stream) return -1;
  return packet.from_client ? 0 : 1;
}

}  // namespace

PacketModel::PacketModel(const Selection& selection, QObject* parent) : QAbstractTableModel(parent), selection_(selection) {
  slice_.setSingleShot(true);
  slice_.setInterval(0);
  connect(&slice_, &QTimer::timeout, this, &PacketModel::scan_slice);
  connect(&selection.recording(), &analysis::Recording::grew, this, &PacketModel::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &PacketModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &PacketModel::follow);
  follow();
}

int PacketModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  return static_cast<int>(filter_.empty() ? shown_ : found_.size());
}

int PacketModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : PacketColumn::count; }

std::uint32_t PacketModel::number_at(int row) const {
  if (row < 0 || row >= rowCount()) return 0;
  return filter_.empty() ? static_cast<std::uint32_t>(row) + 1 : found_[static_cast<std::size_t>(row)];
}

int PacketModel::row_of(std::uint32_t number) const {
  if (filter_.empty()) return number >= 1 && number <= shown_ ? static_cast<int>(number) - 1 : -1;
  const auto place = std::lower_bound(found_.begin(), found_.end(), number);
  return place == found_.end() || *place != number ? -1 : static_cast<int>(place - found_.begin());
}

std::uint32_t PacketModel::limit() const {
  return selection_.packets_shown();
}

void PacketModel::start_over() {
  beginResetModel();
  slice_.stop();
  shown_ = scanned_ = 0;
  found_.clear();
  endResetModel();
  follow();
}

void PacketModel::set_filter(const WordFilter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  start_over();
}

void PacketModel::follow() {
  const std::uint32_t last = limit();
  cut_to(last);
  if (!filter_.empty()) {
    if (scanned_ < last && !slice_.isActive()) scan_slice();
    return;
  }
  if (shown_ >= last) return;
  beginInsertRows({}, static_cast<int>(shown_), static_cast<int>(last) - 1);
  shown_ = last;
  endInsertRows();
}

void PacketModel::cut_to(std::uint32_t limit) {
  const auto kept = filter_.empty() ? std::min<std::size_t>(shown_, limit)
                                    : static_cast<std::size_t>(std::upper_bound(found_.begin(), found_.end(), limit) - found_.begin());
  const int rows = rowCount();
  if (static_cast<int>(kept) < rows) {
    beginRemoveRows({}, static_cast<int>(kept), rows - 1);
    if (filter_.empty()) shown_ = limit;
    else found_.resize(kept);
    endRemoveRows();
  }
  scanned_ = std::min(scanned_, limit);
}

void PacketModel::scan_slice() {
  const auto& packets = selection_.recording().packets();
  const std::uint32_t last = limit();
  QElapsedTimer clock;
  clock.start();
  std::vector<std::uint32_t> more;
  while (scanned_ < last) {
    if (matches(packets[scanned_])) more.push_back(scanned_ + 1);
    ++scanned_;
    if (scanned_ % 256 == 0 && clock.elapsed() >= slice_milliseconds) break;
  }
  if (!more.empty()) {
    const int from = rowCount();
    beginInsertRows({}, from, from + static_cast<int>(more.size()) - 1);
    found_.insert(found_.end(), more.begin(), more.end());
    endInsertRows();
  }
  if (scanned_ < last) slice_.start();
}

bool PacketModel::matches(const packet::Packet& packet) const {
  const std::string known = words_of(selection_.recording(), packet.source) + " " + words_of(selection_.recording(), packet.destination) + " " +
                            QString(protocol_name(packet.protocol)).toLower().toStdString();
  return filter_.matches(known, packet::info(packet));
}

QString PacketModel::text(const packet::Packet& packet, int column) const {
  using enum PacketColumn::Name;
  switch (static_cast<PacketColumn::Name>(column)) {
    case number: return QString::number(packet.number);
    case time: {
      const std::int64_t since = packet.time_ns - selection_.recording().packets().front().time_ns;
      return QString::number(static_cast<double>(since) / 1e9, 'f', 6);
    }
    case direction: return side_of(packet) < 0 ? QString() : packet.from_client ? QStringLiteral("→") : QStringLiteral("←");
    case source: return name_of(selection_.recording(), packet.source);
    case destination: return name_of(selection_.recording(), packet.destination);
    case protocol: return protocol_name(packet.protocol);
    case length: return QString::number(packet.length);
    case info: return from_bytes(packet::info(packet));
    case count: break;
  }
  return {};
}

QVariant PacketModel::data(const QModelIndex& index, int role) const {
  using enum PacketColumn::Name;
  const packet::Packet* packet = selection_.recording().packet(number_at(index.row()));
  if (packet == nullptr) return {};
  switch (role) {
    case Qt::DisplayRole: return text(*packet, index.column());
    case Qt::ToolTipRole:
      if (index.column() == source) return QString::fromStdString(packet::text(packet->source));
      if (index.column() == destination) return QString::fromStdString(packet::text(packet->destination));
      return index.column() == info ? text(*packet, info) : QVariant();
    case Qt::AccessibleTextRole:
      if (index.column() == direction && side_of(*packet) >= 0) return packet->from_client ? tr("from the client") : tr("from the server");
      return text(*packet, index.column());
    case PacketRole::number: return packet->number;
    case PacketRole::side: return side_of(*packet);
    case PacketRole::payload: return packet->payload_length > 0;
    default: return {};
  }
}

QVariant PacketModel::headerData(int section, Qt::Orientation orientation, int role) const {
  using enum PacketColumn::Name;
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool right = section == number || section == time || section == length;
    return QVariant::fromValue(Qt::Alignment(right ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter));
  }
  if (role != Qt::DisplayRole) return {};
  switch (static_cast<PacketColumn::Name>(section)) {
    case number: return tr("No.");
    case time: return tr("Time");
    case direction: return QString();
    case source: return tr("Source");
    case destination: return tr("Destination");
    case protocol: return tr("Protocol");
    case length: return tr("Length");
    case info: return tr("Info");
    case count: break;
  }
  return {};
}

}  // namespace cleartext::gui
