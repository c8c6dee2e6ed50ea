// A button painted by the theme; everything QPushButton knows of keys, focus and screen readers stays.
#include "gui/theme/button.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <algorithm>

namespace cleartext::gui {

Button::Button(Theme& theme, const QString& words, Kind kind, QWidget* parent) : QPushButton(words, parent), theme_(theme), kind_(kind) {
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);  // a click must not steal Space from "next"
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void Button::set_kind(Kind kind) {
  kind_ = kind;
  update();
}

void Button::set_key(const QString& key) {
  key_ = key;
  updateGeometry();
  update();
}

void Button::set_picture(const QString& icon) {
  picture_ = icon;
  updateGeometry();
  update();
}

void Button::set_room(const QStringList& words) {
  if (words == room_) return;
  room_ = words;
  updateGeometry();
}

void Button::set_yielding() {
  yielding_ = true;
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Button::set_small(bool small) {
  small_ = small;
  updateGeometry();
}

void Button::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && (event->modifiers() & ~Qt::KeypadModifier) == 0)
    click();
  else
    QPushButton::keyPressEvent(event);
}

int Button::content_width(const QString& said) const {
  const QFontMetrics words(theme_.words_px(small_ ? 12.5 : 13.5, kind_ != Kind::quiet));
  const QFontMetrics key(theme_.words_px(11));
  int width = words.horizontalAdvance(said);
  if (!key_.isEmpty()) width += theme_.px(7) + key.horizontalAdvance(key_);
  if (!picture_.isEmpty()) width += theme_.px(16) + (said.isEmpty() ? 0 : theme_.px(7));
  return width;
}

int Button::margin() const { return theme_.px(text().isEmpty() ? 7 : kind_ == Kind::quiet ? 8 : small_ ? 11 : 14); }

QSize Button::minimumSizeHint() const {
  if (!yielding_) return sizeHint();
  const QFontMetrics words(theme_.words_px(small_ ? 12.5 : 13.5, kind_ != Kind::quiet));
  return {words.horizontalAdvance(text()) + 2 * theme_.px(6), sizeHint().height()};
}

QSize Button::sizeHint() const {
  int content = content_width(text());
  for (const QString& words : room_) content = std::max(content, content_width(words));
  return {content + 2 * margin() + 2, theme_.px(small_ ? 30 : 37)};
}

Ink Button::text_ink() const {
  if (!isEnabled()) return Ink::faint;
  if (kind_ == Kind::primary) return Ink::accent_text;
  return kind_ == Kind::quiet && !underMouse() ? Ink::soft : Ink::ink;
}

void Button::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool over = underMouse() && isEnabled();
  const bool filled = kind_ == Kind::primary && isEnabled();
  QColor fill = theme_.color(filled ? Ink::accent : isDown() ? Ink::line : over || !isEnabled() ? Ink::wash : Ink::card);
  if (filled && (over || isDown())) fill.setAlphaF(isDown() ? 0.8F : 0.9F);
  const bool bare = kind_ == Kind::quiet && !over && !isDown();
  const Ink edge = hasFocus() ? Ink::ink : over ? Ink::faint : Ink::line;
  painter.setBrush(bare ? QBrush(Qt::NoBrush) : QBrush(fill));
  painter.setPen((bare && !hasFocus()) || filled ? QPen(Qt::NoPen) : QPen(theme_.color(edge), 1));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), small_ ? 8 : 9, small_ ? 8 : 9);
  if (filled && hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.color(Ink::accent_text), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 6, 6);
  }
  QColor ink = theme_.color(text_ink());
  painter.setPen(ink);
  const QFont words = theme_.words_px(small_ ? 12.5 : 13.5, kind_ != Kind::quiet);
  const bool keyless = key_.isEmpty() || width() < content_width(text()) + 2 * theme_.px(6);
  const int key_room = key_.isEmpty() ? 0 : theme_.px(7) + QFontMetrics(theme_.words_px(11)).horizontalAdvance(key_);
  int x = (width() - content_width(text()) + (keyless ? key_room : 0)) / 2;
  if (!picture_.isEmpty()) {
    const int side = theme_.px(16);
    painter.drawPixmap(x, (height() - side) / 2, theme_.picture(picture_, text_ink(), side, devicePixelRatioF()));
    x += side + (text().isEmpty() ? 0 : theme_.px(7));
  }
  painter.setFont(words);
  painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, text());
  if (keyless) return;
  x += QFontMetrics(words).horizontalAdvance(text()) + theme_.px(7);
  ink.setAlphaF(0.75F);
  painter.setPen(ink);
  painter.setFont(theme_.words_px(11));
  painter.drawText(QRect(x, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, key_);
}

}  // namespace cleartext::gui
