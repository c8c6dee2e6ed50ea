// A label of words that follows the theme.
#include "gui/theme/text.h"

#include <QEvent>

namespace cleartext::gui {

Text::Text(Theme& theme, Theme::Size size, Ink ink, bool bold, QWidget* parent)
    : QLabel(parent), theme_(theme), size_(size), ink_(ink), bold_(bold) {
  setTextFormat(Qt::PlainText);
  connect(&theme, &Theme::changed, this, &Text::dress);
  dress();
}

void Text::set_ink(Ink ink) {
  ink_ = ink;
  dress();
}

void Text::set_mono(bool mono) {
  mono_ = mono;
  dress();
}

void Text::set_pixels(double at_scale_one) {
  pixels_ = at_scale_one;
  dress();
}

void Text::set_bold(bool bold) {
  bold_ = bold;
  dress();
}

void Text::set_words(const QString& words) {
  words_ = words;
  write_words();
}

// Under a style sheet Qt gives back the font of the first day to whatever moves to another parent.
void Text::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::StyleChange) dress();
}

// Nothing else in the words is Markdown: <alice@crepes.fr> is an address there, and no link.
void Text::write_words() {
  const QStringList parts = words_.split(QLatin1Char('`'));
  if (parts.size() < 3) return setText(words_);
  const QString code = QStringLiteral("<span style=\"font-family:'%1'; color:%2\">%3</span>");
  QString html;
  for (qsizetype i = 0; i < parts.size(); ++i)
    html += i % 2 == 0 ? parts[i].toHtmlEscaped()
                       : code.arg(theme_.mono().family(), theme_.color(Ink::client).name(), parts[i].toHtmlEscaped());
  setTextFormat(Qt::RichText);
  setText(html);
}

void Text::dress() {
  const double pixels = pixels_ > 0 ? pixels_ : 12.5;
  setFont(mono_ ? theme_.mono_px(pixels, bold_) : pixels_ > 0 ? theme_.words_px(pixels_, bold_) : theme_.words(size_, bold_));
  QPalette palette = theme_.palette();
  palette.setColor(QPalette::WindowText, theme_.color(ink_));
  palette.setColor(QPalette::Disabled, QPalette::WindowText, theme_.color(Ink::faint));
  setPalette(palette);
  if (!words_.isEmpty()) write_words();
}

}  // namespace cleartext::gui
