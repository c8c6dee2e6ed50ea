#include "gui/mail/mail_view.h"

#include <QMenu>

#include "gui/language/sentences.h"
#include "gui/mail/letter_list.h"
#include "gui/theme/front_stack.h"
#include "gui/theme/wrap_layout.h"

namespace cleartext::gui {

MailView::MailView(Theme& theme, QWidget* parent) : Card(theme, tr("Mail"), parent), theme_(theme), settings_(new MailSettings(this)) {
  setAccessibleName(tr("Mail"));
  const auto accounts = wire::accounts();
  for (std::size_t i = 0; i < boxes_.size(); ++i) {
    const auto& account = accounts[i];
    boxes_[i] = {account.user, QString::fromStdString(account.user + "@" + account.domain), new LetterModel(this)};
  }
  build_bar();
  build_pages();
  answer_ = new AnswerRow(theme, this);
  body()->addWidget(bar_);
  body()->addWidget(answer_);
  body()->addWidget(new Hairline(theme, Qt::Horizontal, this));
  body()->addWidget(splitter_, 1);
  connect(answer_, &AnswerRow::cancel_wanted, this, [this] {
    cancelled_ = true;
    Q_EMIT cancel_wanted(QString::fromStdString(asked_));
  });
  connect(settings_, &MailSettings::changed, this, &MailView::refresh);
  connect(&theme, &Theme::changed, this, &MailView::dress);
  dress();
  show_box();
}

void MailView::build_bar() {
  bar_ = new QWidget(this);
  person_ = new Segmented(theme_, {tr("Alice"), tr("Bob")}, tr("Whose mail"), bar_);
  const auto button = [this](const QString& words, Button::Kind kind, const QString& hint) {
    auto* made = new Button(theme_, words, kind, bar_);
    made->set_small(true);
    made->setToolTip(hint);
    return made;
  };
  write_button_ = button(tr("Write"), Button::Kind::plain, tr("Write a letter"));
  fetch_button_ = button(tr("Fetch"), Button::Kind::primary, tr("Fetch the letters from the mail server"));
  settings_button_ = button({}, Button::Kind::quiet, tr("How the mail is fetched and sent"));
  reply_ = button(tr("Answer"), Button::Kind::plain, tr("Answer the chosen letter"));
  forward_ = button(tr("Pass on"), Button::Kind::plain, tr("Send the chosen letter to somebody else"));
  save_ = button(tr("Save"), Button::Kind::plain, tr("Save the chosen letter as a file"));
  auto* row = new WrapLayout(bar_);
  for (QWidget* part : {static_cast<QWidget*>(person_), static_cast<QWidget*>(fetch_button_), static_cast<QWidget*>(write_button_)})
    row->addWidget(part);
  row->addWidget(settings_button_);
  row->push_right();
  for (Button* part : {reply_, forward_, save_}) row->addWidget(part);
  connect(person_, &Segmented::chosen, this, &MailView::show_box);
  connect(write_button_, &QPushButton::clicked, this, &MailView::write);
  connect(fetch_button_, &QPushButton::clicked, this, &MailView::fetch);
  connect(reply_, &QPushButton::clicked, this, &MailView::answer_current);
  connect(forward_, &QPushButton::clicked, this, &MailView::pass_on_current);
  connect(save_, &QPushButton::clicked, this, &MailView::save_current);
  connect(settings_button_, &QPushButton::clicked, this, [this] {
    QMenu menu(this);
    settings_->fill(menu);
    menu.exec(settings_button_->mapToGlobal(QPoint(0, settings_button_->height())));
  });
}

void MailView::build_pages() {
  splitter_ = new QSplitter(Qt::Horizontal, this);
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  list_ = make_letter_list(theme_, splitter_);
  pages_ = new FrontStack(splitter_);
  empty_ = new EmptyState(theme_, QStringLiteral("envelope"), {}, pages_);
  letter_ = new LetterPage(theme_, pages_);
  write_ = new WritePage(theme_, pages_);
  for (QWidget* page : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(letter_), static_cast<QWidget*>(write_)})
    pages_->addWidget(page);
  splitter_->addWidget(list_);
  splitter_->addWidget(pages_);
  splitter_->setStretchFactor(1, 1);
  connect(letter_, &LetterPage::save_wanted, this, &MailView::save_wanted);
  connect(write_, &WritePage::complaint, this, &MailView::refuse);
  connect(write_, &WritePage::dropped, this, &MailView::read_current);
  connect(write_, &WritePage::send_wanted, this, [this] {
    if (busy_) return;
    sending_ = true;
    start(settings_->send_job(now().actor, write_->letter()),
          tr("Handing the letter to %1's mail server …").arg(person_->segment(person_->current())->text()));
  });
}

void MailView::show_box() {
  if (!busy_) say({}, AnswerRow::Kind::good);  // it was about the other one's letters
  list_->setModel(now().letters);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &MailView::read_current);
  read_current();
}

