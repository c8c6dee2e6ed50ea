// The lesson at the left. Everything shown is read from the script when it says that it changed.
#include "gui/lesson/lesson_pane.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QTimer>

namespace cleartext::gui {

using lesson::StepState;

namespace {

QString steps_in_words(qsizetype count) {
  static const char* const numbers[] = {QT_TRANSLATE_NOOP("LessonPane", "One step"),    QT_TRANSLATE_NOOP("LessonPane", "Two steps"),
                                        QT_TRANSLATE_NOOP("LessonPane", "Three steps"), QT_TRANSLATE_NOOP("LessonPane", "Four steps"),
                                        QT_TRANSLATE_NOOP("LessonPane", "Five steps"),  QT_TRANSLATE_NOOP("LessonPane", "Six steps"),
                                        QT_TRANSLATE_NOOP("LessonPane", "Seven steps"), QT_TRANSLATE_NOOP("LessonPane", "Eight steps"),
                                        QT_TRANSLATE_NOOP("LessonPane", "Nine steps"),  QT_TRANSLATE_NOOP("LessonPane", "Ten steps")};
  if (count >= 1 && count <= 10) return QCoreApplication::translate("LessonPane", numbers[count - 1]);
  return LessonPane::tr("%n steps", nullptr, static_cast<int>(count));
}

}  // namespace

LessonPane::LessonPane(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("Lesson"), parent), theme_(theme), selection_(selection), replay_(selection) {
  steps_ = new StepList(theme, this);
  rule_ = new Hairline(theme, Qt::Horizontal, this);
  body()->addWidget(steps_);
  body()->addWidget(rule_);
  build_words();
  build_controls();
  connect(&theme, &Theme::changed, this, &LessonPane::dress);
  connect(&selection, &Selection::changed, this, &LessonPane::take_selection);
  connect(&selection, &Selection::shown_until_changed, this, &LessonPane::refresh_controls);
  connect(&selection, &Selection::hold_changed, this, &LessonPane::disarm);  // who goes through time answers nothing
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, const QWidget* now) {
    if (armed_ != nullptr && now != armed_->field() && qobject_cast<const QLineEdit*>(now) != nullptr) disarm();
  });
  connect(&selection.recording(), &analysis::Recording::grew, this, &LessonPane::refresh_controls);
  connect(&replay_, &Replay::changed, this, &LessonPane::refresh_controls);
  connect(&replay_, &Replay::ended, this, &LessonPane::play_on);
  dress();
  show_script(nullptr);
}

void LessonPane::build_words() {
  scroll_ = new QScrollArea(this);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);
  say_ = new QWidget;
  heading_ = new Text(theme_, Theme::Size::title, Ink::ink, true, say_);
  heading_->setWordWrap(true);
  narration_ = new Narration(theme_, say_);
  notice_ = new QWidget(say_);
  notice_sign_ = new QLabel(notice_);
  notice_words_ = new Text(theme_, Theme::Size::normal, Ink::ink, false, notice_);
  notice_words_->setWordWrap(true);
  auto* notice_row = new QHBoxLayout(notice_);
  notice_row->addWidget(notice_sign_, 0, Qt::AlignTop);
  notice_row->addWidget(notice_words_, 1);
  look_at_ = new Text(theme_, Theme::Size::normal, Ink::soft, false, say_);
  look_at_->setWordWrap(true);
  silence_ = new Text(theme_, Theme::Size::normal, Ink::soft, false, say_);
  silence_->setWordWrap(true);
  silence_->setText(tr("Nothing crosses the wire in this step."));
  auto* column = new QVBoxLayout(say_);
  for (QWidget* part : {static_cast<QWidget*>(heading_), static_cast<QWidget*>(notice_), static_cast<QWidget*>(narration_),
                        static_cast<QWidget*>(silence_), static_cast<QWidget*>(look_at_)})
    column->addWidget(part);
  column->addStretch(1);
  page_ = new QWidget;
  (new QVBoxLayout(page_))->addWidget(say_, 1);
  page_->layout()->setContentsMargins(0, 0, 0, 0);
  page_->layout()->setSpacing(0);
  scroll_->setWidget(page_);
  page_->setAutoFillBackground(false);
  body()->addWidget(scroll_, 1);
}

