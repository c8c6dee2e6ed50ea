#include "gui/console/console_text.h"

#include <QScrollBar>
#include <QTextBlock>

namespace cleartext::gui {

ConsoleText::ConsoleText(Theme& theme, const ConsoleTalk& talk, QWidget* parent) : QPlainTextEdit(parent), theme_(theme), talk_(talk) {
  setReadOnly(true);
  setFrameShape(QFrame::NoFrame);
  setMaximumBlockCount(5000);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  setTabChangesFocus(true);
  setAccessibleName(tr("What was said and heard"));
  connect(&talk, &ConsoleTalk::added, this, &ConsoleText::append_newest);
  connect(&talk, &ConsoleTalk::cleared, this, &ConsoleText::show_all);
  connect(&theme, &Theme::changed, this, &ConsoleText::dress);
  dress();
}

void ConsoleText::dress() {
  setFont(theme_.mono_px(13));
  document()->setDocumentMargin(theme_.px(12));
  setStyleSheet(QStringLiteral("QPlainTextEdit { background: transparent; border: none; }"));
  show_all();
}

void ConsoleText::show_ends(bool shown) {
  ends_ = shown;
  show_all();
}

void ConsoleText::mask(bool masked) {
  masked_ = masked;
  show_all();
}

void ConsoleText::show_all() {
  clear();
  for (const auto& entry : talk_.entries()) append(entry);
}

void ConsoleText::append_newest() { append(talk_.entries().back()); }

void ConsoleText::append(const ConsoleEntry& entry) {
  const bool note = entry.from == ConsoleEntry::From::note;
  QTextCharFormat words;
  words.setForeground(theme_.color(note ? Ink::soft : entry.from == ConsoleEntry::From::client ? Ink::client : Ink::server));
  words.setFont(note ? theme_.words_px(12.5) : theme_.mono_px(13));
  QTextBlockFormat block;
  block.setBottomMargin(theme_.px(note ? 6 : 2));
  QTextCursor cursor(document());
  cursor.movePosition(QTextCursor::End);
  if (!document()->isEmpty()) cursor.insertBlock();
  cursor.setBlockFormat(block);
  const QString shown = masked_ && entry.secret ? entry.text.section(QLatin1Char(' '), 0, 0) + QStringLiteral(" ••••••") : entry.text;
  cursor.insertText(note ? QStringLiteral("      ") + shown : shown, words);
  if (ends_ && !note) {
    words.setForeground(theme_.color(Ink::soft));
    words.setFontWeight(QFont::DemiBold);
    cursor.insertText(entry.bare_lf ? QStringLiteral(" LF") : QStringLiteral(" CR LF"), words);
  }
  verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

}  // namespace cleartext::gui
