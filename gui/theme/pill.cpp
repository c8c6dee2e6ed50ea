// A small round sign.
#include "gui/theme/pill.h"

#include <QPainter>

namespace cleartext::gui {

Pill::Pill(Theme& theme, const QString& words, QWidget* parent) : QWidget(parent), theme_(theme) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
  set_words(words);
}

void Pill::set_words(const QString& words) {
  words_ = words;
  setAccessibleName(words);
  updateGeometry();
  update();
}

void Pill::set_dot(std::optional<Ink> dot) {
  dot_ = dot;
  updateGeometry();
  update();
}

void Pill::set_inks(Ink text, Ink fill, Ink edge) {
  text_ = text;
  fill_ = fill;
  edge_ = edge;
  update();
}

QSize Pill::sizeHint() const {
  const QFontMetrics metrics(theme_.words(Theme::Size::small));
  return {metrics.horizontalAdvance(words_) + theme_.px(dot_ ? 38 : 24), metrics.height() + theme_.px(12)};
}

void Pill::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme_.color(hasFocus() ? Ink::ink : edge_), 1));
  painter.setBrush(theme_.color(fill_));
  const QRectF shape = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2);
  int x = theme_.px(12);
  if (dot_) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.color(*dot_));
    const double side = theme_.px(7);
    painter.drawEllipse(QRectF(x, (height() - side) / 2, side, side));
    x += theme_.px(14);
  }
  painter.setPen(theme_.color(text_));
  painter.setFont(theme_.words(Theme::Size::small));
  painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, words_);
}

}  // namespace cleartext::gui