void LessonPane::build_controls() {
  controls_ = new Wash(theme_, Qt::TopEdge, this);
  back_ = new Button(theme_, tr("Back"), Button::Kind::plain, controls_);
  back_->setToolTip(tr("One step back: the wire is shown as it was then (Left)"));
  next_ = new Button(theme_, tr("Next act"), Button::Kind::primary, controls_);
  next_->set_key(tr("Space"));
  play_ = new Button(theme_, tr("Play"), Button::Kind::plain, controls_);
  for (Button* button : {back_, next_, play_}) button->set_yielding();
  auto* row = new QHBoxLayout(controls_);
  row->addWidget(back_);
  row->addWidget(next_, 1);
  row->addWidget(play_);
  body()->addWidget(controls_);
  connect(back_, &QPushButton::clicked, this, &LessonPane::back);
  // A key says "next" and stays in the lesson; only who presses the button goes on to his own work.
  connect(next_, &QPushButton::clicked, this, [this] { script_ != nullptr&& at_end() ? Q_EMIT work_wanted() : next(); });
  connect(play_, &QPushButton::clicked, this, &LessonPane::play_or_pause);
}

// The steps stay in sight above the words; where the pane is low they scroll with them.
void LessonPane::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  const bool low = height() < theme_.px(470);
  if (low == (steps_->parentWidget() == page_)) return;
  auto* column = low ? static_cast<QVBoxLayout*>(page_->layout()) : body();
  column->insertWidget(0, steps_);
  column->insertWidget(1, rule_);
}

void LessonPane::dress() {
  say_->layout()->setContentsMargins(theme_.px(16), theme_.px(13), theme_.px(16), theme_.px(14));
  say_->layout()->setSpacing(theme_.px(9));
  controls_->layout()->setContentsMargins(theme_.px(14), theme_.px(11), theme_.px(14), theme_.px(11));
  controls_->layout()->setSpacing(theme_.px(8));
  notice_->layout()->setContentsMargins(0, 0, 0, 0);
  notice_->layout()->setSpacing(theme_.px(8));
  notice_sign_->setPixmap(theme_.picture(QStringLiteral("warning"), Ink::ink, theme_.px(18), devicePixelRatioF()));
}

QString LessonPane::words(const lesson::Words& words) const { return QString::fromStdString(lesson::text(words, language_.toStdString())); }

void LessonPane::show_script(Script* script) {
  if (script_ != nullptr) disconnect(script_, nullptr, this, nullptr);
  replay_.pause();
  script_ = script;
  capture_ = false;
  shown_step_ = -2;
  QStringList titles;
  if (script_ != nullptr) {
    for (const auto& step : script_->lesson().steps) titles += words(step.title);
    connect(script_, &Script::changed, this, &LessonPane::refresh);
    set_title(steps_in_words(titles.size()));
  }
  steps_->set_titles(titles);
  for (QWidget* part : {static_cast<QWidget*>(steps_), static_cast<QWidget*>(rule_), controls_}) part->setVisible(script_ != nullptr);
  if (script_ == nullptr) show_capture({});
  refresh();
}

void LessonPane::show_capture(const QString& name) {
  if (script_ != nullptr) return show_script(nullptr), show_capture(name);
  capture_ = !name.isEmpty();
  controls_->setVisible(capture_);
  replay_.pause();
  set_title(tr("Capture"));
  set_note({});
  show_step(-1);
  heading_->setText(name.isEmpty() ? tr("No lesson is open") : tr("Capture %1").arg(name));
  narration_->set_markdown(
      name.isEmpty()
          ? tr("The steps of a lesson will appear here. To look at a capture, press **Ctrl+O**, or drop a file on this window.")
          : tr("These packets come from a file. Select a packet, a line or a password: every view follows.\n\n"
               "The lines of each conversation stand under **Dialogue**, and what a listener learned from them in **Eve's notebook**.\n\n"
               "To see it happen once more, at your pace, press **Play**, or **Space** for a step at a time."));
  refresh_controls();
}

void LessonPane::set_stride(Stride stride) {
  stride_ = stride;
  refresh();
}

void LessonPane::set_after(After after) {
  after_ = after;
  refresh();
}

