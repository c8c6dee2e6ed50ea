// The course where no lab can run: each lesson plays from its own recording, act by act, and nothing is sent.
#pragma once
#include <QObject>
#include <memory>

#include "engine/lesson/player.h"
#include "engine/lesson/shelf.h"
#include "engine/session/recorded_run.h"
#include "gui/capture/captures.h"
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
  session::RecordedRun past_;
  Captures captures_;
  lesson::Shelf shelf_;
  std::unique_ptr<lesson::Player> player_;  // outlives the window's look at it
  std::unique_ptr<MainWindow> window_;
  StartPage* start_;  // the window's
  QString folder_;    // of the lesson that is open
  int asked_ = 0;     // for lessons, so far
};

}  // namespace cleartext::gui
