#include "gui/presenter/pointer_ring.h"

#include <QPainter>

namespace cleartext::gui {

PointerRing::PointerRing(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAttribute(Qt::WA_TransparentForMouseEvents);
  setFocusPolicy(Qt::NoFocus);
  rest_.setSingleShot(true);
  connect(&rest_, &QTimer::timeout, this, &QWidget::hide);
  hide();
}

void PointerRing::follow(const QPoint& at) {
  const int side = theme_.px(36);
  setGeometry(at.x() - side / 2, at.y() - side / 2, side, side);
  if (isHidden()) {
    show();
    raise();
  }
  rest_.start(rest_milliseconds);
}

void PointerRing::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor fill = theme_.color(Ink::selection);
  fill.setAlphaF(0.35F);
  const double thick = theme_.px(2.5);
  painter.setBrush(fill);
  painter.setPen(QPen(theme_.color(Ink::eve), thick));
  painter.drawEllipse(QRectF(rect()).adjusted(thick, thick, -thick, -thick));
}

}  // namespace cleartext::gui
