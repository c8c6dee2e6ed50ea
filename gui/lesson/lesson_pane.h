// The lesson at the left: its steps, what happens in this one, what to look at, what to answer, and the next thing to do.
#pragma once
#include <QLabel>
#include <QScrollArea>

#include "gui/lesson/narration.h"
#include "gui/lesson/question_box.h"
#include "gui/lesson/script.h"
#include "gui/lesson/step_list.h"
#include "gui/selection/replay.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class LessonPane : public Card {
  Q_OBJECT
 public:
  LessonPane(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void show_script(Script* script);        // nullptr: none; the script stays the caller's
  void show_capture(const QString& name);  // a file was opened: no script, and it says so; it can be shown once more, step by step
  void set_stride(Stride stride);
  void set_pace(int milliseconds);
  enum class After { nothing, work };  // what comes when the last step was seen: the student's own tasks, if there are some
  void set_after(After after);
  void set_language(const QString& language) { language_ = language; }
  Stride stride() const { return stride_; }
  Button* next_button() { return next_; }
  Button* back_button() { return back_; }
  Button* play_button() { return play_; }
  const StepList* steps() const { return steps_; }
  QList<QuestionBox*> questions() const { return questions_; }

 public Q_SLOTS:
  void next();
  void next_act();
  void next_command();
  void back();
  void play_or_pause();
  void disarm();  // no click is an answer any more, until a field is entered

 Q_SIGNALS:
  void start_over_wanted();    // a fresh lab, from before the first step
  void going_on();             // or back, by hand: a view that was held goes along
  void packet_wanted(int by);  // one more of the packets, or one less
  void work_wanted();          // the steps are over, and it is the student's turn

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_controls();
  void build_words();
  void dress();
  void refresh();
  void refresh_notices();
  void refresh_controls();
  void play();
  void play_on();
  void replay_next();
  void go_on();
  QString next_words() const;
  bool at_end() const { return script_->finished() && script_->shown_until() == 0 && !selection_.looks_back(); }
  bool usable() const { return script_ != nullptr || capture_; }
  void refresh_capture_controls();
  void keep_room(const QStringList& of_next);
  void show_step(int step);
  void add_question(const lesson::Question& question);
  void take_selection();
  QString words(const lesson::Words& words) const;

  Theme& theme_;
  Selection& selection_;
  Replay replay_;
  Script* script_ = nullptr;
  bool capture_ = false;
  QString language_ = QStringLiteral("en");
  Stride stride_ = Stride::act;
  After after_ = After::nothing;
  int pace_ = 800;
  int shown_step_ = -2;
  StepList* steps_;
  Hairline* rule_;
  QScrollArea* scroll_;
  QWidget* page_;
  QWidget* say_;
  Text* heading_;
  Narration* narration_;
  QWidget* notice_;
  QLabel* notice_sign_;
  Text* notice_words_;
  Text* look_at_;
  Text* silence_;
  QList<QuestionBox*> questions_;
  QuestionBox* armed_ = nullptr;  // the question that a click in the dialogue answers: its field was entered
  void arm(QuestionBox* box);
  QWidget* controls_;
  Button *back_, *next_, *play_;
};

}  // namespace cleartext::gui
