#include "gui/theme/plot.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace cleartext::gui {

Plot::Plot(Theme& theme, const QString& accessible_name, QWidget* parent) : QWidget(parent), theme_(theme) {
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  setAccessibleName(accessible_name);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
}

QString Plot::told_at(const QPoint&) const { return {}; }
QSize Plot::minimumSizeHint() const { return {theme_.px(150), theme_.px(120)}; }
double Plot::left_edge() const { return theme_.px(12); }

void Plot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(small());
  paint(painter);
  if (!hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme_.color(Ink::faint), 1, Qt::DotLine));
  painter.drawRect(rect().adjusted(1, 1, -2, -2));
}

QPixmap Plot::picture() {
  const int head = theme_.px(30);
  QPixmap pixmap(QSize(width(), height() + head) * 2);
  pixmap.setDevicePixelRatio(2);
  pixmap.fill(theme_.color(Ink::card));
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(theme_.words_px(13, true));
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(QRectF(left_edge(), 0, width(), head), Qt::AlignLeft | Qt::AlignVCenter, title_);
  painter.translate(0, head);
  painter.setFont(small());
  paint(painter);
  return pixmap;
}

void Plot::copy() { QApplication::clipboard()->setPixmap(picture()); }

void Plot::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copy();
  else
    QWidget::keyPressEvent(event);
}

void Plot::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy as picture"), QKeySequence(QKeySequence::Copy), this, &Plot::copy);
  menu.exec(event->globalPos());
}

bool Plot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), told_at(help->pos()), this);
  return true;
}

double nice_step(double length, double about) {
  const double raw = length / std::max(1.0, about), power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= raw) return factor * power;
  return 10 * power;
}

}  // namespace cleartext::gui
