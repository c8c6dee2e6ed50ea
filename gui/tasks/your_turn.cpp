#include "gui/tasks/your_turn.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>

#include "gui/tasks/terminal_call.h"

namespace cleartext::gui {

YourTurn::YourTurn(Theme& theme, Selection& selection, const QString& language, wire::NetworkMode mode, QWidget* parent)
    : Card(theme, tr("Your turn"), parent), theme_(theme), selection_(selection), language_(language), mode_(mode) {
  pages_ = new QStackedWidget(this);
  scroll_ = new QScrollArea(pages_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  page_ = new QWidget;
  build_work();
  scroll_->setWidget(page_);
  scroll_->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);
  hand_in_ = new HandInPage(theme, pages_);
  pages_->addWidget(scroll_);
  pages_->addWidget(hand_in_);
  body()->addWidget(pages_, 1);
  build_foot();
  connect(student_, &StudentBox::student_wanted, this, &YourTurn::student_wanted);
  connect(hand_in_, &HandInPage::save_wanted, this, &YourTurn::save_wanted);
  connect(hand_in_, &HandInPage::home_wanted, this, &YourTurn::home_wanted);
  connect(hand_in_, &HandInPage::back_wanted, this, [this] { pages_->setCurrentWidget(scroll_); });
  connect(&selection, &Selection::changed, this, &YourTurn::take_selection);
  connect(&theme, &Theme::changed, this, &YourTurn::dress);
  dress();
}

void YourTurn::build_work() {
  student_ = new StudentBox(theme_, page_);
  kept_part_ = new QWidget(page_);
  kept_ = new Text(theme_, Theme::Size::small, Ink::ink, false, kept_part_);
  kept_->setWordWrap(true);
  kept_button_ = new Button(theme_, tr("Hand that run in…"), Button::Kind::plain, kept_part_);
  kept_button_->set_small(true);
  auto* kept = new QVBoxLayout(kept_part_);
  kept->addWidget(kept_);
  kept->addWidget(kept_button_, 0, Qt::AlignLeft);
  kept_part_->hide();
  list_ = new QWidget(page_);
  (new QVBoxLayout(list_))->setSpacing(0);
  auto* column = new QVBoxLayout(page_);
  for (QWidget* part : {static_cast<QWidget*>(student_), kept_part_, list_}) column->addWidget(part);
  build_task();
  build_by_hand();
  column->addStretch(1);
  connect(kept_button_, &QPushButton::clicked, this, &YourTurn::kept_run_wanted);
}

void YourTurn::build_task() {
  heading_ = new Text(theme_, Theme::Size::title, Ink::ink, true, page_);
  heading_->setWordWrap(true);
  kind_ = new Text(theme_, Theme::Size::small, Ink::soft, false, page_);
  kind_->setWordWrap(true);
  says_ = new Narration(theme_, page_);
  begin_ = new Button(theme_, tr("Begin this task"), Button::Kind::primary, page_);
  checks_part_ = new QWidget(page_);
  new QVBoxLayout(checks_part_);
  hints_part_ = new QWidget(page_);
  auto* hints = new QVBoxLayout(hints_part_);
  hint_ = new Button(theme_, {}, Button::Kind::plain, hints_part_);
  hint_->set_small(true);
  hints->addWidget(hint_, 0, Qt::AlignLeft);
  auto* column = static_cast<QVBoxLayout*>(page_->layout());
  for (QWidget* part : {static_cast<QWidget*>(heading_), static_cast<QWidget*>(kind_), static_cast<QWidget*>(says_)})
    column->addWidget(part);
  column->addWidget(begin_, 0, Qt::AlignLeft);
  column->addWidget(checks_part_);
  column->addWidget(hints_part_);
  again_.setSingleShot(true);
  again_.setInterval(1500);
  connect(&again_, &QTimer::timeout, this, &YourTurn::offer_again);
  connect(begin_, &QPushButton::clicked, this, [this] { Q_EMIT begin_wanted(current_); });
  connect(hint_, &QPushButton::clicked, this, [this] {
    const int count = ++progress_.hints[task().id];
    fill_hints();
    Q_EMIT hint_revealed(QString::fromStdString(task().id), count);
  });
}

// What is the student's own here, and where he can act.
void YourTurn::build_by_hand() {
  drawn_part_ = new QWidget(page_);
  auto* drawn_head = new Text(theme_, Theme::Size::small, Ink::soft, true, drawn_part_);
  drawn_head->setText(tr("Drawn for you"));
  drawn_ = new Text(theme_, Theme::Size::normal, Ink::client, false, drawn_part_);
  drawn_->set_mono(true);
  drawn_->setWordWrap(true);
  drawn_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  hand_part_ = new QWidget(page_);
  auto* head = new Text(theme_, Theme::Size::small, Ink::soft, true, hand_part_);
  head->setText(tr("By your own hand"));
  by_hand_ = new Text(theme_, Theme::Size::normal, Ink::soft, false, hand_part_);
  by_hand_->set_pixels(13.5);
  by_hand_->setWordWrap(true);
  by_hand_->setTextFormat(Qt::PlainText);
  by_hand_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  free_lab_ = new Button(theme_, tr("To the free lab"), Button::Kind::plain, hand_part_);
  free_lab_->set_small(true);
  for (const auto& [part, first, second] :
       {std::tuple<QWidget*, QWidget*, QWidget*>{drawn_part_, drawn_head, drawn_}, {hand_part_, head, by_hand_}}) {
    auto* column = new QVBoxLayout(part);
    column->addWidget(first);
    column->addWidget(second);
    page_->layout()->addWidget(part);
  }
  static_cast<QVBoxLayout*>(hand_part_->layout())->addWidget(free_lab_, 0, Qt::AlignLeft);
  connect(free_lab_, &QPushButton::clicked, this, &YourTurn::free_lab_wanted);
}

void YourTurn::build_foot() {
  foot_ = new Wash(theme_, Qt::TopEdge, this);
  report_ = new Button(theme_, tr("Report…"), Button::Kind::plain, foot_);
  report_->setToolTip(tr("Save this run as a page to read: steps, what was said, answers (HTML or PDF)"));
  hand_in_button_ = new Button(theme_, tr("Hand in…"), Button::Kind::primary, foot_);
  next_ = new Button(theme_, tr("Next task"), Button::Kind::plain, foot_);
  auto* row = new QHBoxLayout(foot_);
  row->addWidget(report_);
  row->addWidget(hand_in_button_, 1);
  row->addWidget(next_);
  body()->addWidget(foot_);
  connect(report_, &QPushButton::clicked, this, &YourTurn::report_wanted);
  connect(next_, &QPushButton::clicked, this, [this] { show_task((current_ + 1) % static_cast<int>(lesson_.tasks.size())); });
  connect(hand_in_button_, &QPushButton::clicked, this, [this] {
    if (student_->asking()) return student_->ask();
    Q_EMIT hand_in_wanted();
  });
}

void YourTurn::dress() {
  page_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(16), theme_.px(14));
  page_->layout()->setSpacing(theme_.px(9));
  foot_->layout()->setContentsMargins(theme_.px(14), theme_.px(11), theme_.px(14), theme_.px(11));
  foot_->layout()->setSpacing(theme_.px(8));
  for (QWidget* part : {kept_part_, list_, checks_part_, hints_part_, drawn_part_, hand_part_})
    part->layout()->setContentsMargins(0, part == list_ || part == hints_part_ || part == kept_part_ ? 0 : theme_.px(8), 0, 0);
  for (QWidget* part : {hints_part_, drawn_part_, hand_part_, kept_part_}) part->layout()->setSpacing(theme_.px(6));
  checks_part_->layout()->setSpacing(0);
}

