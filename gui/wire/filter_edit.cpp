// The list opens by itself once a word is begun, and with Down or Ctrl+Space whenever it is wanted.
#include "gui/wire/filter_edit.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTextCharFormat>
#include <algorithm>

#include "engine/filter/completion.h"
#include "gui/wire/fault_words.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int rest_milliseconds = 120;
constexpr std::size_t looked_at = 2'000, most_hosts = 60;  // streams

}  // namespace

FilterEdit::FilterEdit(Theme& theme, const Selection& selection, QWidget* parent)
    : QLineEdit(parent), theme_(theme), selection_(selection), completer_(new QCompleter(this)), words_(new QStringListModel(this)) {
  setPlaceholderText(tr("Filter: smtp and host alice"));
  setAccessibleName(tr("Filter"));
  setAccessibleDescription(tr("What lines and packets must be or hold. Down offers words, Escape clears."));
  setToolTip(
      tr("smtp and host alice · port 25 or port 110 · text marmalade · not tls · credentials\n"
         "Words alone are looked for everywhere. Down offers what may stand here, Esc clears."));
  completer_->setModel(words_);
  completer_->setWidget(this);
  completer_->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
  completer_->setMaxVisibleItems(8);
  completer_->popup()->setObjectName(QStringLiteral("offers"));
  completer_->popup()->installEventFilter(this);
  connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &FilterEdit::take);
  resting_.setSingleShot(true);
  resting_.setInterval(rest_milliseconds);
  connect(&resting_, &QTimer::timeout, this, &FilterEdit::read);
  connect(this, &QLineEdit::textChanged, this, [this] { resting_.start(); });
  connect(this, &QLineEdit::textEdited, this, &FilterEdit::offer);
}

void FilterEdit::set_filter(const QString& typed) {
  setText(typed);
  resting_.stop();
  read();
}

void FilterEdit::read() {
  const auto read = filter::parse(text().toStdString());
  const FaultWords fault = read ? FaultWords{} : words_of(read.error(), text());
  mark(fault.offset, fault.length);
  if (fault.sentence != problem_) {
    problem_ = fault.sentence;
    Q_EMIT problem_changed();
  }
  if (!read || *read == filter_) return;
  filter_ = *read;
  Q_EMIT filter_changed();
}

// A line beneath the characters that are meant, as for a word that is spelled wrong.
void FilterEdit::mark(int offset, int length) {
  QList<QInputMethodEvent::Attribute> marks;
  if (length > 0) {
    QTextCharFormat format;
    format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    format.setUnderlineColor(theme_.color(Ink::ink));
    format.setBackground(theme_.color(Ink::line));
    marks << QInputMethodEvent::Attribute(QInputMethodEvent::TextFormat, offset - cursorPosition(), length, format);
  }
  QInputMethodEvent event(QString(), marks);
  QCoreApplication::sendEvent(this, &event);
}

// Those who speak first are there first.
std::vector<std::string> FilterEdit::hosts() const {
  std::vector<std::string> names;
  const auto& streams = selection_.recording().streams();
  for (std::size_t i = 0; i < std::min(streams.size(), looked_at) && names.size() < most_hosts; ++i)
    for (const packet::Endpoint* end : {&streams[i].client, &streams[i].server}) {
      const std::string name = name_of(selection_.recording(), *end).toLower().toStdString();
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  return names;
}

void FilterEdit::offer() {
  const QString before = text().left(cursorPosition());
  const std::vector<std::string> known = hosts();
  const filter::Completion completion = filter::complete(text().toStdString(), static_cast<std::size_t>(before.toUtf8().size()), known);
  const QByteArray bytes = text().toUtf8();
  from_ = static_cast<int>(QString::fromUtf8(bytes.left(static_cast<qsizetype>(completion.offset))).size());
  until_ = static_cast<int>(
      QString::fromUtf8(bytes.left(static_cast<qsizetype>(completion.offset) + static_cast<qsizetype>(completion.length))).size());
  QStringList words;
  for (const std::string& word : completion.words) words << QString::fromStdString(word);
  words_->setStringList(words);
  // After a whole term nothing is pressed on anybody.
  const bool begun = completion.length > 0 || (before.endsWith(QLatin1Char(' ')) && words.value(0) != QLatin1String("and"));
  if (words.isEmpty() || !begun || before.isEmpty()) return completer_->popup()->hide();
  completer_->complete(QRect(0, 0, std::max(width(), theme_.px(180)), height()));
}

void FilterEdit::take(const QString& word) {
  QString typed = text();
  const QString quoted = word.contains(QLatin1Char(' ')) ? QLatin1Char('"') + word + QLatin1Char('"') : word;
  typed.replace(from_, until_ - from_, quoted);
  const int end = from_ + static_cast<int>(quoted.size());
  const bool room = end < typed.size() && typed[end] == QLatin1Char(' ');
  if (!room) typed.insert(end, QLatin1Char(' '));
  setText(typed);
  setCursorPosition(end + 1);
}

// Tab takes the word that is lit, or the first one; Enter takes a lit one only, and else what was typed.
bool FilterEdit::take_lit(const QEvent* event) {
  const int key = event->type() == QEvent::KeyPress ? static_cast<const QKeyEvent*>(event)->key() : 0;
  if ((key == Qt::Key_Return || key == Qt::Key_Enter) && is_open() && !completer_->popup()->selectionModel()->hasSelection()) {
    completer_->popup()->hide();
    return true;
  }
  const bool tab = event->type() == QEvent::KeyPress && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Tab;
  if (!tab || !is_open()) return false;
  const QModelIndex lit = completer_->popup()->currentIndex();
  const QString word = lit.isValid() ? lit.data().toString() : words_->stringList().value(0);
  completer_->popup()->hide();
  take(word);
  return true;
}

bool FilterEdit::event(QEvent* event) { return take_lit(event) || QLineEdit::event(event); }

// While the list is open it hears the keys first.
bool FilterEdit::eventFilter(QObject* watched, QEvent* event) {
  return (watched == completer_->popup() && take_lit(event)) || QLineEdit::eventFilter(watched, event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
  const bool asks = event->key() == Qt::Key_Down || (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier);
  if (is_open() && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) return event->ignore();  // the list's
  if (asks && !is_open()) {
    offer();
    if (!words_->stringList().isEmpty()) completer_->complete(QRect(0, 0, std::max(width(), theme_.px(180)), height()));
    return;
  }
  QLineEdit::keyPressEvent(event);
}

}  // namespace cleartext::gui
