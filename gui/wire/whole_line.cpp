#include "gui/wire/whole_line.h"

#include <QResizeEvent>
#include <QTextDocument>
#include <cmath>

namespace cleartext::gui {

WholeLine::WholeLine(Theme& theme, QWidget* parent) : QTextEdit(parent), theme_(theme) {
  setReadOnly(true);
  setFrameShape(QFrame::NoFrame);
  setTextInteractionFlags(Qt::TextSelectableByMouse);
  setFocusPolicy(Qt::ClickFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  viewport()->setAutoFillBackground(false);
  document()->setDocumentMargin(0);
  setAccessibleName(tr("The whole line"));
  connect(&theme, &Theme::changed, this, &WholeLine::dress);
  dress();
}

void WholeLine::set_words(const QString& words) {
  setPlainText(words);
  take_height();
}

void WholeLine::dress() {
  setFont(theme_.mono_px(12.5));
  QPalette palette = theme_.palette();
  palette.setColor(QPalette::Text, theme_.color(Ink::ink));
  palette.setColor(QPalette::Base, Qt::transparent);
  setPalette(palette);
  take_height();
}

void WholeLine::take_height() {
  document()->setTextWidth(viewport()->width());
  setFixedHeight(static_cast<int>(std::ceil(document()->size().height())));
}

void WholeLine::resizeEvent(QResizeEvent* event) {
  QTextEdit::resizeEvent(event);
  if (event->size().width() != event->oldSize().width()) take_height();
}

}  // namespace cleartext::gui
