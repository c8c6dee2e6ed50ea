// Qt turns Markdown into a document; here the document gets our type, and code its rounded wash.
#include "gui/lesson/narration.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

namespace cleartext::gui {

Narration::Narration(Theme& theme, QWidget* parent) : QTextBrowser(parent), theme_(theme) {
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setOpenLinks(false);
  setFocusPolicy(Qt::ClickFocus);
  document()->setDocumentMargin(0);
  setAccessibleName(tr("Narration"));
  connect(&theme, &Theme::changed, this, &Narration::dress);
}

void Narration::set_markdown(const QString& markdown) {
  markdown_ = markdown;
  dress();
}

void Narration::dress() {
  document()->setDefaultFont(theme_.words(Theme::Size::body));
  setFont(theme_.words(Theme::Size::body));
  setMarkdown(markdown_);
  dress_blocks();
  dress_code();
  document()->setTextWidth(viewport()->width());
  updateGeometry();
}

void Narration::dress_blocks() {
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    format.setLineHeight(128, QTextBlockFormat::ProportionalHeight);
    format.setTopMargin(0);
    format.setBottomMargin(block.next().isValid() ? theme_.px(block.textList() != nullptr ? 4 : 10) : 0);
    QTextCursor(block).setBlockFormat(format);
  }
}

void Narration::dress_code() {
  QList<QPair<int, int>> spans;
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
    for (auto it = block.begin(); !it.atEnd(); ++it)
      if (it.fragment().charFormat().fontFixedPitch()) spans.append({it.fragment().position(), it.fragment().length()});
  QTextCharFormat format;
  format.setFont(theme_.mono_px(13));
  format.setFontFixedPitch(true);
  format.setForeground(theme_.color(Ink::client));
  for (const auto& [position, length] : spans) {
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.setPosition(position + length, QTextCursor::KeepAnchor);
    cursor.setCharFormat(format);
  }
}

QSize Narration::sizeHint() const {
  return {theme_.px(280), static_cast<int>(std::ceil(document()->size().height())) + 2};
}

void Narration::resizeEvent(QResizeEvent* event) {
  QTextBrowser::resizeEvent(event);
  updateGeometry();
}

// A rounded wash behind each run of code, one a line where it wraps.
void Narration::paintEvent(QPaintEvent* event) {
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.color(Ink::client_wash));
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    const QPointF origin = document()->documentLayout()->blockBoundingRect(block).topLeft();
    for (auto it = block.begin(); !it.atEnd(); ++it) {
      if (!it.fragment().charFormat().fontFixedPitch()) continue;
      const int from = it.fragment().position() - block.position(), to = from + it.fragment().length();
      for (int i = 0; i < block.layout()->lineCount(); ++i) {
        const QTextLine line = block.layout()->lineAt(i);
        const int first = std::max(from, line.textStart()), last = std::min(to, line.textStart() + line.textLength());
        if (first >= last) continue;
        const double left = line.cursorToX(first), right = line.cursorToX(last);
        const double ascent = line.ascent(), size = theme_.px(19);
        painter.drawRoundedRect(QRectF(origin.x() + left - theme_.px(3), origin.y() + line.y() + ascent - theme_.px(14), right - left + theme_.px(6), size), 5, 5);
      }
    }
  }
  painter.end();
  QTextBrowser::paintEvent(event);
}

}  // namespace cleartext::gui