void LessonPane::set_pace(int milliseconds) {
  pace_ = milliseconds;
  if (replay_.playing()) replay_.play(stride_, pace_);
  if (script_ != nullptr && script_->playing()) script_->play(pace_);
}

// What was captured is shown once more; only behind its end something new happens.
void LessonPane::next() {
  if (!usable() || !next_->isEnabled()) return;
  if (script_ == nullptr) return replay_next();
  if (stride_ == Stride::packet) return replay_.pause(), Q_EMIT packet_wanted(1);
  if (stride_ == Stride::act) return next_act();
  replay_.pause();
  if (selection_.looks_back()) return replay_.next(stride_);
  go_on();
  next_command();
}

void LessonPane::replay_next() {
  replay_.pause();
  if (!selection_.looks_back()) replay_.rewind();
  replay_.next(stride_);
}

// A view that is held is let go, and stays in the act that it shows.
void LessonPane::go_on() {
  replay_.pause();
  script_->stay();
  Q_EMIT going_on();
}

// In the middle of an act: first the rest of it.
void LessonPane::next_act() {
  if (!usable() || !next_->isEnabled()) return;
  if (script_ == nullptr) return replay_next();
  if (at_end()) return;
  const bool rest = selection_.packets_shown() < selection_.packets_of_lesson();
  go_on();
  if (!rest) script_->next_act();
}

void LessonPane::next_command() {
  if (script_ != nullptr && !script_->playing() && !at_end()) script_->next_command();
}

void LessonPane::back() {
  if (!usable() || !back_->isEnabled()) return;
  replay_.pause();
  if (script_ != nullptr && stride_ == Stride::packet) return Q_EMIT packet_wanted(-1);
  if (script_ == nullptr || stride_ == Stride::command) return replay_.back(stride_);
  go_on();
  script_->back();
}

void LessonPane::play_or_pause() {
  if (!usable()) return;
  if (replay_.playing()) return replay_.pause();
  if (script_ == nullptr) return play();
  const int step = script_->current();
  const bool failed = step >= 0 && script_->state(step) == StepState::failed;
  if (script_->playing())
    script_->pause();
  else if (failed || at_end())
    Q_EMIT start_over_wanted();
  else
    play();
}

// From where the view stands: what is known already at the same pace, then what is new.
void LessonPane::play() {
  if (script_ == nullptr && !selection_.looks_back()) replay_.rewind();
  if (selection_.looks_back() && (script_ == nullptr || !script_->playing())) return replay_.play(stride_, pace_);
  go_on();
  script_->play(pace_);
}

void LessonPane::play_on() {
  if (script_ != nullptr && !script_->finished()) play();
}

void LessonPane::refresh() {
  if (script_ == nullptr) return;
  const int count = static_cast<int>(script_->lesson().steps.size()), current = script_->current();
  set_note(current < 0 ? QString() : tr("%1 of %2").arg(current + 1).arg(count));
  for (int i = 0; i < count; ++i) steps_->show_state(i, script_->state(i), i == current);
  if (current != shown_step_) show_step(current);
  refresh_notices();
  refresh_controls();
}

void LessonPane::show_step(int step) {
  qDeleteAll(questions_);
  questions_.clear();
  armed_ = nullptr;
  shown_step_ = step;
  const bool real = script_ != nullptr && step >= 0;
  if (real) {
    const lesson::Step& now = script_->lesson().steps[static_cast<std::size_t>(step)];
    heading_->setText(words(now.title));
    narration_->set_markdown(words(now.narration));
    const QString look = words(now.look_at);
    look_at_->setText(look.isEmpty() ? look : tr("Look at: %1").arg(look));
    for (const auto& question : now.questions) add_question(question);
  } else if (script_ != nullptr) {
    heading_->setText(words(script_->lesson().title));
    QString summary = words(script_->lesson().summary);
    for (const auto& goal : script_->lesson().goals) summary += QStringLiteral("\n\n- %1").arg(words(goal));
    narration_->set_markdown(summary);
    look_at_->clear();
  } else {
    look_at_->clear();
  }
  look_at_->setVisible(!look_at_->text().isEmpty());
  silence_->setVisible(real && script_->lesson().steps[static_cast<std::size_t>(step)].evidence.empty());
  notice_->hide();
  scroll_->verticalScrollBar()->setValue(0);
}

