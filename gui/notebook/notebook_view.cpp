// A row that was not measured has the header's default height, and is measured when it comes on the screen.
#include "gui/notebook/notebook_view.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>

#include "gui/notebook/notebook_delegate.h"

namespace cleartext::gui {
namespace {

constexpr int few_rows = 300;  // so many are measured at once

}  // namespace

NotebookView::NotebookView(NotebookDelegate& delegate, QAbstractItemModel& model, QWidget* parent)
    : QTableView(parent), delegate_(delegate) {
  setItemDelegate(&delegate);
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(QAbstractItemView::NoSelection);  // what is selected is the window's business; there is a current row
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setTabKeyNavigation(false);
  setWordWrap(false);
  setMouseTracking(true);
  horizontalHeader()->hide();
  horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setMinimumSectionSize(1);
  soon_.setSingleShot(true);
  soon_.setInterval(0);
  connect(&soon_, &QTimer::timeout, this, &NotebookView::measure_visible);
  setModel(&model);
  measure_again();
}

bool NotebookView::is_short() const { return model()->rowCount() <= few_rows; }

void NotebookView::measure_again() {
  delegate_.set_width(viewport()->width());
  verticalHeader()->setDefaultSectionSize(delegate_.usual_height());
  verticalHeader()->reset();
  if (is_short()) measure(0, model()->rowCount() - 1);
  measure_visible();
}

void NotebookView::measure(int first, int last) {
  QHeaderView* header = verticalHeader();
  const QSignalBlocker quiet(header);
  header->setUpdatesEnabled(false);
  for (int row = first; row <= last; ++row) header->resizeSection(row, delegate_.sizeHint({}, model()->index(row, 0)).height());
  header->setUpdatesEnabled(true);
  updateGeometries();
  viewport()->update();
}

void NotebookView::measure_visible() {
  if (measuring_ || is_short()) return;
  measuring_ = true;
  const int first = std::max(0, rowAt(0)), count = model()->rowCount();
  int last = first, below = rowViewportPosition(first);
  for (; last < count && below < viewport()->height(); ++last) below += delegate_.sizeHint({}, model()->index(last, 0)).height();
  if (last > first) measure(first, last - 1);
  measuring_ = false;
}

void NotebookView::rowsInserted(const QModelIndex& parent, int first, int last) {
  QTableView::rowsInserted(parent, first, last);
  if (is_short())
    measure(first, last);
  else
    soon_.start();
}

void NotebookView::dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) {
  QTableView::dataChanged(first, last, roles);
  if (!roles.isEmpty()) return;  // only a mark
  if (is_short())
    measure(first.row(), last.row());
  else
    soon_.start();
}

void NotebookView::resizeEvent(QResizeEvent* event) {
  QTableView::resizeEvent(event);
  if (event->size().width() != event->oldSize().width())
    measure_again();
  else
    measure_visible();
}

void NotebookView::scrollContentsBy(int dx, int dy) {
  QTableView::scrollContentsBy(dx, dy);
  measure_visible();
}

void NotebookView::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->pos();
  QTableView::mousePressEvent(event);
}

void NotebookView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space) return event->ignore();  // the lesson's
  QTableView::keyPressEvent(event);
}

}  // namespace cleartext::gui
