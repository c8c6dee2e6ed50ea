// The mark of what was read with an endpoint's keys: a small green lock, and the words that go with it.
#pragma once
#include <QPainter>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class OpenedMark {
 public:
  static QString words();                           // "opened with the endpoint's keys"
  static QString meaning();                         // for a tool tip
  static QString with_meaning(const QString& tip);  // an existing tool tip and the meaning
  explicit OpenedMark(const Theme& theme) : theme_(theme) {}
  int side() const { return theme_.px(13); }
  // The lock alone, its right end at x; or lock and words, as far as there is room, its left end at rect's left.
  void paint_lock(QPainter& painter, int right, int middle) const;
  void paint(QPainter& painter, const QRect& rect) const;
  int width() const;  // of lock and words
  int height() const;

 private:
  const QPixmap& lock(double ratio) const;
  const Theme& theme_;
  mutable QPixmap lock_;
  mutable QColor lock_ink_;
};

}  // namespace cleartext::gui
