#include "gui/console/console_view.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QTimer>

#include "engine/talk/completion.h"
#include "gui/console/coach_words.h"
#include "gui/theme/clicker.h"

namespace cleartext::gui {

ConsoleView::ConsoleView(Theme& theme, QWidget* parent) : Card(theme, tr("Console"), parent), theme_(theme) {
  setAccessibleName(tr("Console"));
  build_opening();
  pages_ = new QStackedWidget(this);
  empty_ = new EmptyState(
      theme, QStringLiteral("wire"),
      tr("Choose a server and connect. Then type what a program would say. The coach shows what may be said, and what a refusal meant."),
      pages_);
  text_ = new ConsoleText(theme, talk_, pages_);
  pages_->addWidget(empty_);
  pages_->addWidget(text_);
  body()->addWidget(opening_);
  body()->addWidget(pages_, 1);
  build_talk();
  connect(&talk_, &ConsoleTalk::changed, this, &ConsoleView::refresh);
  connect(&talk_, &ConsoleTalk::cleared, this, &ConsoleView::refresh);
  connect(&theme, &Theme::changed, this, &ConsoleView::dress);
  dress();
  refresh();
}

void ConsoleView::build_opening() {
  opening_ = new QWidget(this);
  server_ = new QComboBox(opening_);
  server_->setEditable(true);
  server_->setInsertPolicy(QComboBox::NoInsert);
  server_->setAccessibleName(tr("Server and port"));
  server_->lineEdit()->setAccessibleName(server_->accessibleName());
  server_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  server_->setMinimumContentsLength(12);
  actor_ = new QComboBox(opening_);
  actor_->setAccessibleName(tr("From whose machine"));
  actor_->setToolTip(tr("From whose machine"));
  actor_->addItem(tr("from you"), QStringLiteral("you"));
  actor_->addItem(tr("from Alice's machine"), QStringLiteral("alice"));
  actor_->addItem(tr("from Bob's machine"), QStringLiteral("bob"));
  actor_->setMinimumContentsLength(8);
  connect_ = new Button(theme_, tr("Connect"), Button::Kind::primary, opening_);
  connect_->set_small(true);
  auto* row = new QHBoxLayout(opening_);
  row->addWidget(server_, 1);
  row->addWidget(actor_);
  row->addWidget(connect_);
  const auto open = [this] {
    if (!connect_->isEnabled()) return;
    talk_.open(server_->currentText().section(QStringLiteral("  "), 0, 0).trimmed().replace(QLatin1Char(' '), QLatin1Char(':')),
               actor_->currentData().toString());
    input_->setFocus();
  };
  connect(connect_, &QPushButton::clicked, this, open);
  connect(server_->lineEdit(), &QLineEdit::returnPressed, this, open);
}

void ConsoleView::build_talk() {
  below_ = new QWidget(this);
  input_ = new ConsoleInput(theme_, below_);
  line_row_ = new QWidget(below_);
  say_row_ = new SayRow(theme_, line_row_);
  ends_ = new Button(theme_, tr("Line ends"), Button::Kind::quiet, line_row_);
  ends_->setCheckable(true);
  ends_->setToolTip(tr("Show how each line ends"));
  hang_up_ = new Button(theme_, tr("Hang up"), Button::Kind::plain, line_row_);
  for (Button* button : {ends_, hang_up_}) button->set_small(true);
  auto* row = new QHBoxLayout(line_row_);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(say_row_, 1);
  row->addWidget(ends_);
  row->addWidget(hang_up_);
  auto* column = new QVBoxLayout(below_);
  column->addWidget(input_);
  column->addWidget(line_row_);
  body()->addWidget(below_);
  states_ = new Wash(theme_, Qt::TopEdge, this);
  picture_ = new StatePicture(theme_, states_);
  (new QVBoxLayout(states_))->addWidget(picture_);
  body()->addWidget(states_);
  connect(input_, &ConsoleInput::line_entered, this, &ConsoleView::say);
  connect(input_, &QLineEdit::textChanged, this, &ConsoleView::complete);
  connect(ends_, &QPushButton::toggled, text_, &ConsoleText::show_ends);
  connect(ends_, &QPushButton::toggled, input_, qOverload<>(&QWidget::setFocus));
  text_->installEventFilter(this);
  input_->installEventFilter(this);
  connect(hang_up_, &QPushButton::clicked, this, [this] { talk_.hang_up(); });
  connect(say_row_, &SayRow::chosen, this, [this](const QString& beginning) {
    const QString tag = talk_.standing().tongue().tagged ? QStringLiteral("a%1 ").arg(talk_.standing().tags() + 1) : QString();
    input_->setText(tag + beginning);
    input_->setFocus();
  });
}

void ConsoleView::set_lab(lab::Lab* lab) {
  talk_.set_lab(lab);
  if (lab == nullptr)
    empty_->set_sentence(tr("No lab runs here, so there is nobody to speak to. Start Cleartext without a capture to get one."));
  fill_servers();
  refresh();
}

void ConsoleView::fill_servers() {
  server_->clear();
  if (talk_.lab() == nullptr) return;
  using wire::Service;
  for (const auto role : {wire::Role::hamburger, wire::Role::crepes, wire::Role::ftp}) {
    for (const auto service : {Service::smtp, Service::submission, Service::pop3, Service::imap, Service::ftp, Service::http,
                               Service::submissions, Service::pop3s, Service::imaps, Service::ftps}) {
      if (!wire::runs(role, service)) continue;
      const auto name = wire::host(role).host_name, spoken = wire::name(service);
      server_->addItem(QStringLiteral("%1:%2  %3")
                           .arg(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())))
                           .arg(wire::port(service, talk_.lab()->mode()))
                           .arg(QString::fromUtf8(spoken.data(), static_cast<qsizetype>(spoken.size()))));
    }
  }
}

