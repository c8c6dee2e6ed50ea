// Rows have a fixed height, headings a little more, so a long recording costs nothing to lay out.
#include "gui/wire/dialogue_view.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr int fade_milliseconds = 120, frame_milliseconds = 16;

}  // namespace

DialogueView::DialogueView(Theme& theme, Selection& selection, DialogueModel& model, QWidget* parent)
    : QTableView(parent), theme_(theme), selection_(selection), model_(model), delegate_(new DialogueDelegate(theme, this)) {
  setAccessibleName(tr("Dialogue"));
  setAccessibleDescription(tr("What client and server say, line by line. Enter opens folded lines, Ctrl+C copies."));
  setItemDelegate(delegate_);
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setWordWrap(false);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setTabKeyNavigation(false);
  horizontalHeader()->hide();
  horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(1);
  jump_ = new JumpButton(theme, this);
  connect(jump_, &QPushButton::clicked, this, &DialogueView::jump_to_newest);
  fading_.setInterval(frame_milliseconds);
  connect(&fading_, &QTimer::timeout, this, &DialogueView::fade);
  catching_up_.setSingleShot(true);
  catching_up_.setInterval(0);
  connect(&catching_up_, &QTimer::timeout, this, &DialogueView::catch_up);
  connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this,
          [this] { QTimer::singleShot(0, this, &DialogueView::notice_scroll); });
  setModel(&model);
  connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &DialogueView::before_reset);
  connect(&model, &QAbstractItemModel::modelReset, this, &DialogueView::after_reset);
  connect(&selection, &Selection::changed, this, &DialogueView::show_selected);
  connect(&theme, &Theme::changed, this, &DialogueView::dress);
  connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { model_.open_fold(index.row()); });
  dress();
}

void DialogueView::dress() {
  keep_in_view(viewport()->size());
  verticalHeader()->setDefaultSectionSize(delegate_->row_height());
  size_headings(0, model_.rowCount() - 1);
  jump_->place_in(*viewport());
  viewport()->update();
}

// The header would find every row's place again after each of them; it is told of all at once.
void DialogueView::size_headings(int first, int last) {
  const std::vector<int> rows = model_.headings(first, last);
  if (rows.empty()) return;
  const QSignalBlocker quiet(verticalHeader());
  verticalHeader()->setUpdatesEnabled(false);
  for (const int row : rows) verticalHeader()->resizeSection(row, delegate_->heading_height());
  verticalHeader()->setUpdatesEnabled(true);
  scheduleDelayedItemsLayout();
}

void DialogueView::rowsInserted(const QModelIndex& parent, int first, int last) {
  QTableView::rowsInserted(parent, first, last);
  size_headings(first, last);
  if (live_ && !theme_.rest() && last - first < 200 && !fading_.isActive()) {
    fresh_from_ = model_.index(first).data(DialogueRole::line).toInt();
    for (int row = first; row <= last && fresh_from_ < 0; ++row) fresh_from_ = model_.index(row).data(DialogueRole::line).toInt();
    fade_clock_.start();
    fading_.start();
    delegate_->set_fresh(fresh_from_, 0.2);
  }
  catching_up_.start();
}

void DialogueView::before_reset() {
  held_line_ = -1;
  if (follows_) return;
  for (int row = rowAt(0); row >= 0 && row < model_.rowCount() && held_line_ < 0; ++row) {
    held_line_ = model_.index(row).data(DialogueRole::line).toInt();
    held_y_ = rowViewportPosition(row);
  }
}

void DialogueView::after_reset() {
  fading_.stop();
  delegate_->set_fresh(-1, 1);
  size_headings(0, model_.rowCount() - 1);
  const int held = model_.row_of_line(held_line_);
  if (held < 0) {
    seeks_ = selection_.line() >= 0;
    show_selected();
  } else {
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(verticalHeader()->sectionPosition(held) - held_y_);
    mark_selected();
  }
  catching_up_.start();
}

void DialogueView::fade() {
  const double part = static_cast<double>(fade_clock_.elapsed()) / fade_milliseconds;
  if (part >= 1) fading_.stop();
  delegate_->set_fresh(part >= 1 ? -1 : fresh_from_, std::min(1.0, 0.2 + part * 0.8));
  viewport()->update();
}

void DialogueView::set_live(bool live) {
  live_ = follows_ = live;
  jump_->hide();
}

void DialogueView::catch_up() {
  if (!currentIndex().isValid() && selection_.line() >= 0) mark_selected();  // its line has only now been placed
  if (seeks_ && isVisible() && currentIndex().isValid()) reveal(currentIndex().row());
  if (follows_)
    jump_to_newest();
  else
    jump_->setVisible(live_);
  jump_->place_in(*viewport());
}

void DialogueView::jump_to_newest() {
  follows_ = true;
  jump_->hide();
  const int row = model_.newest_row();
  if (row >= model_.rowCount() - 2)
    scrollToBottom();
  else if (row >= 0)
    scrollTo(model_.index(row), QAbstractItemView::EnsureVisible);
}