void YourTurn::show_work(const lesson::Lesson& lesson, const lesson::Student& student, const lesson::Progress& progress,
                         StudentBox::Token token) {
  disarm();
  lesson_ = lesson;
  progress_ = progress;
  standing_ = {};
  student_->show_student(QString::fromStdString(student.id), QString::fromStdString(student.token), token);
  qDeleteAll(tasks_);
  tasks_.clear();
  for (const auto& each : lesson_.tasks) {
    const int number = static_cast<int>(tasks_.size());
    auto* row = new TaskRow(theme_, number + 1, words(each.title), each.kind, list_);
    list_->layout()->addWidget(row);
    connect(row, &QAbstractButton::clicked, this, [this, number] { show_task(number); });
    tasks_ += row;
  }
  show_kept_run({});
  pages_->setCurrentWidget(scroll_);
  next_->setEnabled(tasks_.size() > 1);
  current_ = -1;
  if (!tasks_.isEmpty()) show_task(0);
}

// What a draw is, whatever the lesson calls it.
QString YourTurn::kind_words(lesson::DrawKind kind) {
  using enum lesson::DrawKind;
  switch (kind) {
    case word: return tr("Word");
    case password:
    case weak_password:
    case pass_phrase: return tr("Password");
    case name: return tr("Name");
    case file: return tr("File");
    case subject: return tr("Subject");
    case text:
    case lines: return tr("Text");
    case number:
    case byte: return tr("Number");
  }
  return {};
}