void MailView::read_current() {
  if (!busy_) put_away();
  const QModelIndex chosen = list_->currentIndex();
  if (chosen.isValid()) {
    letter_->show_letter(letters().letter(chosen.row()));
    if (!letters().letter(chosen.row()).read) letters().mark_read(chosen.row());
  }
  pages_->setCurrentIndex(chosen.isValid() ? reading : nothing);
  refresh();
}

// What was written and not sent is told of, and can be had again.
void MailView::put_away() {
  if (write_->is_begun())
    Q_EMIT can_be_undone(tr("The letter was not sent."),
                         [this, person = writer_, draft = write_->draft()] { return take_up(person, draft); });
  write_->was_sent();
  writer_ = person_->current();
}

bool MailView::take_up(int person, const WritePage::Draft& draft) {
  if (busy_) return false;
  put_away();  // another one may have been begun
  person_->set_current(person);
  writer_ = person;
  pages_->setCurrentIndex(writing);
  write_->take_up(draft);
  refresh();
  return true;
}

void MailView::write() {
  put_away();
  pages_->setCurrentIndex(writing);
  write_->begin(now().address, other().address);
  refresh();
}

void MailView::answer_current() {
  put_away();
  pages_->setCurrentIndex(writing);
  write_->begin_answer(now().address, letters().letter(list_->currentIndex().row()));
  refresh();
}

void MailView::pass_on_current() {
  put_away();
  pages_->setCurrentIndex(writing);
  write_->begin_passing_on(now().address, letters().letter(list_->currentIndex().row()), other().address);
  refresh();
}

void MailView::save_current() {
  const FetchedLetter& letter = letters().letter(list_->currentIndex().row());
  QString name = letter.subject.isEmpty() ? tr("letter") : letter.subject;
  name.replace(QLatin1Char('/'), QLatin1Char('-'));
  Q_EMIT save_wanted(name + QStringLiteral(".eml"), QByteArray::fromStdString(*letter.raw));
}

void MailView::fetch() {
  if (busy_ || !unavailable_.isEmpty()) return;
  sending_ = false;
  start(settings_->fetch_job(now().actor), tr("Asking the mail server …"));
}

void MailView::start(const lab::Job& job, const QString& words) {
  busy_ = true;
  cancelled_ = false;
  asked_ = now().actor;
  say(words, AnswerRow::Kind::under_way);
  focus_.keep();
  refresh();
  Q_EMIT job_wanted(job);
}

void MailView::refuse(const QString& sentence) {
  busy_ = false;
  say(sentence, AnswerRow::Kind::bad);
  refresh();
  focus_.give_back(*write_button_);
}

void MailView::job_ended(const lab::JobResult& result) {
  if (!busy_ || result.actor != asked_) return;
  if (cancelled_ && !result.done) return refuse(tr("Cancelled."));
  busy_ = false;
  say(in_our_words(result.sentence), result.done ? AnswerRow::Kind::good : AnswerRow::Kind::bad);
  for (Box& box : boxes_)
    if (box.actor == asked_ && !sending_ && box.letters->take(result.mails) > 0 && &box == &now() && pages_->currentIndex() != writing)
      list_->setCurrentIndex(box.letters->index(0));
  if (sending_ && result.done) {
    write_->was_sent();
    if (pages_->currentIndex() == writing) read_current();
  }
  refresh();
  focus_.give_back(*write_button_);
}

void MailView::was_reset() {
  busy_ = false;
  for (Box& box : boxes_) box.letters->clear();
  write_->was_sent();
  say({}, AnswerRow::Kind::good);
  read_current();
}

void MailView::set_unavailable(const QString& reason) {
  unavailable_ = reason;
  refresh();
}

void MailView::refresh() {
  const bool able = unavailable_.isEmpty() && !busy_, read = able && pages_->currentIndex() == reading;
  for (Button* part : {fetch_button_, write_button_}) part->setEnabled(able);
  write_->setEnabled(able);
  for (Button* part : {reply_, forward_, save_}) part->setEnabled(read);
  fetch_button_->set_kind(pages_->currentIndex() == writing ? Button::Kind::plain : Button::Kind::primary);  // Send is, then
  settings_button_->setText(settings_->words());
  settings_button_->setAccessibleName(tr("How the mail is fetched and sent: %1").arg(settings_->words()));
  empty_->set_sentence(
      !unavailable_.isEmpty()
          ? unavailable_
          : tr("Fetch asks the mail server for %1's letters. Write begins a new one.").arg(person_->segment(person_->current())->text()));
  list_->setVisible(letters().rowCount() > 0);
}

void MailView::dress() {
  bar_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(12), theme_.px(6));
  bar_->layout()->setSpacing(theme_.px(4));
  answer_->setContentsMargins(theme_.px(16), 0, theme_.px(16), theme_.px(6));
  list_->setMinimumWidth(theme_.px(120));
  splitter_->setSizes({theme_.px(190), theme_.px(500)});
}

}  // namespace cleartext::gui
