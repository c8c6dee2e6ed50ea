#include "gui/window/drop_veil.h"

#include <QPainter>

namespace cleartext::gui {

DropVeil::DropVeil(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hide();
}

void DropVeil::cover() {
  setGeometry(parentWidget()->rect());
  raise();
  show();
}

void DropVeil::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor veil = theme_.color(Ink::ground);
  veil.setAlphaF(0.82F);
  painter.fillRect(rect(), veil);
  const double room = theme_.px(24);
  painter.setPen(QPen(theme_.color(Ink::ink), theme_.px(2), Qt::DashLine));
  painter.drawRoundedRect(QRectF(rect()).adjusted(room, room, -room, -room), theme_.px(16), theme_.px(16));
  const QPixmap picture = theme_.picture(QStringLiteral("open"), Ink::ink, theme_.px(40), devicePixelRatioF());
  painter.drawPixmap(QPointF(width() / 2.0 - theme_.px(20), height() / 2.0 - theme_.px(56)), picture);
  painter.setPen(theme_.color(Ink::ink));
  painter.setFont(theme_.words(Theme::Size::title, true));
  painter.drawText(rect().adjusted(0, theme_.px(16), 0, theme_.px(16)), Qt::AlignCenter, tr("Let go to open this capture"));
}

}  // namespace cleartext::gui
