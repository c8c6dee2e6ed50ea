// A student's work on the tasks of one run: what was answered, and how each check stands now. It tells no order and
// keeps no score of its own: the recording and the answers are judged anew whenever they are asked for.
#pragma once
#include <QObject>

#include "engine/lesson/judge.h"

namespace cleartext::lesson {

class Exercises : public QObject {
  Q_OBJECT
 public:
  Exercises(const Lesson& lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent = nullptr);

  void begin(int task);                     // what lies ready for it, or is broken for it; the gate opens for everybody
  void end();                               // of the task that was begun last
  void turn_to(int task);                   // another is looked at: what was broken for the one that was begun does not spoil it
  int current() const { return current_; }  // -1: none
  void answer(const std::string& task, const std::string& check, const std::string& text);
  const Answers& answers() const { return answers_; }
  std::vector<Verdict> verdicts(int task, const std::string& language) const;
  Tally tally() const;  // over all tasks

 Q_SIGNALS:
  void changed();  // a task began or ended, or an answer changed; the recording speaks for itself

 private:
  const Lesson& lesson_;
  lab::Lab& lab_;
  analysis::Recording& recording_;
  Answers answers_;
  int current_ = -1;
};

}  // namespace cleartext::lesson
