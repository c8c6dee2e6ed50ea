#include "gui/course/recorded_course.h"

#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "engine/lesson/passages.h"
#include "gui/bench/beside.h"
#include "gui/lesson/script.h"
#include "gui/window/recent_files.h"

namespace cleartext::gui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

RecordedCourse::RecordedCourse(Theme& theme, const QString& language)
    : captures_(theme),
      window_(std::make_unique<MainWindow>(theme, past_.recording(), nullptr, wire::NetworkMode::recorded)),
      start_(new StartPage(theme, wire::NetworkMode::recorded, language)),
      last_(last_session()) {
  window_->add_page(start_);
  connect(&past_, &session::RecordedRun::was_reset, this, [this] {
    last_seen_ = resume_at_ = -1;
    if (player_ != nullptr) player_->restart();
  });
  connect(window_.get(), &MainWindow::reset_wanted, &past_, &session::RecordedRun::reset);
  connect(window_.get(), &MainWindow::home_wanted, this, &RecordedCourse::show_start);
  connect(window_.get(), &MainWindow::open_wanted, this, &RecordedCourse::open);
  connect(&shelf_, &lesson::Shelf::listed, start_, &StartPage::show_lessons);
  connect(start_, &StartPage::lesson_wanted, this, &RecordedCourse::open_lesson);
  connect(start_, &StartPage::go_on_wanted, this, &RecordedCourse::go_on);
  connect(window_.get(), &MainWindow::front_changed, this, &RecordedCourse::remember_where);
  connect(start_, &StartPage::free_lab_wanted, this, [this] {
    window_->show_problem(tr("The free lab needs a network of its own, or leave to capture, and this machine allows neither."),
                          tr("The command \"cleartext doctor\" says what to do."));
  });
  connect(start_, &StartPage::hand_ins_wanted, this,
          [this] { window_->show_problem(tr("Hand-ins are judged where a lab can run, or with \"cleartext grade\"."), {}); });
  connect(start_, &StartPage::capture_wanted, window_.get(), &MainWindow::ask_what_to_open);
  connect(start_, &StartPage::file_wanted, this, &RecordedCourse::open);
  connect(start_, &StartPage::lesson_folder_wanted, this, [this] {
    const QString folder = QFileDialog::getExistingDirectory(window_.get(), tr("Open a lesson's folder"));
    if (!folder.isEmpty()) open_lesson(folder);
  });
}

RecordedCourse::~RecordedCourse() { window_.reset(); }

void RecordedCourse::show_start() {
  shelf_.list({}, {});
  if (last_ && !last_->lesson.isEmpty()) start_->show_last(last_->lesson, last_->step);  // there is no free lab here
  start_->show_recent(recent_files());
  window_->show_page(start_);
}

void RecordedCourse::open_lesson(const QString& id_or_folder) {
  const auto folder = lesson::find_lesson(id_or_folder.toStdString());
  if (!folder) return window_->show_problem(q(folder.error().sentence), q(folder.error().advice));
  if (player_ != nullptr && q(*folder) == folder_) return window_->show_page(nullptr);
  shelf_.load(*folder, {}, [this, path = q(*folder)](auto read) {
    if (read) return read_recording(std::make_shared<lesson::Lesson>(std::move(*read)), path);
    const auto& fault = read.error().front();
    window_->show_problem(tr("%1, line %2: %3").arg(QFileInfo(q(fault.file)).fileName()).arg(fault.line).arg(q(fault.sentence)), {});
  });
}

// The last one that was asked for is shown.
void RecordedCourse::read_recording(const std::shared_ptr<lesson::Lesson>& lesson, const QString& folder) {
  beside(
      this, [lesson] { return lesson::read_recording(*lesson); },
      [this, lesson, folder, asked = ++asked_](Recorded recorded) {
        if (asked == asked_) show(std::move(*lesson), std::move(recorded), folder);
      });
}

void RecordedCourse::show(lesson::Lesson lesson, Recorded recorded, const QString& folder) {
  if (!recorded) return window_->show_problem(q(recorded.error().sentence), q(recorded.error().advice));
  const bool old = !lesson::stale(recorded->note, lesson).empty();
  window_->show_script(nullptr);
  player_.reset();
  past_.play(recorded->path);
  player_ = std::make_unique<lesson::Player>(std::move(lesson), std::move(*recorded), past_);
  connect(player_.get(), &lesson::Player::step_seen, this, &RecordedCourse::step_seen);
  folder_ = folder;
  window_->show_lesson(*player_);
  window_->show_page(nullptr);
  const auto where = std::exchange(going_on_, std::nullopt);
  const bool again = where && where->lesson == folder;
  if (again) window_->show_front(where->front);
  last_seen_ = resume_at_ = again ? where->step : -1;
  if (resume_at_ >= 0) player_->next_act();
  remember_where();
  if (old)
    window_->show_problem(tr("This recording is older than the lesson: what you see may differ from what is said of it."),
                          tr("Where a lab can run, the command \"cleartext lessons --record %1\" makes it anew.").arg(folder));
}

void RecordedCourse::step_seen(int step) {
  last_seen_ = std::max(step, resume_at_);  // while it is played up to there, too
  remember_where();
  if (step < resume_at_) QMetaObject::invokeMethod(player_.get(), &lesson::Player::next_act, Qt::QueuedConnection);
}

void RecordedCourse::go_on() {
  if (player_ != nullptr) return window_->show_page(nullptr);
  going_on_ = last_;
  if (last_) open_lesson(last_->lesson);
}

void RecordedCourse::remember_where() {
  if (player_ == nullptr || going_on_) return;
  last_ = LastSession{folder_, last_seen_, window_->front()};
  remember_session(*last_);
}

void RecordedCourse::open(const QString& path) {
  const QFileInfo file(path);
  if (file.isDir() || file.fileName() == QLatin1String("lesson.yaml")) return open_lesson(file.isDir() ? path : file.absolutePath());
  captures_.open(path, *window_);
}

}  // namespace cleartext::gui
