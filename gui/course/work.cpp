// A student's work on the tasks of the lesson that is open: from the pane to the lab and to who judges, and back.
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <utility>

#include "engine/lesson/judge.h"
#include "gui/course/course.h"
#include "gui/course/open_work.h"
#include "gui/course/report_paper.h"
#include "gui/course/report_pictures.h"
#include "gui/window/by_hand.h"
#include "gui/window/file_dialog.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "servers/faults/fault_text.h"

namespace cleartext::gui {

using Run = grading::Examiner::Run;

namespace {

QString hour(const QString& time) { return QDateTime::fromString(time, Qt::ISODate).time().toString(QStringLiteral("HH:mm")); }

}  // namespace

void Course::connect_work() {
  connect(your_turn_, &YourTurn::student_wanted, this, &Course::take_student);
  connect(your_turn_, &YourTurn::begin_wanted, this, &Course::begin_task);
  connect(your_turn_, &YourTurn::task_shown, this, &Course::open_the_gate);
  connect(your_turn_, &YourTurn::answered, this, [this](const QString& task, const QString& check, const QString& text) {
    lesson::keep_answer(progress_.answers, task.toStdString(), check.toStdString(), text.toStdString(), live_.recording().packets().size());
    examiner_.keep(progress_);
  });
  connect(your_turn_, &YourTurn::hint_revealed, this, [this](const QString& task, int count) {
    progress_.hints[task.toStdString()] = count;
    examiner_.keep(progress_);
  });
  const auto ask = [this](Run run) {
    return [this, run] {
      handing_in_ = run;
      examiner_.tell_contents(run);
    };
  };
  connect(your_turn_, &YourTurn::hand_in_wanted, this, ask(Run::now));
  connect(your_turn_, &YourTurn::kept_run_wanted, this, ask(Run::kept));
  connect(your_turn_, &YourTurn::save_wanted, this, &Course::ask_where_to_hand_in);
  connect(your_turn_, &YourTurn::free_lab_wanted, window_.get(), &MainWindow::show_free_lab);
  connect(your_turn_, &YourTurn::home_wanted, this, &Course::show_start);
  connect(your_turn_, &YourTurn::report_wanted, this, &Course::ask_where_to_report);
  connect(&examiner_, &grading::Examiner::report_told, this, &Course::print);
  connect(&examiner_, &grading::Examiner::reported, this,
          [this](const QString& path) { window_->problem_bar().show_note(tr("The report is saved."), path); });
  connect(&live_.lab(), &lab::Lab::snapshot, this, &Course::tell_orders);
  connect(&examiner_, &grading::Examiner::judged, your_turn_, &YourTurn::show_standing);
  connect(&examiner_, &grading::Examiner::judged, this, [this](const grading::Standing& standing) {
    if (standing.tally.points >= progress_.tally.points) your_turn_->show_kept_run({});  // this run is as good by now
  });
  connect(&live_.recording(), &analysis::Recording::grew, this, &Course::tell_cracked);
  connect(&examiner_, &grading::Examiner::contents_told, your_turn_, &YourTurn::show_hand_in);
  connect(&examiner_, &grading::Examiner::handed_in, your_turn_, &YourTurn::show_handed_in);
  connect(&examiner_, &grading::Examiner::handed_in, this,
          [this] { progress_.handed_in = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString(); });
  connect(&examiner_, &grading::Examiner::kept, this, [this](const QString& time) { your_turn_->show_saved(hour(time)); });
  connect(window_->top_bar().place(), &Segmented::chosen, this, [this](int place) {
    if (place == TopBar::your_turn) open_the_gate(your_turn_->current());
  });
}

// Which words Eve found is no packet: the examiner hears it from the window's recording.
void Course::tell_cracked() {
  const auto& all = live_.recording().cracked();
  const auto same = [](const findings::Cracked& one, const findings::Cracked& other) {
    return one.packet == other.packet && one.found == other.found && one.guesses == other.guesses;
  };
  if (std::equal(all.begin(), all.end(), cracked_.begin(), cracked_.end(), same)) return;
  cracked_ = all;
  examiner_.learn(cracked_);
}

// A reply that the student ordered is no server's own, and the capture alone cannot tell. What the lesson orders its grader knows.
void Course::tell_orders(const lab::Snapshot& snapshot) {
  if (player_ == nullptr) return;
  for (const auto& each : snapshot.faults) {
    const bool said = std::holds_alternative<faults::Reply>(each.fault);
    if (said && is_by_hand(player_->lesson(), each.fault)) examiner_.note_order(faults::text(each.fault));
  }
}

// A new run has its own packets: which one was picked before means nothing in it.
void Course::show_work(Task task_shown) {
  const int before = your_turn_->current();
  const auto& lesson = player_->lesson();
  exercises_ = std::make_unique<lesson::Exercises>(lesson, live_.lab(), live_.recording());
  for (const auto& task : lesson.tasks) lesson::forget_places(progress_.answers, task);
  auto student = student_for(folder_);
  student.token = progress_.token;
  const lesson::ProgressBook book(settings_.progress_folder.toStdString(), student.id);
  const bool missing = !student.id.empty() && student.token.empty() && !settings_.progress_folder.isEmpty() && book.has_tokens();
  your_turn_->show_work(lesson, student, progress_, missing ? StudentBox::Token::missing : StudentBox::Token::known);
  if (task_shown == Task::same && before > 0) your_turn_->show_task(before);
  examiner_.keep(progress_);
  window_->show_your_turn(lesson.tasks.empty() ? nullptr : your_turn_);
  const auto run = book.run_of(lesson.id);
  if (progress_.tally.points == 0 || !QFileInfo::exists(QString::fromStdString(run))) return;
  your_turn_->show_kept_run(tr("Your best run so far is kept: %1 of %2 checks. This one begins with nothing captured.")
                                .arg(progress_.tally.passed)
                                .arg(progress_.tally.all));
}

// What was drawn is another's from now on, so the world begins anew, and the steps that were played are played again.
void Course::take_student(const QString& id, const QString& token) {
  const lesson::Student student{id.toStdString(), token.toStdString(), {}};
  if (const auto seed = lesson::seed_of(student, player_->lesson().id); !seed)
    return window_->show_problem(QString::fromStdString(seed.error().sentence), QString::fromStdString(seed.error().advice));
  QSettings().setValue(QStringLiteral("student/id"), id);
  const int at = player_->current();
  shelf_.load(folder_.toStdString(), student,
              [this, folder = folder_, student, at](auto read) { loaded(std::move(read), folder, student, at); });
}

bool Course::step_runs() const {
  const int step = player_ != nullptr ? player_->current() : -1;
  return step >= 0 && player_->state(step) == lesson::StepState::running;
}

void Course::begin_task(int task) {
  if (step_runs())
    return window_->show_problem(tr("A step of the lesson is still running."),
                                 tr("Finish it with Next act under Lesson, or reset the lab. Then begin the task."));
  exercises_->begin(task);
  your_turn_->show_begun(task);
}

// Servers pass on what a student sends them as soon as no step holds them back.
void Course::open_the_gate(int task) {
  if (exercises_ == nullptr || task < 0 || step_runs() || page_hides_work()) return;
  exercises_->turn_to(task);
  tell_how_far_the_lesson_is();
  live_.lab().open_gate();
}

// Once a run.
void Course::tell_how_far_the_lesson_is() {
  if (player_->finished() || std::exchange(told_how_far_, true)) return;
  if (player_->current() >= 0)
    window_->problem_bar().show_note(tr("While it is your turn, the lesson's programs finish what they have begun."),
                                     tr("Reset the lab (Ctrl+R) to play its acts once more."));
  else if (live_.recording().packets().empty())
    window_->problem_bar().show_note(tr("Nothing was captured yet."), tr("For tasks that only look, play the acts under Lesson first."));
}

// Acts can be played again; what somebody did by hand, in his turn or in the free lab, cannot. Empty: there is nothing to keep.
QString Course::keep_what_is_own() {
  const bool own = player_ == nullptr || !page_hides_work();
  if (!own || settings_.progress_folder.isEmpty() || live_.recording().packets().empty()) return {};
  QDir kept(settings_.progress_folder + QStringLiteral("/../open/kept"));
  kept.mkpath(QStringLiteral("."));
  const QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh.mm.ss"));
  const QString path = QDir::cleanPath(kept.filePath(QStringLiteral("%1 (reset).pcapng").arg(name)));
  if (!live_.save(path.toStdString(), {})) return {};
  QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
  OpenWork::keep_few(kept.path());
  return path;
}

void Course::tell_what_is_kept() {
  const QString path = std::exchange(before_reset_, QString());
  if (path.isEmpty()) return;
  window_->problem_bar().show_note(tr("The lab begins anew. What was captured before is kept."), path);
  window_->problem_bar().offer(tr("Open it"), [this, path] { open(path); });
}

bool Course::page_hides_work() const { return window_->top_bar().place()->current() != TopBar::your_turn; }

void Course::ask_where_to_hand_in() {
  const QString name = QStringLiteral("%1-%2.hand-in.pcapng")
                           .arg(QString::fromStdString(student_for(folder_).id).replace(QLatin1Char('/'), QLatin1Char('_')),
                                QString::fromStdString(player_->lesson().id));
  const QString path = ask_for_new_file(window_.get(), tr("Save what you hand in"), name, tr("Hand-ins (*.pcapng)"));
  if (!path.isEmpty()) hand_in(path);
}

void Course::ask_where_to_report() {
  const QString name = QString::fromStdString(player_->lesson().id) + QStringLiteral(".html");
  const QString path = ask_for_new_file(window_.get(), tr("Save the report"), name, tr("Page (*.html);;Paper (*.pdf)"));
  if (!path.isEmpty()) write_report(path);
}

void Course::write_report(const QString& path) {
  const auto pictures = report_pictures(live_.recording());
  if (!path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) return examiner_.write_report(path, pictures);
  print_to_ = path;
  examiner_.tell_report(pictures);
}

void Course::print(const QString& html) {
  printing_.start([this, html, path = print_to_] {
    const auto done = write_pdf(html, path);
    if (done)
      Q_EMIT examiner_.reported(path);
    else
      Q_EMIT examiner_.failed(QString::fromStdString(done.error().sentence), QString::fromStdString(done.error().advice));
  });
}

}  // namespace cleartext::gui
