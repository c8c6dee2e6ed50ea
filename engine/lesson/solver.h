// Does the tasks of a lesson by their written solution, as a student would: one thing after the other, each waited for.
#pragma once
#include <QObject>
#include <QTimer>

#include "engine/lesson/exercises.h"

namespace cleartext::lesson {

enum class Route { solution, second };  // second: where a task has one

class Solver : public QObject {
  Q_OBJECT
 public:
  Solver(const Lesson& lesson, Exercises& exercises, lab::Lab& lab, analysis::Recording& recording, Route route, QObject* parent = nullptr);
  void start();

 Q_SIGNALS:
  void done();  // the exercises say how it went

 private:
  void next_task();
  void next_part();
  void look();
  void task_over();
  const Task& task() const { return lesson_.tasks[static_cast<std::size_t>(at_)]; }
  const Solution& solution() const;
  bool waits_for(const Check& check) const;

  const Lesson& lesson_;
  Exercises& exercises_;
  lab::Lab& lab_;
  analysis::Recording& recording_;
  Route route_;
  QTimer limit_;
  int at_ = -1;  // task
  std::size_t part_ = 0;
  enum class Awaits { nothing, job, evidence, checks } awaits_ = Awaits::nothing;
  std::uint32_t from_ = 0;  // packets before the task began do not count for a wait
};

}  // namespace cleartext::lesson
