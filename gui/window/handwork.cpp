// What is done by hand beside a lesson: mail, files and the console. Its lines pass the gate freely;
// while a step of the lesson still runs they would free the step's lines too.
#include <QSplitter>
#include <type_traits>

#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/files/files_view.h"
#include "gui/lesson/script.h"
#include "gui/mail/mail_view.h"
#include "gui/notebook/to_save.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {

// Empty: now is a good time, and the gate is open.
QString MainWindow::why_not_now() {
  const int step = script_ ? script_->current() : -1;
  if (step >= 0 && script_->state(step) == lesson::StepState::running)
    return tr("A step of the lesson is still running. Finish it with Next act, or reset the lab.");
  lab_->set_pace(0);
  lab_->set_stepping(false);
  lab_->open_gate();
  return {};
}

void MainWindow::connect_handwork() {
  connect(bench_, &Bench::page_shown, this, &MainWindow::give_bench_room);
  const auto save = [this](const QString& name, const QByteArray& content) {
    const QString safe = name.section(QLatin1Char('/'), -1);  // a name from the wire is never a path
    ask_where_to_save_finding({tr("Save %1").arg(safe), {{safe.toStdString(), content.toStdString()}}, {}});
  };
  connect(mail_, &MailView::save_wanted, this, save);
  connect(files_, &FilesView::save_wanted, this, save);
  console_->set_lab(lab_);
  if (lab_ == nullptr) {
    const QString why = tr("No lab runs here. Start Cleartext without a capture to get one.");
    mail_->set_unavailable(why);
    files_->set_unavailable(why);
    return;
  }
  const auto serve = [this](auto* view) {
    using View = std::remove_pointer_t<decltype(view)>;
    connect(view, &View::job_wanted, this, [this, view](const lab::Job& job) {
      if (const QString why = why_not_now(); !why.isEmpty()) return view->refuse(why);
      lab_->perform(job);
    });
    connect(view, &View::cancel_wanted, this, [this](const QString& actor) { lab_->break_off(actor.toStdString()); });
    connect(lab_, &lab::Lab::job_ended, view, &View::job_ended);
    connect(lab_, &lab::Lab::was_reset, view, &View::was_reset);
  };
  serve(mail_);
  serve(files_);
}

// What is worked with by hand takes most of the middle; the map takes what it had.
void MainWindow::give_bench_room(int page) {
  const int all = middle_->sizes().value(0) + middle_->sizes().value(1);
  const bool by_hand = page != 0;
  if (by_hand && middle_->sizes().value(0) >= all * 11 / 20) return;
  if (by_hand)
    middle_->setSizes({all * 6 / 10, all * 4 / 10});
  else
    middle_->setSizes({all * 43 / 100, all * 57 / 100});
}

}  // namespace cleartext::gui
