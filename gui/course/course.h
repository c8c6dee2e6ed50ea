// What the lab's window is about now: the start page, a lesson, or the free lab. Each begins in a world of its own, and
// leaves nothing behind for the next.
#pragma once
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "engine/grading/examiner.h"
#include "engine/lesson/exercises.h"
#include "engine/lesson/player.h"
#include "engine/lesson/shelf.h"
#include "engine/session/live_lab.h"
#include "gui/capture/captures.h"
#include "gui/course/last_session.h"
#include "gui/course/open_work.h"
#include "gui/start/start_page.h"
#include "gui/tasks/your_turn.h"
#include "gui/teacher/teacher_page.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {

struct CourseSettings {
  wire::NetworkMode mode = wire::NetworkMode::private_network;
  QString language;         // of lessons: "en"
  QString progress_folder;  // of every student; empty: nothing is remembered
  QString program;          // "cleartext 0.1.0"
};

class Course : public QObject {
  Q_OBJECT
 public:
  Course(Theme& theme, session::LiveLab& live, CourseSettings settings);
  ~Course() override;

  void show_start();
  void open_lesson(const QString& id_or_folder);  // one that is open already is shown as it is
  void open_free_lab();
  void go_on();                                                            // where one was when the window was closed, or where one is
  void offer_to_go_on(const OpenWork::Left& left, const QString& report);  // after an end that was not wanted; a report's path, or empty
  void open(const QString& path);                                          // a lesson's folder or lesson.yaml, or a capture
  void hand_in(const QString& path) { examiner_.hand_in(path, handing_in_); }  // what was shown to the student
  MainWindow& window() { return *window_; }
  StartPage& start_page() { return *start_; }
  lesson::Player* player() { return player_.get(); }  // nullptr: no lesson
  void write_report(const QString& path);             // .html or .pdf
  YourTurn& your_turn() { return *your_turn_; }
  TeacherPage& teacher_page() { return *teacher_; }
  Captures& captures() { return captures_; }

 Q_SIGNALS:
  void began();                                         // a lesson or the free lab stands in its own world
  void stands(const QString& lesson_folder, int step);  // the lesson that is open, empty: none; its last step that was seen, or -1

 private:
  void connect_window();
  void connect_start();
  void list_lessons();
  void load(const QString& folder, const lesson::Student& student);
  void connect_work();              // work.cpp, from here
  enum class Task { first, same };  // which is shown
  void show_work(Task task);
  void tell_cracked();
  void tell_orders(const lab::Snapshot& snapshot);
  void take_student(const QString& id, const QString& token);
  void begin_task(int task);
  void open_the_gate(int task);
  void ask_where_to_hand_in();
  void ask_where_to_report();
  void print(const QString& html);
  void connect_teacher();
  void open_evidence(const QString& file, std::uint32_t packet);
  bool step_runs() const;
  bool page_hides_work() const;
  void tell_how_far_the_lesson_is();
  QString keep_what_is_own();
  void tell_what_is_kept();
  void loaded(tl::expected<lesson::Lesson, std::vector<lesson::Fault>> read, const QString& folder, const lesson::Student& student,
              int resume_at);
  void world_is_new();
  void begin_lesson();
  void begin_free_lab();
  void remember_where();
  void step_seen(int step);
  void watch(const QString& folder);
  void read_again();
  void ask_for_lesson_folder();
  void save(const QString& path);
  void refuse(const lesson::Fault& fault);
  lesson::Student student_for(const QString& folder) const;

  Theme& theme_;
  session::LiveLab& live_;
  CourseSettings settings_;
  lesson::Shelf shelf_;
  Captures captures_;
  grading::Examiner examiner_;
  std::unique_ptr<lesson::Player> player_;  // outlives the window's look at it
  std::unique_ptr<MainWindow> window_;
  StartPage* start_;      // the window's
  YourTurn* your_turn_;   // likewise
  TeacherPage* teacher_;  // likewise
  QThreadPool printing_;
  QString print_to_;
  std::unique_ptr<lesson::Exercises> exercises_;
  grading::Examiner::Run handing_in_ = grading::Examiner::Run::now;
  struct Next {                            // what the next world is for
    std::optional<lesson::Lesson> lesson;  // empty: the free lab
    QString folder;
    lesson::Student student;
    int resume_at = -1;    // a step to play up to
    bool to_work = false;  // your turn is shown, not the steps
    std::optional<Front> front = {};
  };
  std::optional<Next> next_;
  std::optional<LastSession> last_;  // what the start page offers to go on with
  bool began_ = false;               // in this run: what was last is what is open
  QString folder_;                   // of the lesson that is open
  lesson::Progress progress_;
  int resume_at_ = -1, last_seen_ = -1;
  QString before_reset_;                    // the capture that is kept
  bool told_how_far_ = false;               // the lesson is, when it is the student's turn
  std::string student_;                     // whose run it is
  std::vector<findings::Cracked> cracked_;  // as the examiner knows them
  QFileSystemWatcher watcher_;
  QTimer settle_;  // an editor writes a file more than once
};

}  // namespace cleartext::gui
