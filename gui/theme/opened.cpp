#include "gui/theme/opened.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace cleartext::gui {
namespace {

QFont font_of(const Theme& theme) { return theme.words_px(11.5, true); }

}  // namespace

QString OpenedMark::words() { return QCoreApplication::translate("OpenedMark", "opened with the endpoint's keys"); }
QString OpenedMark::meaning() {
  return QCoreApplication::translate("OpenedMark", "Opened with the endpoint's keys. Nobody on the way could read this.");
}
QString OpenedMark::with_meaning(const QString& tip) { return tip.isEmpty() ? meaning() : tip + QLatin1Char('\n') + meaning(); }

int OpenedMark::width() const { return side() + theme_.px(5) + QFontMetrics(font_of(theme_)).horizontalAdvance(words()) + theme_.px(3); }
int OpenedMark::height() const { return std::max(side(), QFontMetrics(font_of(theme_)).height()); }

// Drawn once for a look and a size, not for every row.
const QPixmap& OpenedMark::lock(double ratio) const {
  const QColor ink = theme_.color(Ink::good);
  if (lock_.isNull() || lock_ink_ != ink || lock_.devicePixelRatio() != ratio ||
      lock_.height() != static_cast<int>(std::ceil(side() * ratio))) {
    lock_ = theme_.picture(QStringLiteral("locked"), Ink::good, side(), ratio);
    lock_ink_ = ink;
  }
  return lock_;
}

void OpenedMark::paint_lock(QPainter& painter, int right, int middle) const {
  painter.drawPixmap(QPointF(right - side(), middle - side() / 2.0), lock(painter.device()->devicePixelRatioF()));
}

void OpenedMark::paint(QPainter& painter, const QRect& rect) const {
  paint_lock(painter, rect.left() + side(), rect.center().y() + 1);
  const QRect room = rect.adjusted(side() + theme_.px(5), 0, 0, 0);
  painter.setFont(font_of(theme_));
  painter.setPen(theme_.color(Ink::good));
  painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font_of(theme_)).elidedText(words(), Qt::ElideRight, room.width()));
}

}  // namespace cleartext::gui
