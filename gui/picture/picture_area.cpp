#include "gui/picture/picture_area.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>

namespace cleartext::gui {

PictureArea::PictureArea(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setFocusPolicy(Qt::TabFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize PictureArea::minimumSizeHint() const { return {theme_.px(120), theme_.px(80)}; }

void PictureArea::show_picture(const QImage& picture) {
  picture_ = picture;
  update();
}

void PictureArea::paintEvent(QPaintEvent*) {
  if (picture_.isNull()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  const double most = 4.0 * theme_.scale();  // small pictures may grow, so that the last row sees them
  const double scale = std::min({most, static_cast<double>(width()) / picture_.width(), static_cast<double>(height()) / picture_.height()});
  const QSizeF size(picture_.width() * scale, picture_.height() * scale);
  const QRectF place((width() - size.width()) / 2, (height() - size.height()) / 2, size.width(), size.height());
  if (picture_.hasAlphaChannel()) {
    painter.fillRect(place, theme_.color(Ink::wash));
    painter.fillRect(place, QBrush(theme_.color(Ink::line), Qt::BDiagPattern));
  }
  painter.drawImage(place, picture_);
  painter.setPen(QPen(theme_.color(hasFocus() ? Ink::ink : Ink::line), 1));
  painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5));
}

void PictureArea::copy() const {
  if (!picture_.isNull()) QApplication::clipboard()->setImage(picture_);
}

void PictureArea::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT larger_wanted(); }

void PictureArea::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Larger"), this, &PictureArea::larger_wanted);
  menu.addAction(tr("Copy picture"), QKeySequence(QKeySequence::Copy), this, &PictureArea::copy);
  menu.exec(event->globalPos());
}

void PictureArea::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy))
    copy();
  else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    Q_EMIT larger_wanted();
  else
    QWidget::keyPressEvent(event);
}

}  // namespace cleartext::gui
