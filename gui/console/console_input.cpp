#include "gui/console/console_input.h"

#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>

namespace cleartext::gui {

ConsoleInput::ConsoleInput(Theme& theme, QWidget* parent) : QLineEdit(parent), theme_(theme) {
  setAccessibleName(tr("What you say"));
  setAccessibleDescription(tr("Enter sends the line. Tab completes it. Up and Down bring back earlier lines."));
  connect(&theme, &Theme::changed, this, &ConsoleInput::dress);
  connect(this, &QLineEdit::textChanged, this, &ConsoleInput::hide_secret);
  dress();
}

void ConsoleInput::mask(bool masked) {
  masked_ = masked;
  hide_secret();
}

// A log-in of SMTP, POP3, FTP or IMAP; or a line of base64, as AUTH LOGIN asks for.
void ConsoleInput::hide_secret() {
  static const QRegularExpression log_in(QStringLiteral("^\\s*(\\S+\\s+)?(PASS|AUTH|LOGIN|AUTHENTICATE)\\s"),
                                         QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression base64(QStringLiteral("^(?=.*([0-9+/=]|[a-z][A-Z]|[A-Z][a-z]))[A-Za-z0-9+/]{4,}={0,2}$"));
  const bool secret = masked_ && (log_in.match(text()).hasMatch() || base64.match(text()).hasMatch());
  setEchoMode(secret ? Password : Normal);
}

void ConsoleInput::dress() {
  setFont(theme_.mono_px(13.5));
  setMinimumHeight(theme_.px(36));
}

void ConsoleInput::set_completions(const QStringList& lines) {
  completions_ = lines;
  update();
}

void ConsoleInput::set_hint(const QString& hint) {
  hint_ = hint;
  update();
}

QString ConsoleInput::ghost() const {
  if (cursorPosition() != text().size() || text().isEmpty() || echoMode() != Normal) return {};
  for (const QString& line : completions_)
    if (line.startsWith(text())) return line.mid(text().size());
  return {};
}

void ConsoleInput::remember(const QString& line) {
  if (!line.isEmpty() && (said_.isEmpty() || said_.last() != line)) said_ << line;
  at_ = said_.size();
}

void ConsoleInput::walk(int by) {
  if (at_ == said_.size()) unsent_ = text();
  at_ = std::clamp<qsizetype>(at_ + by, 0, said_.size());
  setText(at_ == said_.size() ? unsent_ : said_.at(at_));
}

// Tab belongs to the completion only while there is one; else it leads on, as everywhere.
bool ConsoleInput::event(QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && !ghost().isEmpty()) {
      setText(text() + ghost());
      return true;
    }
  }
  return QLineEdit::event(event);
}

void ConsoleInput::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: return walk(-1);
    case Qt::Key_Down: return walk(1);
    case Qt::Key_Return:
    case Qt::Key_Enter: {
      const QString line = text();
      remember(line);
      clear();
      Q_EMIT line_entered(line);
      return;
    }
    default: QLineEdit::keyPressEvent(event);
  }
}

void ConsoleInput::paintEvent(QPaintEvent* event) {
  QLineEdit::paintEvent(event);
  QPainter painter(this);
  const QRect cursor = cursorRect();
  const int after = cursor.center().x() + 1;
  int left = after;
  if (const QString rest = ghost(); !rest.isEmpty()) {
    painter.setFont(font());
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRect(after, 0, width() - after, height()), Qt::AlignLeft | Qt::AlignVCenter, rest);
    left += QFontMetrics(font()).horizontalAdvance(rest);
  }
  painter.setFont(theme_.words_px(12));
  painter.setPen(theme_.color(Ink::soft));
  const int wide = QFontMetrics(painter.font()).horizontalAdvance(hint_), margin = theme_.px(12);
  const bool room = left + wide + 2 * margin < width() && QFontMetrics(font()).horizontalAdvance(text()) + wide + 3 * margin < width();
  if (room && isEnabled()) painter.drawText(rect().adjusted(0, 0, -margin, 0), Qt::AlignRight | Qt::AlignVCenter, hint_);
}

}  // namespace cleartext::gui
