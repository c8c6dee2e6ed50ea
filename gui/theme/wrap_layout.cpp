// Rows are filled from the left; the items behind push_right() end at the right edge of theirs.
#include "gui/theme/wrap_layout.h"

#include <QWidget>
#include <algorithm>

namespace cleartext::gui {

WrapLayout::~WrapLayout() {
  while (QLayoutItem* item = takeAt(0)) delete item;
}

QSize WrapLayout::sizeHint() const {
  const QMargins around = contentsMargins();
  int width = 0, height = 0;
  for (const QLayoutItem* item : items_) {
    if (item->isEmpty()) continue;
    width += item->sizeHint().width() + (width > 0 ? spacing() : 0);
    height = std::max(height, item->sizeHint().height());
  }
  return {width + around.left() + around.right(), height + around.top() + around.bottom()};
}

QSize WrapLayout::minimumSize() const {
  const QMargins around = contentsMargins();
  QSize least;
  for (const QLayoutItem* item : items_)
    if (!item->isEmpty()) least = least.expandedTo(item->minimumSize());
  return {least.width() + around.left() + around.right(), least.height() + around.top() + around.bottom()};
}

void WrapLayout::setGeometry(const QRect& rect) {
  QLayout::setGeometry(rect);
  arrange(rect, Move::yes);
}

int WrapLayout::arrange(const QRect& rect, Move move) const {
  const QMargins around = contentsMargins();
  const QRect room = rect.marginsRemoved(around);
  int y = room.y(), next = 0;
  while (next < count()) {
    int width = 0, height = 0, end = next, shown = 0;
    for (; end < count(); ++end) {
      if (items_[end]->isEmpty()) continue;
      const QSize size = items_[end]->sizeHint();
      if (shown > 0 && width + spacing() + size.width() > room.width()) break;
      width += size.width() + (shown > 0 ? spacing() : 0);
      height = std::max(height, size.height());
      ++shown;
    }
    int x = room.x();
    for (int i = next; i < end && move == Move::yes; ++i) {
      if (items_[i]->isEmpty()) continue;
      if (i >= split_ && split_ >= 0 && (i == split_ || i == next)) x = std::max(x, room.x() + room.width() - width + (x - room.x()));
      const QSize size = items_[i]->sizeHint().boundedTo({room.width(), items_[i]->sizeHint().height()});
      items_[i]->setGeometry({QPoint(x, y + (height - size.height()) / 2), size});
      x += size.width() + spacing();
    }
    y += shown > 0 ? height + spacing() : 0;
    next = end;
  }
  return std::max(0, y - spacing() - room.y()) + around.top() + around.bottom();
}

}  // namespace cleartext::gui
