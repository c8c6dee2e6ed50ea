// The stations at which one letter was heard, as small signs in a row that breaks where it must:
// "Seen 3 times  Submission 16 → Relay 39 → Retrieval 60".
#pragma once
#include <QPainter>
#include <QStringList>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class HopChips {
 public:
  HopChips(const Theme& theme, const QStringList& hops, int width);
  int height() const { return height_; }  // 0: a letter that was heard once needs no signs
  int at(const QPoint& point) const;      // which sign, -1: none; from the top left
  void paint(QPainter& painter, const QPoint& top_left, int selected, bool on_band) const;

 private:
  const Theme& theme_;
  QStringList hops_;
  QString intro_;
  std::vector<QRect> chips_;
  int height_ = 0;
};

}  // namespace cleartext::gui
