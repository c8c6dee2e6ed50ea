// Qt turns Markdown into a document; here the document gets our type, and code its rounded wash.
#include "gui/lesson/narration.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>

namespace cleartext::gui {
namespace {

// A run of code in a block, by its positions there; fragments that differ in spacing alone are one run.
struct Span {
  int from = 0, to = 0;
};

QList<Span> code_in(const QTextBlock& block) {
  QList<Span> spans;
  for (auto it = block.begin(); !it.atEnd(); ++it) {
    if (!it.fragment().charFormat().fontFixedPitch()) continue;
    const int from = it.fragment().position() - block.position(), to = from + it.fragment().length();
    if (!spans.isEmpty() && spans.last().to == from)
      spans.last().to = to;
    else
      spans.append({from, to});
  }
  return spans;
}

void paint_wash(QPainter& painter, const Theme& theme, const QTextBlock& block, QPointF origin, const Span& span) {
  for (int i = 0; i < block.layout()->lineCount(); ++i) {
    const QTextLine line = block.layout()->lineAt(i);
    const int first = std::max(span.from, line.textStart()), last = std::min(span.to, line.textStart() + line.textLength());
    if (first >= last) continue;
    const double left = std::max(0.0, origin.x() + line.cursorToX(first) - theme.px(4)), right = origin.x() + line.cursorToX(last);
    painter.drawRoundedRect(QRectF(left, origin.y() + line.y() + line.ascent() - theme.px(14), right - left, theme.px(19)), 5, 5);
  }
}

}  // namespace

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
  document()->setIndentWidth(theme_.px(20));
  document()->setDefaultFont(theme_.words(Theme::Size::body));
  setFont(theme_.words(Theme::Size::body));
  document()->setMarkdown(markdown_, QTextDocument::MarkdownDialectCommonMark);  // an address is no link
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
  QTextCharFormat format;
  format.setFont(theme_.mono_px(13));
  format.setFontFixedPitch(true);
  format.setForeground(theme_.color(Ink::client));
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
    for (const Span& span : code_in(block)) {
      QTextCursor cursor(block);
      cursor.setPosition(block.position() + span.from);
      cursor.setPosition(block.position() + span.to, QTextCursor::KeepAnchor);
      cursor.setCharFormat(format);
      make_room(block.position() + span.to - 1);
      if (span.from > 0) make_room(block.position() + span.from - 1);
    }
}

// The wash is wider than its word; the character before it and its last one leave that much room.
void Narration::make_room(int position) {
  QTextCursor cursor(document());
  cursor.setPosition(position);
  cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
  QTextCharFormat wider;
  wider.setFontLetterSpacingType(QFont::AbsoluteSpacing);
  wider.setFontLetterSpacing(theme_.px(4));
  cursor.mergeCharFormat(wider);
}

QSize Narration::sizeHint() const { return {theme_.px(280), static_cast<int>(std::ceil(document()->size().height())) + 2}; }

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
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
    for (const Span& span : code_in(block))
      paint_wash(painter, theme_, block, document()->documentLayout()->blockBoundingRect(block).topLeft(), span);
  painter.end();
  QTextBrowser::paintEvent(event);
}

}  // namespace cleartext::gui