// Only what the task itself speaks of, to be copied: the rest is for other tasks, or to be found on the wire.
void YourTurn::fill_drawn() {
  QString said = words(task().says);
  for (const auto* checks : {&task().foundations, &task().checks})
    for (const auto& check : *checks) said += QLatin1Char('\n') + words(check.says);
  QStringList lines;
  for (const auto& [name, drawn] : lesson_.draws) {
    const QString value = QString::fromStdString(drawn.value);
    if (said.contains(value)) lines << QStringLiteral("%1: %2").arg(kind_words(drawn.kind), value);
  }
  drawn_->setText(lines.join(QLatin1Char('\n')));
  drawn_->setAccessibleName(tr("Drawn for you") + QStringLiteral(": ") + lines.join(QStringLiteral(", ")));
  drawn_part_->setVisible(!lines.isEmpty());
}

void YourTurn::show_task(int task_number) {
  disarm();
  current_ = task_number;
  pages_->setCurrentWidget(scroll_);
  for (int i = 0; i < tasks_.size(); ++i) tasks_[i]->show_current(i == current_);
  heading_->setText(words(task().title));
  kind_->setText(task().kind == lesson::Task::Kind::look_only ? tr("Look only: everything you need is in what was captured.")
                                                              : tr("Do it yourself: the wire must show it."));
  says_->set_markdown(words(task().says));
  begin_->setVisible(!task().opening.empty());
  again_.stop();
  begin_->set_kind(Button::Kind::primary);
  begin_->setEnabled(true);
  begin_->setText(tr("Begin this task"));
  begin_->updateGeometry();
  hand_part_->setVisible(task().kind == lesson::Task::Kind::do_it_yourself);
  by_hand_->setText(tr("Any way counts: Console, Mail and Files here in the window, or any program in a terminal:\n%1")
                        .arg(terminal_call(task(), mode_)));
  fill_drawn();
  fill_checks();
  fill_hints();
  if (static_cast<std::size_t>(current_) < standing_.tasks.size()) show_standing(standing_);
  scroll_->verticalScrollBar()->setValue(0);
  Q_EMIT task_shown(current_);
}

void YourTurn::show_begun(int task_number) {
  if (task_number != current_) return;
  begin_->set_kind(Button::Kind::plain);
  begin_->setEnabled(false);
  begin_->setText(tr("Begun"));
  again_.start();
}

// Who deleted what lay ready for him gets it anew; a double click does not begin twice.
void YourTurn::offer_again() {
  begin_->setEnabled(true);
  begin_->setText(tr("Begin again"));
  begin_->updateGeometry();
}

void YourTurn::fill_checks() {
  qDeleteAll(checks_);
  qDeleteAll(check_heads_);
  checks_.clear();
  check_heads_.clear();
  if (!task().foundations.empty()) {
    for (const QString& head : {tr("First"), tr("Then")}) {
      auto* text = new Text(theme_, Theme::Size::small, Ink::soft, true, checks_part_);
      text->setText(head);
      check_heads_ += text;
    }
    checks_part_->layout()->addWidget(check_heads_[0]);
    add_checks(task().foundations);
    checks_part_->layout()->addWidget(check_heads_[1]);
  }
  add_checks(task().checks);
}