void LessonPane::add_question(const lesson::Question& question) {
  auto* box = new QuestionBox(
      theme_, selection_, question, language_,
      [this](const lesson::Question& one) { return script_ == nullptr ? std::string() : script_->answer(one); }, say_);
  auto* column = static_cast<QVBoxLayout*>(say_->layout());
  column->insertWidget(column->count() - 1, box);
  questions_ += box;
  connect(box, &QuestionBox::focused, this, [this, box] { arm(box); });
  // Once it has its new height.
  connect(box, &QuestionBox::judged, this,
          [this, box] { QTimer::singleShot(0, box, [this, box] { scroll_->ensureWidgetVisible(box, 0, theme_.px(14)); }); });
  connect(box, &QuestionBox::right, this, &LessonPane::disarm);
}

// A click in the dialogue is an answer only while the field that was entered last waits for one.
void LessonPane::take_selection() {
  if (armed_ == nullptr || script_ == nullptr || script_->playing() || replay_.playing()) return;
  armed_->take(selection_.line(), selection_.place().packet);
}

void LessonPane::arm(QuestionBox* box) {
  armed_ = box;
  for (QuestionBox* one : questions_) one->show_armed(one == box);
}

void LessonPane::disarm() { arm(nullptr); }

void LessonPane::refresh_notices() {
  const int step = script_->current();
  const bool failed = step >= 0 && script_->state(step) == StepState::failed;
  QString sentence;
  if (failed) {
    sentence = QString::fromStdString(script_->failure(step));
    const QString hint = words(script_->lesson().steps[static_cast<std::size_t>(step)].hint);
    if (!hint.isEmpty() && !sentence.contains(hint)) sentence += QStringLiteral(" ") + hint;
  }
  notice_words_->setText(sentence);
  notice_->setVisible(!sentence.isEmpty());
}

QString LessonPane::next_words() const {
  switch (stride_) {
    case Stride::act: return script_ == nullptr ? tr("Next command") : tr("Next act");
    case Stride::command: return tr("Next command");
    case Stride::packet: return tr("Next packet");
  }
  return {};
}

void LessonPane::refresh_controls() {
  if (script_ == nullptr) return refresh_capture_controls();
  const int step = script_->current();
  const bool failed = step >= 0 && script_->state(step) == StepState::failed, playing = script_->playing() || replay_.playing();
  const bool over = at_end(), to_work = over && after_ == After::work;
  const bool any_before = stride_ == Stride::act ? step > 0 || selection_.held() : selection_.packets_shown() > 0;
  back_->setEnabled(any_before && !script_->playing());
  next_->setEnabled(to_work || (!over && !failed && !script_->playing()));
  next_->setText(to_work ? tr("Your turn") : over ? tr("Finished") : step < 0 ? tr("Start") : next_words());
  next_->set_key(next_->isEnabled() && !over ? tr("Space") : QString());
  play_->setEnabled(true);
  play_->setText(playing ? tr("Pause") : failed || over ? tr("Start over") : tr("Play"));
  play_->setAccessibleName(play_->text());
  keep_room({next_words()});
  for (Button* button : {next_, play_}) button->updateGeometry();
}

// All of a capture is shown at first: what comes next is its beginning.
void LessonPane::refresh_capture_controls() {
  const bool any = selection_.packets_captured() > 0, from_start = !selection_.looks_back();
  back_->setEnabled(any && selection_.packets_shown() > 0);
  next_->setEnabled(any);
  next_->setText(from_start ? tr("From the start") : next_words());
  next_->set_key(tr("Space"));
  play_->setEnabled(any);
  play_->setText(replay_.playing() ? tr("Pause") : tr("Play"));
  play_->setAccessibleName(play_->text());
  keep_room({tr("From the start"), next_words()});
}

// Where the window is wide a button's words move nothing.
void LessonPane::keep_room(const QStringList& of_next) {
  const bool wide = window()->width() >= theme_.px(1280);
  next_->set_room(wide ? of_next : QStringList());
  play_->set_room(wide ? QStringList{tr("Play"), tr("Pause")} : QStringList());
}

}  // namespace cleartext::gui
