// Column widths come from the font and the room, never from the contents.
#include "gui/wire/packet_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>
#include <algorithm>

#include "gui/wire/packet_delegate.h"

namespace cleartext::gui {

PacketTable::PacketTable(Theme& theme, Selection& selection, PacketModel& model, QWidget* parent)
    : QTableView(parent), theme_(theme), selection_(selection), model_(model) {
  setAccessibleName(tr("Packets"));
  setAccessibleDescription(tr("Every packet on the wire, in order. Ctrl+C copies the selected rows."));
  setItemDelegate(new PacketDelegate(theme, this));
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setWordWrap(false);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTabKeyNavigation(false);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(1);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setStretchLastSection(true);
  horizontalHeader()->setMinimumSectionSize(8);
  setModel(&model);
  connect(&selection, &Selection::changed, this, &PacketTable::show_selected);
  connect(&model, &QAbstractItemModel::modelReset, this, &PacketTable::show_selected);
  connect(&theme, &Theme::changed, this, &PacketTable::dress);
  dress();
}

void PacketTable::dress() {
  verticalHeader()->setDefaultSectionSize(theme_.px(23));
  horizontalHeader()->setFont(theme_.words_px(12));
  fit_columns();
  viewport()->update();
}

// Names are given what the numbers and the line leave, within bounds.
void PacketTable::fit_columns() {
  using enum PacketColumn::Name;
  const int name = std::clamp((viewport()->width() - theme_.px(446)) / 2, theme_.px(92), theme_.px(150));
  setColumnWidth(number, theme_.px(50));
  setColumnWidth(time, theme_.px(78));
  setColumnWidth(direction, theme_.px(20));
  setColumnWidth(source, name);
  setColumnWidth(destination, name);
  setColumnWidth(protocol, theme_.px(80));
  setColumnWidth(length, theme_.px(68));
}

void PacketTable::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) fit_columns();
}

void PacketTable::rowsInserted(const QModelIndex& parent, int first, int last) {
  const bool at_end = live_ && verticalScrollBar()->value() >= verticalScrollBar()->maximum();
  QTableView::rowsInserted(parent, first, last);
  if (at_end) QTimer::singleShot(0, this, &QTableView::scrollToBottom);
}

void PacketTable::showEvent(QShowEvent* event) {
  QTableView::showEvent(event);
  show_selected();
}

void PacketTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (!from_selection_ && current.isValid()) selection_.select_packet(model_.number_at(current.row()));
}

void PacketTable::show_selected() {
  const int row = model_.row_of(selection_.place().packet);
  if (row >= 0 && currentIndex().row() == row && selectionModel()->isRowSelected(row, {})) return;
  from_selection_ = true;
  if (row < 0) {
    clearSelection();
    setCurrentIndex({});
  } else {
    setCurrentIndex(model_.index(row, std::max(0, currentIndex().column())));
  }
  from_selection_ = false;
}

void PacketTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy_rows();
  if (event->key() == Qt::Key_Space) return event->ignore();  // the lesson's
  QTableView::keyPressEvent(event);
}

void PacketTable::copy_rows() {
  QList<int> rows;
  for (const QModelIndex& index : selectionModel()->selectedRows()) rows.push_back(index.row());
  std::sort(rows.begin(), rows.end());
  QStringList lines;
  for (const int row : rows) {
    QStringList cells;
    for (int column = 0; column < PacketColumn::count; ++column)
      if (column != PacketColumn::direction) cells << model_.index(row, column).data().toString();
    lines << cells.join(QLatin1Char('\t'));
  }
  if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void PacketTable::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy rows"), this, &PacketTable::copy_rows)->setEnabled(currentIndex().isValid());
  menu.exec(event->globalPos());
}

}  // namespace cleartext::gui
