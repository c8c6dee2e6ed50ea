// Your turn, at the left: who works here, the tasks, the one that is worked on with its hints and checks, and handing in.
// It judges nothing and keeps nothing: it shows what it is told, and asks with signals.
#pragma once
#include <QScrollArea>
#include <QStackedWidget>
#include <QTimer>

#include "engine/grading/examiner.h"
#include "gui/lesson/narration.h"
#include "gui/selection/selection.h"
#include "gui/tasks/check_row.h"
#include "gui/tasks/hand_in_page.h"
#include "gui/tasks/student_box.h"
#include "gui/tasks/task_row.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class YourTurn : public Card {
  Q_OBJECT
 public:
  YourTurn(Theme& theme, Selection& selection, const QString& language, wire::NetworkMode mode, QWidget* parent = nullptr);
  // A copy is kept. Answers and hints stand in the progress; the first task that is not done is shown.
  void show_work(const lesson::Lesson& lesson, const lesson::Student& student, const lesson::Progress& progress,
                 StudentBox::Token token = StudentBox::Token::known);
  void show_standing(const grading::Standing& standing);
  void show_kept_run(const QString& sentence);  // an earlier run that is on the disk; empty: none
  void show_task(int task);
  void show_hand_in(const QStringList& contents);  // what is in the file, before it leaves
  void show_handed_in(const QString& path, qint64 bytes);
  void show_saved(const QString& time) { student_->show_saved(time); }
  void show_begun(int task);  // what lies ready for it lies there

  StudentBox& student() { return *student_; }
  HandInPage& hand_in_page() { return *hand_in_; }
  const QList<TaskRow*>& tasks() const { return tasks_; }
  const QList<CheckRow*>& checks() const { return checks_; }
  int current() const { return current_; }
  Button* hint() { return hint_; }
  Button* begin() { return begin_; }
  Button* hand_in() { return hand_in_button_; }
  Button* next() { return next_; }
  Button* report() { return report_; }
  QStringList hints_shown() const;
  QString by_hand() const { return by_hand_->text(); }  // where else one can act
  QString drawn() const { return drawn_->text(); }
  bool handing_in() const { return pages_->currentWidget() == hand_in_; }

 Q_SIGNALS:
  void student_wanted(const QString& id, const QString& token);
  void task_shown(int task);
  void begin_wanted(int task);  // what is to lie ready for it
  void answered(const QString& task, const QString& check, const QString& text);
  void hint_revealed(const QString& task, int count);
  void hand_in_wanted();   // then show_hand_in()
  void save_wanted();      // of what was shown
  void kept_run_wanted();  // the earlier run is handed in
  void report_wanted();
  void free_lab_wanted();
  void home_wanted();  // it is handed in

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void build_work();
  void build_task();
  void build_by_hand();
  void build_foot();
  void offer_again();
  void fill_checks();
  void add_checks(const std::vector<lesson::Check>& checks);
  void fill_hints();
  static QString kind_words(lesson::DrawKind kind);
  void fill_drawn();
  void take_selection();
  void disarm();
  void dress();
  const lesson::Task& task() const { return lesson_.tasks[static_cast<std::size_t>(current_)]; }
  QString words(const lesson::Words& words) const { return QString::fromStdString(lesson::text(words, language_.toStdString())); }

  Theme& theme_;
  Selection& selection_;
  QString language_;
  wire::NetworkMode mode_;
  lesson::Lesson lesson_;
  lesson::Progress progress_;
  grading::Standing standing_;
  QTimer again_;  // since a task was begun
  int current_ = -1;
  QStackedWidget* pages_;
  QScrollArea* scroll_;
  QWidget *page_, *list_, *checks_part_, *hints_part_, *kept_part_, *drawn_part_, *hand_part_, *foot_;
  StudentBox* student_;
  HandInPage* hand_in_;
  Text *heading_, *kind_, *drawn_, *kept_, *by_hand_;
  Narration* says_;
  Button *begin_, *hint_, *hand_in_button_, *next_, *kept_button_, *report_, *free_lab_;
  QList<TaskRow*> tasks_;
  QList<CheckRow*> checks_;
  QList<Text*> hints_, check_heads_;
};

}  // namespace cleartext::gui
