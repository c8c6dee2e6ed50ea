#include "gui/plots/time_axis.h"

#include <QLocale>

#include "gui/theme/plot.h"

namespace cleartext::gui {

int seconds_height(const QFont& font, const Theme& theme) { return 2 * QFontMetrics(font).height() + theme.px(8); }

void paint_seconds(QPainter& painter, const Theme& theme, const QRectF& here, double seconds, const QString& words) {
  const QFontMetrics metrics(painter.font());
  const double step = nice_step(seconds, here.width() / theme.px(90));
  painter.setPen(theme.color(Ink::soft));
  for (double second = 0; second <= seconds + step / 1000; second += step) {
    const double x = here.left() + second / seconds * here.width();
    painter.drawLine(QPointF(x, here.bottom()), QPointF(x, here.bottom() + theme.px(3)));
    painter.drawText(QRectF(x - theme.px(40), here.bottom() + theme.px(4), theme.px(80), metrics.height()), Qt::AlignCenter,
                     QLocale().toString(second, 'g', 6));
  }
  painter.drawText(QRectF(here.left(), here.bottom() + theme.px(4) + metrics.height(), here.width(), metrics.height()), Qt::AlignCenter,
                   words);
}

}  // namespace cleartext::gui
