#include "gui/sidebyside/side_model.h"

#include "gui/theme/opened.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

SideModel::SideModel(Theme& theme, Selection& selection, QObject* parent)
    : QAbstractTableModel(parent), theme_(theme), selection_(selection) {}

void SideModel::show_streams(std::uint32_t left, std::uint32_t right) {
  beginResetModel();
  streams_ = {left, right};
  for (const std::size_t side : {0U, 1U}) {
    turns_[side].clear();
    if (streams_[side] < selection_.recording().streams().size()) turns_[side] = turns_of(selection_, streams_[side]);
  }
  rows_ = aligned(turns_[0], turns_[1]);
  endResetModel();
}

const Turn* SideModel::turn(const QModelIndex& index) const {
  if (!index.isValid() || static_cast<std::size_t>(index.row()) >= rows_.size()) return nullptr;
  const AlignedRow& row = rows_[static_cast<std::size_t>(index.row())];
  const int at = index.column() == 0 ? row.left : row.right;
  return at < 0 ? nullptr : &turns_[static_cast<std::size_t>(index.column())][static_cast<std::size_t>(at)];
}

int SideModel::row_of_selection(int column) const {
  const int line = selection_.line();
  for (int row = 0; row < rowCount(); ++row) {
    const Turn* here = turn(index(row, column));
    if (here == nullptr) continue;
    if (line >= 0 ? here->line == line : here->packet == selection_.place().packet) return row;
  }
  return -1;
}

int SideModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int SideModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 2; }

QString SideModel::words(const Turn& turn) const {
  const QString arrow = turn.from == wire::Side::client ? QStringLiteral("→") : QStringLiteral("←");
  return QStringLiteral("%1 %2").arg(arrow, turn.text);
}

QString SideModel::spoken(const Turn& turn) const {
  const QString who = turn.from == wire::Side::client ? tr("Client, packet %1: %2") : tr("Server, packet %1: %2");
  return turn.decrypted ? who.arg(turn.packet).arg(turn.text) + QStringLiteral(". ") + OpenedMark::words()
                        : who.arg(turn.packet).arg(turn.text);
}

QVariant SideModel::data(const QModelIndex& index, int role) const {
  const Turn* here = turn(index);
  if (here == nullptr) {
    if (role == Qt::BackgroundRole) return theme_.color(Ink::wash);
    return role == Qt::AccessibleTextRole ? QVariant(tr("nothing like it here")) : QVariant();
  }
  const bool quiet = here->kind == Turn::Kind::connect || here->kind == Turn::Kind::content;
  const bool closed = here->kind == Turn::Kind::sealed || here->decrypted;
  switch (role) {
    case Qt::DisplayRole: return words(*here);
    case Qt::AccessibleTextRole: return spoken(*here);
    case Qt::ToolTipRole: return spoken(*here);
    case Qt::FontRole: return quiet ? theme_.words(Theme::Size::small) : theme_.mono();
    case Qt::ForegroundRole:
      return theme_.color(quiet ? Ink::soft : closed ? Ink::good : here->from == wire::Side::client ? Ink::client : Ink::server);
    case Qt::DecorationRole: return closed ? QVariant(theme_.picture(QStringLiteral("lock"), Ink::good, theme_.px(14), 2)) : QVariant();
    default: return {};
  }
}

QVariant SideModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == 0 ? tr("Left") : tr("Right");
}

Qt::ItemFlags SideModel::flags(const QModelIndex& index) const {
  return turn(index) == nullptr ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}  // namespace cleartext::gui
