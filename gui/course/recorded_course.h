// The course where no lab can run: each lesson plays from its own recording, act by act, and nothing is sent.
#pragma once
#include <QObject>
#include <memory>

#include "engine/lesson/player.h"
#include "engine/lesson/shelf.h"
#include "engine/session/recorded_run.h"
#include "gui/capture/captures.h"
#include "gui/course/last_session.h"
#include "gui/start/start_page.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {

class RecordedCourse : public QObject {
  Q_OBJECT
 public:
  RecordedCourse(Theme& theme, const QString& language);
  ~RecordedCourse() override;

  void show_start();
  void open_lesson(const QString& id_or_folder);
  MainWindow& window() { return *window_; }
  lesson::Player* player() { return player_.get(); }  // nullptr: no lesson

 private:
  void open(const QString& path);  // a lesson's folder, or a capture
  using Recorded = tl::expected<lesson::RecordedLesson, wire::Problem>;
  void read_recording(const std::shared_ptr<lesson::Lesson>& lesson, const QString& folder);
  void show(lesson::Lesson lesson, Recorded recorded, const QString& folder);
  void step_seen(int step);
  void go_on();  // where one was at the last start
  void remember_where();
  session::RecordedRun past_;
  Captures captures_;
  lesson::Shelf shelf_;
  std::unique_ptr<lesson::Player> player_;  // outlives the window's look at it
  std::unique_ptr<MainWindow> window_;
  StartPage* start_;  // the window's
  QString folder_;    // of the lesson that is open
  int asked_ = 0;     // for lessons, so far
  std::optional<LastSession> last_;
  std::optional<LastSession> going_on_;  // until its lesson is shown
  int last_seen_ = -1, resume_at_ = -1;
};

}  // namespace cleartext::gui
