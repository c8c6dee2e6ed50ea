#include "gui/ladder/ladder_area.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

namespace cleartext::gui {
namespace {

constexpr double least_zoom = 0.5, most_zoom = 3.0;

}  // namespace

LadderArea::LadderArea(Theme& theme, Selection& selection, QWidget* parent)
    : QAbstractScrollArea(parent), theme_(theme), selection_(selection) {
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Ladder"));
  setAccessibleDescription(tr("Up and down go from one arrow to the next. Ctrl and the wheel, or plus and minus, zoom."));
  connect(&theme, &Theme::changed, this, &LadderArea::lay_out);
  connect(&selection, &Selection::changed, this, &LadderArea::show_selected);
  connect(verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this] { seeks_ = false; });  // the reader looks elsewhere
}

void LadderArea::show_ladder(Ladder ladder) {
  const bool at_end = verticalScrollBar()->value() >= verticalScrollBar()->maximum();
  const bool grew = ladder.rows.size() > ladder_.rows.size() && !ladder_.rows.empty();
  const bool other = ladder_.rows.empty() || ladder.rows.empty() || ladder.rows.front().stream != ladder_.rows.front().stream;
  ladder_ = std::move(ladder);
  selected_ = ladder_.row_at(selection_.place(), selection_.line());
  lay_out();
  if (other) verticalScrollBar()->setValue(live_ ? verticalScrollBar()->maximum() : 0);
  const bool shown_anew = std::exchange(shown_anew_, false);
  if ((other || shown_anew) && selected_ >= 0)
    reveal(selected_);
  else if (grew && at_end)
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LadderArea::follow_newest() {
  seeks_ = false;
  if (live_) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LadderArea::set_zoom(double zoom) {
  zoom = std::clamp(std::round(zoom * 10) / 10, least_zoom, most_zoom);
  if (std::abs(zoom - zoom_) < 0.01) return;
  const double part =
      verticalScrollBar()->maximum() > 0 ? static_cast<double>(verticalScrollBar()->value()) / verticalScrollBar()->maximum() : 0;
  zoom_ = zoom;
  lay_out();
  verticalScrollBar()->setValue(static_cast<int>(part * verticalScrollBar()->maximum()));
  Q_EMIT zoom_changed();
}

void LadderArea::lay_out() {
  const LadderPainter drawn = painter();
  verticalScrollBar()->setSingleStep(static_cast<int>(drawn.row_height()));
  verticalScrollBar()->setPageStep(viewport()->height() - static_cast<int>(drawn.head_height()));
  verticalScrollBar()->setRange(0, std::max(0, static_cast<int>(drawn.height()) - viewport()->height()));
  horizontalScrollBar()->setPageStep(viewport()->width());
  horizontalScrollBar()->setRange(0, std::max(0, static_cast<int>(drawn.width()) - viewport()->width()));
  viewport()->update();
}

void LadderArea::resizeEvent(QResizeEvent*) {
  lay_out();
  if (seeks_ && selected_ >= 0) reveal(selected_);
}

void LadderArea::showEvent(QShowEvent* event) {
  QAbstractScrollArea::showEvent(event);
  shown_anew_ = seeks_ = true;
  if (selected_ >= 0) reveal(selected_);
}

QRect LadderArea::place_of(int row) const {
  const LadderPainter drawn = painter();
  return QRectF(-horizontalScrollBar()->value(), drawn.head_height() + row * drawn.row_height() - verticalScrollBar()->value(),
                drawn.width(), drawn.row_height())
      .toAlignedRect();
}

int LadderArea::row_at(const QPoint& point) const {
  const LadderPainter drawn = painter();
  if (point.y() < drawn.head_height()) return -1;
  const int row = static_cast<int>((point.y() - drawn.head_height() + verticalScrollBar()->value()) / drawn.row_height());
  return row < static_cast<int>(ladder_.rows.size()) ? row : -1;
}

void LadderArea::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.translate(-horizontalScrollBar()->value(), 0);
  const LadderPainter drawn = this->painter();
  const double scrolled = verticalScrollBar()->value(), row = drawn.row_height(), head = drawn.head_height();
  const auto first = static_cast<std::size_t>(scrolled / row);
  const auto last = static_cast<std::size_t>((scrolled + viewport()->height()) / row) + 1;
  drawn.paint_rows(painter, first, last, head + static_cast<double>(first) * row - scrolled, selected_);
  painter.fillRect(QRectF(0, 0, drawn.width(), head), theme_.color(Ink::card));
  drawn.paint_head(painter);
  if (scrolled > 0) painter.fillRect(QRectF(0, head - 1, drawn.width(), 1), theme_.color(Ink::line));
}

void LadderArea::wheelEvent(QWheelEvent* event) {
  if (event->modifiers() != Qt::ControlModifier) return QAbstractScrollArea::wheelEvent(event);
  set_zoom(zoom_ + (event->angleDelta().y() > 0 ? 0.1 : -0.1));
  event->accept();
}

void LadderArea::show_selected() {
  const int row = ladder_.row_at(selection_.place(), selection_.line());
  if (row == selected_) return;
  selected_ = row;
  seeks_ = true;
  if (row >= 0) reveal(row);
  viewport()->update();
}

void LadderArea::reveal(int row) {
  const LadderPainter drawn = painter();
  const int top = static_cast<int>(row * drawn.row_height()), bottom = top + static_cast<int>(drawn.row_height()),
            room = viewport()->height() - static_cast<int>(drawn.head_height());
  const int value = verticalScrollBar()->value();
  if (top < value) verticalScrollBar()->setValue(top);
  if (bottom > value + room) verticalScrollBar()->setValue(bottom - room);
}

void LadderArea::choose(int row) {
  if (row < 0 || row >= static_cast<int>(ladder_.rows.size())) return;
  const LadderRow& one = ladder_.rows[static_cast<std::size_t>(row)];
  if (one.line >= 0)
    selection_.select_line(one.line);
  else
    selection_.select_packet(one.packet);
  selected_ = row;
  reveal(row);
  viewport()->update();
}

void LadderArea::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(row_at(event->pos()));
}

void LadderArea::keyPressEvent(QKeyEvent* event) {
  const int page = std::max(1, verticalScrollBar()->pageStep() / std::max(1, verticalScrollBar()->singleStep()) - 1),
            last = static_cast<int>(ladder_.rows.size()) - 1;
  switch (event->key()) {
    case Qt::Key_Up: return choose(selected_ < 0 ? last : std::max(0, selected_ - 1));
    case Qt::Key_Down: return choose(std::min(last, selected_ + 1));
    case Qt::Key_PageUp: return choose(std::max(0, selected_ - page));
    case Qt::Key_PageDown: return choose(std::min(last, selected_ + page));
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(last);
    case Qt::Key_Plus: return set_zoom(zoom_ + 0.1);
    case Qt::Key_Minus: return set_zoom(zoom_ - 0.1);
    default: QAbstractScrollArea::keyPressEvent(event);
  }
}

bool LadderArea::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const int row = row_at(help->pos());
  const LadderRow* one = row < 0 ? nullptr : &ladder_.rows[static_cast<std::size_t>(row)];
  QString words = one == nullptr                   ? QString()
                  : one->last_packet > one->packet ? tr("%1\nPackets %2 to %3").arg(one->text).arg(one->packet).arg(one->last_packet)
                                                   : tr("%1\nPacket %2").arg(one->text).arg(one->packet);
  if (one != nullptr && one->opened) words = OpenedMark::with_meaning(words);
  QToolTip::showText(help->globalPos(), words, viewport());
  return true;
}

}  // namespace cleartext::gui
