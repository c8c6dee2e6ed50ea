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
#include <utility>

#include "gui/wire/packet_delegate.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_copied = 100'000;  // rows; more are to be exported

}  // namespace

PacketTable::PacketTable(Theme& theme, Selection& selection, PacketModel& model, QWidget* parent)
    : QTableView(parent), theme_(theme), selection_(selection), model_(model), jump_(new JumpButton(theme, this)) {
  setAccessibleName(tr("Packets"));
  setAccessibleDescription(
      tr("Every packet on the wire, in order. Enter leads to its fields. Shift and Ctrl select several, Ctrl+C copies them, Ctrl+E "
         "exports them."));
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
  horizontalHeader()->setTextElideMode(Qt::ElideRight);
  horizontalHeader()->setSectionsMovable(true);
  horizontalHeader()->setSectionsClickable(true);
  horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
  horizontalHeader()->setSortIndicatorClearable(true);
  horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  setModel(&model);
  setSortingEnabled(true);
  connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    QMenu menu(this);
    fill_columns_menu(menu);
    menu.exec(horizontalHeader()->mapToGlobal(at));
  });
  connect(&selection, &Selection::changed, this, &PacketTable::show_selected);
  connect(&model, &QAbstractItemModel::modelReset, this, &PacketTable::show_selected);
  connect(&theme, &Theme::changed, this, &PacketTable::dress);
  connect(jump_, &QPushButton::clicked, this, &QTableView::scrollToBottom);
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &PacketTable::offer_newest);
  connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PacketTable::offer_newest);
  recall();
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
  spare_columns();
  const int room = viewport()->width();
  const bool narrow = room < theme_.px(640);
  const bool long_time = model_.time_form() == TimeForm::time_of_day;
  setColumnWidth(number, theme_.px(narrow ? 46 : 54));
  const QFontMetrics metrics(theme_.mono_px(12));
  const int margins = theme_.px(18), seconds = metrics.horizontalAdvance(QStringLiteral("9999.999999")) + margins;
  setColumnWidth(time, long_time ? metrics.horizontalAdvance(QStringLiteral("23:59:59.999999")) + margins : seconds);
  setColumnWidth(since_before, seconds);
  setColumnWidth(direction, theme_.px(20));
  setColumnWidth(source_port, theme_.px(78));
  setColumnWidth(destination_port, theme_.px(70));
  setColumnWidth(protocol, theme_.px(narrow ? 74 : 80));
  setColumnWidth(stream, theme_.px(64));
  setColumnWidth(length, theme_.px(narrow ? 66 : 68));
  for (int column = 0; column < PacketColumn::info; ++column)  // a heading is never cut
    if (const int words = horizontalHeader()->sectionSizeHint(column);
        column != direction && !isColumnHidden(column) && columnWidth(column) < words)
      setColumnWidth(column, words);
  int others = room * 3 / 10;  // that much is the line's at least
  for (int column = 0; column < PacketColumn::info; ++column)
    if (column != source && column != destination) others += columnWidth(column);
  for (const int column : {source, destination})
    setColumnWidth(column,
                   std::max(horizontalHeader()->sectionSizeHint(column), std::clamp((room - others) / 2, theme_.px(76), theme_.px(150))));
}

void PacketTable::resizeEvent(QResizeEvent* event) {
  const bool at_end = follows(), selected = currentIndex().isValid() && in_sight(currentIndex());
  QTableView::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) fit_columns();
  jump_->place_in(*viewport());
  if (at_end) scrollToBottom();
  if (selected) scrollTo(currentIndex());
}

bool PacketTable::follows() const { return live_ && verticalScrollBar()->value() >= verticalScrollBar()->maximum(); }

void PacketTable::offer_newest() {
  jump_->setVisible(live_ && !follows() && horizontalHeader()->sortIndicatorSection() < 0);
  jump_->place_in(*viewport());
}

void PacketTable::rowsInserted(const QModelIndex& parent, int first, int last) {
  const bool at_end = follows();
  QTableView::rowsInserted(parent, first, last);
  if (at_end) QTimer::singleShot(0, this, &QTableView::scrollToBottom);
}

void PacketTable::follow_newest() {
  if (live_) scrollToBottom();
}

void PacketTable::showEvent(QShowEvent* event) {
  QTableView::showEvent(event);
  show_selected();
  if (std::exchange(unseen_, false) && currentIndex().isValid() && !in_sight(currentIndex()))
    scrollTo(currentIndex(), QAbstractItemView::PositionAtCenter);
}

bool PacketTable::in_sight(const QModelIndex& index) const {
  const QRect row = visualRect(index);
  return row.top() >= 0 && row.bottom() < viewport()->height();
}

void PacketTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (from_selection_ || !current.isValid()) return;
  choosing_ = true;  // with Shift or Ctrl there may be more than one row
  selection_.select_packet(model_.number_at(current.row()));
  choosing_ = false;
}

void PacketTable::show_selected() {
  if (choosing_) return;
  const int row = model_.row_of(selection_.place().packet);
  if (row >= 0 && currentIndex().row() == row && selectionModel()->isRowSelected(row, {})) return;
  from_selection_ = true;
  if (row < 0) {
    clearSelection();
    setCurrentIndex({});
  } else {
    const QModelIndex index = model_.index(row, std::max(0, currentIndex().column()));
    const bool stays = in_sight(index);
    setAutoScroll(false);  // would put it at the edge: what was said before it, and after, belongs to it
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    setAutoScroll(true);
    if (!stays) scrollTo(index, QAbstractItemView::PositionAtCenter);
    unseen_ = !isVisible();
  }
  from_selection_ = false;
}

void PacketTable::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy_rows();
  if (event->key() == Qt::Key_Space) return event->ignore();  // the lesson's
  QTableView::keyPressEvent(event);
}

// By ranges: of a million rows there is one.
std::vector<std::uint32_t> PacketTable::selected_packets() const {
  std::vector<std::uint32_t> numbers;
  for (const QItemSelectionRange& range : selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom(); ++row) numbers.push_back(model_.number_at(row));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void PacketTable::copy_rows() {
  std::vector<std::uint32_t> numbers = selected_packets();
  if (numbers.size() > most_copied) numbers.resize(most_copied);
  const std::vector<int> shown = columns();
  QStringList lines;
  for (const std::uint32_t number : numbers) {
    const int row = model_.row_of(number);
    QStringList cells;
    for (const int column : shown)
      if (column != PacketColumn::direction) cells << model_.index(row, column).data().toString();
    lines << cells.join(QLatin1Char('\t'));
  }
  if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void PacketTable::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  const bool any = selectionModel()->hasSelection();
  const bool conversation = selection_.place().packet != 0 && selection_.place().stream != packet::no_stream;
  menu.addAction(tr("Copy rows"), QKeySequence(QKeySequence::Copy), this, &PacketTable::copy_rows)->setEnabled(any);
  menu.addSeparator();
  menu.addAction(tr("Export selected packets…"), QKeySequence(Qt::CTRL | Qt::Key_E), this, &PacketTable::export_selected_wanted)
      ->setEnabled(any);
  menu.addAction(tr("Export this conversation…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), this,
                 &PacketTable::export_conversation_wanted)
      ->setEnabled(conversation);
  menu.exec(event->globalPos());
}

}  // namespace cleartext::gui