void DialogueView::follow_newest() {
  if (live_) jump_to_newest();
}

void DialogueView::notice_scroll() {
  follows_ = live_ && verticalScrollBar()->value() >= verticalScrollBar()->maximum();
  if (follows_) jump_->hide();
}

void DialogueView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (from_selection_ || !current.isValid()) return;
  const int line = current.data(DialogueRole::line).toInt();
  choosing_ = true;  // with Shift or Ctrl there may be more than one row
  if (line >= 0)
    selection_.select_line(line);
  else if (const auto packet = current.data(DialogueRole::packet).toUInt(); packet != 0)
    selection_.select_packet(packet);
  choosing_ = false;
  notice_scroll();
}

void DialogueView::show_selected() {
  if (choosing_) return;
  if (const int row = mark_selected(); row >= 0) reveal(row);
}

// The row that is marked now and was not before; -1: none.
int DialogueView::mark_selected() {
  const int line = selection_.line();
  int row = model_.row_of_line(line);
  const QModelIndex now = currentIndex();
  const bool chosen_here = selectionModel()->isSelected(now) && selection_.place().packet != 0 &&
                           (now.row() == row || (line < 0 && now.data(DialogueRole::packet).toUInt() == selection_.place().packet));
  if (chosen_here) return -1;
  from_selection_ = true;
  if (row >= 0 && model_.index(row).data(DialogueRole::line).toInt() < 0) {
    model_.open_fold(row);
    row = model_.row_of_line(line);
  }
  if (row < 0) {
    clearSelection();
    setCurrentIndex({});
  } else {
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(model_.index(row), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    setAutoScroll(true);
  }
  from_selection_ = false;
  return row;
}

// With the newest line if both have room, else in the middle of what was said around it.
void DialogueView::reveal(int row) {
  seeks_ = !isVisible();
  if (seeks_) return;
  const QModelIndex index = model_.index(row);
  const auto visible = [&] { return viewport()->rect().contains(visualRect(index).center()); };
  if (visible() && !follows_) return;
  if (follows_) {
    executeDelayedItemsLayout();
    jump_to_newest();
  }
  if (!visible()) scrollTo(index, QAbstractItemView::PositionAtCenter);
  notice_scroll();
}

// What is selected and was in view is brought back there once the rows or the room are others.
void DialogueView::keep_in_view(const QSize& room) {
  const int row = currentIndex().row();
  if (row < 0 || selection_.place().packet == 0) return;
  const int middle = rowViewportPosition(row) + rowHeight(row) / 2;
  if (middle < 0 || middle >= room.height()) return;
  seeks_ = true;
  catching_up_.start();
}

void DialogueView::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy_selected();
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return model_.open_fold(currentIndex().row());
  if (event->key() == Qt::Key_Space) return event->ignore();  // the lesson's
  QTableView::keyPressEvent(event);
}

void DialogueView::copy_selected() {
  QList<int> rows;
  for (const QModelIndex& index : selectionModel()->selectedRows()) rows.push_back(index.row());
  std::sort(rows.begin(), rows.end());
  if (!rows.isEmpty()) QApplication::clipboard()->setText(model_.transcript(rows));
}

void DialogueView::copy_stream() {
  const QVariant stream = currentIndex().data(DialogueRole::stream);
  if (stream.isValid()) QApplication::clipboard()->setText(model_.transcript_of_stream(stream.toUInt()));
}

std::vector<std::uint32_t> DialogueView::selected_packets() const {
  std::vector<std::uint32_t> numbers;
  for (const QModelIndex& index : selectionModel()->selectedRows())
    if (const std::uint32_t packet = index.data(DialogueRole::packet).toUInt(); packet != 0) numbers.push_back(packet);
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

void DialogueView::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  const bool any = currentIndex().isValid();
  menu.addAction(tr("Copy as transcript"), QKeySequence(QKeySequence::Copy), this, &DialogueView::copy_selected)->setEnabled(any);
  menu.addAction(tr("Copy the whole conversation"), this, &DialogueView::copy_stream)->setEnabled(any);
  menu.addSeparator();
  menu.addAction(tr("Export the packets of these lines…"), QKeySequence(Qt::CTRL | Qt::Key_E), this, &DialogueView::export_selected_wanted)
      ->setEnabled(any);
  menu.addAction(tr("Export this conversation…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E), this,
                 &DialogueView::export_conversation_wanted)
      ->setEnabled(any);
  menu.exec(event->globalPos());
}

void DialogueView::showEvent(QShowEvent* event) {
  QTableView::showEvent(event);
  model_.set_seen(true);
  if (seeks_) catching_up_.start();
}

void DialogueView::hideEvent(QHideEvent* event) {
  QTableView::hideEvent(event);
  model_.set_seen(false);
}

void DialogueView::resizeEvent(QResizeEvent* event) {
  keep_in_view(event->oldSize());
  QTableView::resizeEvent(event);
  jump_->place_in(*viewport());
  if (follows_) catching_up_.start();
}

}  // namespace cleartext::gui
