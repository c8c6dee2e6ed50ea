#include "gui/mail/write_page.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QMimeData>
#include <QShortcut>
#include <QVBoxLayout>
#include <utility>

#include "gui/bench/file_reading.h"

namespace cleartext::gui {
WritePage::WritePage(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme), grid_(new QGridLayout) {
  setAcceptDrops(true);
  to_ = add_field(tr("To"), 0, 0, 3);
  cc_ = add_field(tr("Copy"), 1, 0, 1);
  bcc_ = add_field(tr("Blind copy"), 1, 2, 1);
  subject_ = add_field(tr("Subject"), 2, 0, 3);
  words_ = new QPlainTextEdit(this);
  words_->setAccessibleName(tr("Your words"));
  words_->setPlaceholderText(tr("Your words. Files can be dropped here."));
  words_->setTabChangesFocus(true);
  words_->installEventFilter(this);  // a file dropped on the words is attached, not pasted as a name
  words_->viewport()->installEventFilter(this);
  note_ = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  note_->setWordWrap(true);
  files_ = new QWidget(this);
  (new QHBoxLayout(files_))->setContentsMargins(0, 0, 0, 0);
  attach_ = new Button(theme, tr("Attach…"), Button::Kind::plain, this);
  drop_ = new Button(theme, tr("Do not send"), Button::Kind::quiet, this);
  send_ = new Button(theme, tr("Send"), Button::Kind::primary, this);
  send_->set_key(tr("Ctrl+Enter"));
  for (Button* button : {attach_, drop_, send_}) button->set_small(true);
  for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
    auto* from_anywhere = new QShortcut(QKeySequence(Qt::CTRL | key), this);
    from_anywhere->setContext(Qt::WidgetWithChildrenShortcut);
    connect(from_anywhere, &QShortcut::activated, this, &WritePage::send);
  }
  auto* foot = new QHBoxLayout;
  foot->addWidget(attach_);
  foot->addWidget(files_, 1);
  foot->addWidget(drop_);
  foot->addWidget(send_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(grid_);
  column->addWidget(words_, 1);
  column->addWidget(note_);
  column->addLayout(foot);
  connect(attach_, &QPushButton::clicked, this, &WritePage::choose_files);
  connect(drop_, &QPushButton::clicked, this, &WritePage::dropped);
  connect(send_, &QPushButton::clicked, this, &WritePage::send);
  connect(&theme, &Theme::changed, this, &WritePage::dress);
  dress();
}

QLineEdit* WritePage::add_field(const QString& label, int row, int column, int columns) {
  auto* words = new Text(theme_, Theme::Size::small, Ink::soft, false, this);
  words->setText(label);
  auto* field = new QLineEdit(this);
  field->setAccessibleName(label);
  field->setAcceptDrops(false);  // files dropped anywhere are attachments
  words->setBuddy(field);
  grid_->addWidget(words, row, column);
  grid_->addWidget(field, row, column + 1, 1, columns);
  grid_->setColumnStretch(column + 1, 1);
  return field;
}

void WritePage::clear(const QString& from) {
  from_ = from;
  ++letter_number_;
  send_when_read_ = false;
  answered_.clear();
  passed_on_.clear();
  attachments_.clear();
  for (QLineEdit* field : {to_, cc_, bcc_, subject_}) field->clear();
  words_->clear();
  say_note({});
  show_attached();
}

void WritePage::begin(const QString& from, const QString& usual_to) {
  clear(from);
  to_->setText(usual_to);
  blank_ = draft();
  subject_->setFocus();
}

void WritePage::say_note(const QString& words) {
  note_->setText(words);
  note_->setHidden(words.isEmpty());
}

WritePage::Draft WritePage::draft() const {
  return {from_,         to_->text(), cc_->text(), bcc_->text(), subject_->text(), words_->toPlainText(),
          note_->text(), answered_,   passed_on_,  attachments_};
}

bool WritePage::is_begun() const {
  const auto typed = [](const Draft& draft) { return QStringList{draft.to, draft.cc, draft.bcc, draft.subject, draft.words}; };
  const Draft now = draft();
  return typed(now) != typed(blank_) || now.attachments.size() != blank_.attachments.size();
}

void WritePage::take_up(const Draft& draft) {
  clear(draft.from);
  blank_ = this->draft();
  answered_ = draft.answered;
  passed_on_ = draft.passed_on;
  to_->setText(draft.to);
  cc_->setText(draft.cc);
  bcc_->setText(draft.bcc);
  subject_->setText(draft.subject);
  words_->setPlainText(draft.words);
  say_note(draft.note);
  attachments_ = draft.attachments;
  show_attached();
  words_->setFocus();
}

void WritePage::begin_answer(const QString& from, const FetchedLetter& letter) {
  clear(from);
  answered_ = *letter.raw;
  to_->setText(letter.from);
  subject_->setText(letter.subject.startsWith(QStringLiteral("Re: ")) ? letter.subject : QStringLiteral("Re: ") + letter.subject);
  say_note(tr("The letter that you answer is quoted below your words."));
  blank_ = draft();
  words_->setFocus();
}

void WritePage::begin_passing_on(const QString& from, const FetchedLetter& letter, const QString& usual_to) {
  clear(from);
  passed_on_ = *letter.raw;
  to_->setText(usual_to);
  subject_->setText(QStringLiteral("Fwd: ") + letter.subject);
  say_note(tr("The letter goes along as it came, with all that hangs on it."));
  blank_ = draft();
  words_->setFocus();
}

void WritePage::attach(const QString& path) {
  ++reading_;
  read_file(this, path, [this, letter = letter_number_](const ReadFile& file) {
    --reading_;
    const bool was_waiting = std::exchange(send_when_read_, false);
    if (letter != letter_number_) return;  // it was for another letter
    if (!file.problem.isEmpty()) return Q_EMIT complaint(file.problem);
    attachments_.push_back({file.name.toStdString(), {}, file.content});
    show_attached();
    if (was_waiting) send();
  });
}

void WritePage::choose_files() {
  for (const QString& path : QFileDialog::getOpenFileNames(this, tr("Which files shall go along?"))) attach(path);
}

QStringList WritePage::attached() const {
  QStringList names;
  for (const auto& one : attachments_) names << QString::fromStdString(one.name);
  return names;
}

// A button each, which takes the file off again.
void WritePage::show_attached() {
  auto* row = static_cast<QHBoxLayout*>(files_->layout());
  while (QLayoutItem* item = row->takeAt(0)) {
    if (item->widget() != nullptr) {
      item->widget()->hide();
      item->widget()->deleteLater();
    }
    delete item;
  }
  for (std::size_t i = 0; i < attachments_.size(); ++i) {
    const QString name = QString::fromStdString(attachments_[i].name);
    auto* chip = new Button(theme_, QFontMetrics(font()).elidedText(name, Qt::ElideMiddle, theme_.px(120)), Button::Kind::quiet, files_);
    chip->set_small(true);
    chip->set_picture(QStringLiteral("cross"));
    chip->setToolTip(tr("Take %1 off again").arg(name));
    chip->setAccessibleName(chip->toolTip());
    connect(chip, &QPushButton::clicked, this, [this, i] {
      attachments_.erase(attachments_.begin() + static_cast<std::ptrdiff_t>(i));
      show_attached();
    });
    row->addWidget(chip);
  }
  row->addStretch(1);
}

lab::Letter WritePage::letter() const {
  lab::Letter letter{from_.toStdString(), to_->text().toStdString(), subject_->text().toStdString(), words_->toPlainText().toStdString()};
  letter.cc = cc_->text().toStdString();
  letter.bcc = bcc_->text().toStdString();
  letter.attachments = attachments_;
  letter.reply_to = answered_;
  letter.forward = passed_on_;
  return letter;
}

// What is not read yet would not go along: the letter waits for it.
void WritePage::send() {
  send_when_read_ = reading_ > 0;
  if (send_when_read_) return;
  if (!to_->text().trimmed().isEmpty()) return Q_EMIT send_wanted();
  to_->setFocus();
  Q_EMIT complaint(tr("To whom? Type an address, for example bob@hamburger.edu."));
}

bool WritePage::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop) {
    auto* drop = static_cast<QDropEvent*>(event);
    if (!drop->mimeData()->hasUrls()) return false;
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop) dropEvent(drop);
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

void WritePage::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void WritePage::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) attach(url.toLocalFile());
  event->acceptProposedAction();
}

void WritePage::dress() {
  layout()->setContentsMargins(theme_.px(16), theme_.px(8), theme_.px(16), theme_.px(10));
  layout()->setSpacing(theme_.px(7));
  grid_->setHorizontalSpacing(theme_.px(10));
  grid_->setVerticalSpacing(theme_.px(5));
  words_->setFont(theme_.words(Theme::Size::normal));
  words_->setMinimumHeight(theme_.px(48));
  for (QLineEdit* field : {to_, cc_, bcc_, subject_}) field->setFont(theme_.words_px(13));
}

}  // namespace cleartext::gui