// Who types into what was said means the line below it.
bool ConsoleView::eventFilter(QObject* watched, QEvent* event) {
  if (watched == input_ && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
    QTimer::singleShot(0, this, &ConsoleView::refresh_hint);
  if (watched != text_ || event->type() != QEvent::KeyPress || !input_->isVisible()) return Card::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool letter =
      !key->text().isEmpty() && key->text()[0].isPrint() && (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
  if (!letter) return Card::eventFilter(watched, event);
  input_->setFocus();
  return QApplication::sendEvent(input_, event);
}

void ConsoleView::say(const QString& line) {
  talk_.say(line);
  complete();
}

void ConsoleView::complete() {
  QStringList lines;
  if (talk_.connected())
    for (const auto& line : talk::completions(talk_.standing(), input_->text().toStdString())) lines << QString::fromStdString(line);
  input_->set_completions(lines);
}

void ConsoleView::refresh() {
  const bool open = talk_.connected(), was = below_->isVisibleTo(this);
  const auto& standing = talk_.standing();
  set_title(open ? tr("Console · %1").arg(talk_.where()) : tr("Console"));
  opening_->setVisible(!open);
  opening_->setEnabled(talk_.lab() != nullptr);
  connect_->setEnabled(talk_.lab() != nullptr);
  pages_->setCurrentIndex(open || !talk_.entries().empty() ? 1 : 0);
  below_->setVisible(open);
  picture_->show_standing(standing, open);
  set_note(open ? picture_->lit() : QString());  // its words are the tool tip of the picture: here they would widen the window
  refresh_hint();
  say_row_->show_rows(open ? talk::may_be_said(standing) : std::vector<const wire::CommandInfo*>{});
  complete();
  resizeEvent(nullptr);
  if (was && !open) connect_->setFocus();
}

void ConsoleView::present(bool presented) {
  presented_ = presented;
  refresh_hint();
}

void ConsoleView::take_keys() { below_->isVisibleTo(this) ? input_->setFocus() : server_->setFocus(); }

// In a letter B is a letter.
void ConsoleView::refresh_hint() {
  const bool letter = talk_.standing().in_letter();
  input_->setProperty(gives_b_away, presented_ && !letter);
  if (presented_ && !input_->hasFocus()) return input_->set_hint(tr("Enter: to type here"));
  if (presented_ && !letter) return input_->set_hint(tr("Esc: keys to the clicker · B blanks"));
  input_->set_hint(letter ? tr("A dot alone ends the letter") : tr("Tab completes · Enter sends CR LF"));
}

// The picture goes first where the window is low.
void ConsoleView::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) Card::resizeEvent(event);
  states_->setVisible(talk_.standing().tongue().machine != nullptr && height() >= theme_.px(300));
}

void ConsoleView::dress() {
  opening_->layout()->setContentsMargins(theme_.px(16), theme_.px(4), theme_.px(16), theme_.px(8));
  opening_->layout()->setSpacing(theme_.px(8));
  below_->layout()->setContentsMargins(theme_.px(16), theme_.px(4), theme_.px(16), theme_.px(8));
  below_->layout()->setSpacing(theme_.px(6));
  line_row_->layout()->setSpacing(theme_.px(6));
  states_->layout()->setContentsMargins(0, theme_.px(4), 0, theme_.px(2));
  for (QWidget* box : {static_cast<QWidget*>(server_), static_cast<QWidget*>(actor_)}) box->setFont(theme_.words_px(13));
}

}  // namespace cleartext::gui
