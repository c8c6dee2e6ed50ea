// Mouse, keyboard and clipboard of the bytes.
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "gui/wire/hex_area.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

const packet::Field* HexArea::field(std::uint32_t offset) const {
  const int place = packet::innermost(fields_, offset, 1);
  return place < 0 ? nullptr : &fields_[static_cast<std::size_t>(place)];
}

Marked HexArea::field_range(std::uint32_t offset) const {
  const packet::Field* one = field(offset);
  return one == nullptr ? Marked{} : Marked{one->offset, one->length};
}

QString HexArea::field_at(std::uint32_t offset) const {
  const packet::Field* one = field(offset);
  return one == nullptr ? QString() : from_bytes(one->label);
}

void HexArea::mousePressEvent(QMouseEvent* event) {
  const int byte = layout_.byte_at({event->pos().x(), page_y(event->pos().y())}, size());
  if (byte < 0 || event->button() != Qt::LeftButton) return;
  cursor_ = static_cast<std::uint32_t>(byte);
  Q_EMIT byte_chosen(cursor_);
  viewport()->update();
}

bool HexArea::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::MouseMove) hover(static_cast<QMouseEvent*>(event)->pos());
  if (event->type() == QEvent::Leave) hover({-1, -1});
  if (event->type() == QEvent::ToolTip) {
    auto* help = static_cast<QHelpEvent*>(event);
    const int byte = layout_.byte_at({help->pos().x(), page_y(help->pos().y())}, size());
    QToolTip::showText(help->globalPos(), byte < 0 ? QString() : field_at(static_cast<std::uint32_t>(byte)), viewport());
    return true;
  }
  return QAbstractScrollArea::viewportEvent(event);
}

void HexArea::hover(const QPoint& point) {
  const int byte = point.x() < 0 ? -1 : layout_.byte_at({point.x(), page_y(point.y())}, size());
  const packet::Field* one = byte < 0 ? nullptr : field(static_cast<std::uint32_t>(byte));
  const Marked now = one == nullptr ? Marked{} : Marked{one->offset, one->length};
  if (now.offset == hovered_.offset && now.length == hovered_.length) return;
  hovered_ = now;
  viewport()->update();
}

void HexArea::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
}

void HexArea::move_cursor(std::int64_t to) {
  if (size() == 0) return;
  cursor_ = static_cast<std::uint32_t>(std::clamp<std::int64_t>(to, 0, static_cast<std::int64_t>(size()) - 1));
  const QPoint center = center_of(cursor_);
  if (center.y() < layout_.row / 2) scroll_to(cursor_, 0);
  if (center.y() > viewport()->height() - layout_.row / 2) scroll_to(cursor_, viewport()->height() / layout_.row - 1);
  const packet::Field* one = field(cursor_);
  hovered_ = one == nullptr ? Marked{} : Marked{one->offset, one->length};
  QToolTip::showText(viewport()->mapToGlobal(center_of(cursor_) + QPoint(0, layout_.row / 2)), field_at(cursor_), viewport());
  viewport()->update();
}

void HexArea::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy_hex(marked_.length > 0 ? marked_ : Marked{0, size()});
  const std::int64_t at = cursor_, row = layout_.bytes_a_row;
  switch (event->key()) {
    case Qt::Key_Left: return move_cursor(at - 1);
    case Qt::Key_Right: return move_cursor(at + 1);
    case Qt::Key_Up: return move_cursor(at - row);
    case Qt::Key_Down: return move_cursor(at + row);
    case Qt::Key_Home: return move_cursor(0);
    case Qt::Key_End: return move_cursor(size());
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (cursor_ < size()) Q_EMIT byte_chosen(cursor_);
      return;
    default: return QAbstractScrollArea::keyPressEvent(event);
  }
}

QString HexArea::hex(const Marked& range) const {
  QStringList bytes;
  for (std::uint32_t at = range.offset; at < std::min(size(), range.offset + range.length); ++at)
    bytes << QStringLiteral("%1").arg(std::to_integer<unsigned>(bytes_[at]), 2, 16, QLatin1Char('0'));
  return bytes.join(QLatin1Char(' '));
}

void HexArea::copy_hex(const Marked& range) const { QApplication::clipboard()->setText(hex(range)); }

void HexArea::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy the marked bytes as hex"), this, [this] { copy_hex(marked_); })->setEnabled(marked_.length > 0);
  menu.addAction(tr("Copy the whole packet as hex"), this, [this] { copy_hex({0, size()}); })->setEnabled(size() > 0);
  menu.exec(event->globalPos());
}

}  // namespace cleartext::gui
