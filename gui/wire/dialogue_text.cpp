// What each kind of row says, to the eye and to a screen reader.
#include <QLocale>
#include <algorithm>

#include "gui/theme/opened.h"
#include "gui/wire/dialogue_model.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

Qt::ItemFlags DialogueModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const auto kind = static_cast<RowKind>(index.data(DialogueRole::kind).toInt());
  const bool selectable = kind != RowKind::heading && kind != RowKind::next;
  const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
  return selectable ? flags | Qt::ItemIsSelectable : flags;
}

QVariant DialogueModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  if (index.row() == next_at_) return next_data(role);
  const Spot at = spot(next_at_ >= 0 && index.row() > next_at_ ? index.row() - 1 : index.row());
  return row_data(at.group, groups_[at.group].rows[at.row], role);
}

QVariant DialogueModel::row_data(std::size_t group, const DialogueRow& row, int role) const {
  const auto number = static_cast<std::uint32_t>(group);
  if (role == DialogueRole::kind) return static_cast<int>(row.kind);
  if (role == DialogueRole::stream) return number;
  switch (row.kind) {
    case RowKind::heading: return heading_data(number, role);
    case RowKind::line:
      if (role == DialogueRole::line) return row.order;
      return row.order < lines().size() ? line_data(selection_.seen(lines()[row.order]), role) : QVariant();
    case RowKind::data_connection: return note_data(row.value, role);
    case RowKind::next: return {};
    case RowKind::fold: break;
  }
  if (role == DialogueRole::line) return -1;
  if (role == DialogueRole::side) return row.order < lines().size() ? static_cast<int>(lines()[row.order].from) : 0;
  if (role == DialogueRole::soft) return true;
  if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
  const auto& run = groups_[group].runs[row.value].lines;
  const auto hidden = run.end() - std::lower_bound(run.begin(), run.end(), row.order);
  return counted(static_cast<std::size_t>(hidden), tr("… 1 more line"), tr("… %1 more lines"));
}

// Nobody could read it: it has no words of its own.
static bool is_closed(const dialogue::Line& line) {
  return line.protocol == packet::Protocol::tls && line.kind == dialogue::LineKind::invalid && !line.decrypted;
}

QVariant DialogueModel::line_data(const dialogue::Line& line, int role) const {
  const bool client = line.from == wire::Side::client;
  switch (role) {
    case Qt::DisplayRole: return from_bytes(selection_.words_of(line));
    case Qt::AccessibleTextRole: {
      const QString said =
          (client ? tr("Packet %1, client: %2") : tr("Packet %1, server: %2")).arg(line.packet).arg(from_bytes(selection_.words_of(line)));
      return line.decrypted ? tr("%1, %2").arg(said, OpenedMark::words()) : said;
    }
    case Qt::ToolTipRole: return line.decrypted ? OpenedMark::meaning() : QVariant();
    case DialogueRole::opened: return line.decrypted;
    case DialogueRole::packet: return line.packet;
    case DialogueRole::number: return QString::number(line.packet);
    case DialogueRole::side: return client ? 0 : 1;
    case DialogueRole::soft: return line.kind == dialogue::LineKind::data || is_closed(line);
    default: return {};
  }
}

QVariant DialogueModel::heading_data(std::uint32_t stream, int role) const {
  const auto& streams = selection_.recording().streams();
  if (role == DialogueRole::line) return -1;
  const bool opened = groups_[stream].opened && !selection_.closed(true);
  if (role == DialogueRole::opened) return opened;
  if (stream >= streams.size()) return role == Qt::DisplayRole ? tr("stream %1").arg(stream) : QVariant();
  switch (role) {
    case Qt::DisplayRole: return parties_of(selection_.recording(), streams[stream]);
    case DialogueRole::role: return role_of(streams[stream]);
    case Qt::AccessibleTextRole: {
      const QString words = role_of(streams[stream]) + QStringLiteral(": ") + parties_of(selection_.recording(), streams[stream]);
      return opened ? tr("%1, %2").arg(words, OpenedMark::words()) : words;
    }
    case Qt::ToolTipRole: {
      const QString ends = QString::fromStdString(packet::text(streams[stream].client) + " → " + packet::text(streams[stream].server));
      return opened ? OpenedMark::with_meaning(ends) : ends;
    }
    default: return {};
  }
}

QVariant DialogueModel::note_data(std::uint32_t number, int role) const {
  const auto& streams = selection_.recording().streams();
  if (role == DialogueRole::line) return -1;
  if (number >= streams.size()) return {};
  const stream::StreamInfo& stream = streams[number];
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
      if (!selection_.shows(stream.last_packet)) return tr("data connection, stream %1").arg(number);
      const QString bytes = QLocale().toString(qulonglong{stream.bytes_client + stream.bytes_server});
      return tr("data connection, stream %1, %2 bytes").arg(number).arg(bytes);
    }
    case DialogueRole::packet: return stream.first_packet;
    case DialogueRole::number: return QString::number(stream.first_packet);
    case DialogueRole::side: return stream.bytes_server > stream.bytes_client ? 1 : 0;
    case DialogueRole::soft: return true;
    default: return {};
  }
}

QVariant DialogueModel::next_data(int role) const {
  switch (role) {
    case DialogueRole::kind: return static_cast<int>(RowKind::next);
    case DialogueRole::line: return -1;
    case Qt::DisplayRole: return next_text_;
    case DialogueRole::number: return tr("next");
    case DialogueRole::side: return 0;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return tr("%1 will say next: %2").arg(next_actor_, next_text_);
    default: return {};
  }
}

}  // namespace cleartext::gui