void YourTurn::add_checks(const std::vector<lesson::Check>& checks) {
  const QString task_id = QString::fromStdString(task().id);
  for (const auto& check : checks) {
    const auto answer = progress_.answers.find(task().id + "/" + check.id);
    auto* row = new CheckRow(theme_, check, language_,
                             answer == progress_.answers.end() ? QString() : QString::fromStdString(answer->second), checks_part_);
    checks_part_->layout()->addWidget(row);
    checks_ += row;
    connect(row, &CheckRow::answered, this, [this, row, task_id](const QString& text) {
      progress_.answers[task_id.toStdString() + "/" + row->id().toStdString()] = text.toStdString();
      Q_EMIT answered(task_id, row->id(), text);
    });
    connect(row, &CheckRow::pick_wanted, this, [this, row](bool wanted) {
      disarm();
      row->arm(wanted);
    });
    connect(row, &CheckRow::packet_wanted, this, [this](std::uint32_t packet) {
      disarm();
      selection_.select_packet(packet);
    });
  }
}

void YourTurn::fill_hints() {
  qDeleteAll(hints_);
  hints_.clear();
  const int all = static_cast<int>(task().hints.size());
  const int shown = std::min(progress_.hints[task().id], all);
  auto* column = static_cast<QVBoxLayout*>(hints_part_->layout());
  for (int i = 0; i < shown; ++i) {
    auto* text = new Text(theme_, Theme::Size::normal, Ink::ink, false, hints_part_);
    text->set_pixels(13.5);
    text->setWordWrap(true);
    text->set_words(tr("Hint %1: %2").arg(i + 1).arg(words(task().hints[static_cast<std::size_t>(i)])));
    column->insertWidget(i, text);
    hints_ += text;
  }
  hint_->setVisible(shown < all);
  hint_->setText(shown == 0 ? tr("Give me a hint") : tr("One more hint (%1 of %2)").arg(shown + 1).arg(all));
  hint_->updateGeometry();
}

QStringList YourTurn::hints_shown() const {
  QStringList all;
  for (const Text* hint : hints_) all << hint->words();
  return all;
}

void YourTurn::show_standing(const grading::Standing& standing) {
  standing_ = standing;
  for (int i = 0; i < tasks_.size() && static_cast<std::size_t>(i) < standing.tasks.size(); ++i)
    tasks_[i]->show_tally(lesson::tally(standing.tasks[static_cast<std::size_t>(i)]));
  set_note(tr("%1 of %2").arg(standing.tally.passed).arg(standing.tally.all));
  if (current_ < 0 || static_cast<std::size_t>(current_) >= standing.tasks.size()) return;
  const auto& verdicts = standing.tasks[static_cast<std::size_t>(current_)];
  for (std::size_t i = 0; i < verdicts.size() && static_cast<qsizetype>(i) < checks_.size(); ++i)
    checks_[static_cast<qsizetype>(i)]->show_verdict(verdicts[i]);
}

void YourTurn::show_kept_run(const QString& sentence) {
  kept_->setText(sentence);
  kept_part_->setVisible(!sentence.isEmpty());
}

void YourTurn::show_hand_in(const QStringList& contents) {
  hand_in_->show_contents(contents);
  pages_->setCurrentWidget(hand_in_);
}

void YourTurn::show_handed_in(const QString& path, qint64 bytes) {
  hand_in_->show_done(path, bytes);
  pages_->setCurrentWidget(hand_in_);
}

void YourTurn::disarm() {
  for (CheckRow* row : checks_)
    if (row->pick() != nullptr) row->arm(false);
}

// A line, a packet, a byte, a password: whatever is selected stands in a packet.
void YourTurn::take_selection() {
  for (CheckRow* row : checks_)
    if (row->armed() && selection_.place().packet != 0) return row->show_picked(selection_.place().packet);
}

void YourTurn::keyPressEvent(QKeyEvent* event) {
  const bool armed = std::any_of(checks_.begin(), checks_.end(), [](const CheckRow* row) { return row->armed(); });
  if (event->key() == Qt::Key_Escape && armed) return disarm();
  if (event->key() == Qt::Key_Escape && handing_in()) return pages_->setCurrentWidget(scroll_);
  Card::keyPressEvent(event);
}

}  // namespace cleartext::gui
