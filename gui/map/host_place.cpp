// Lets clicks through to the canvas: an envelope may lie over it.
#include "gui/map/host_place.h"

#include <QFocusEvent>
#include <QPainter>
#include <QToolTip>

namespace cleartext::gui {

HostPlace::HostPlace(Theme& theme, Machine machine, QWidget* parent) : QWidget(parent), theme_(theme), machine_(machine) {
  setFocusPolicy(Qt::TabFocus);
}

void HostPlace::tell(const QString& name, const QString& description) {
  if (accessibleName() != name) setAccessibleName(name);
  if (toolTip() == description) return;
  setToolTip(description);
  setAccessibleDescription(description);
}

void HostPlace::paintEvent(QPaintEvent*) {
  if (!hasFocus()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme_.color(Ink::ink), 1.4));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

void HostPlace::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
    QToolTip::showText(mapToGlobal(QPoint(width() / 2, height())), toolTip(), this);
}

void HostPlace::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  QToolTip::hideText();
}

}  // namespace cleartext::gui
