#include "engine/lesson/exercises.h"

#include "engine/lesson/perform.h"

namespace cleartext::lesson {

Exercises::Exercises(const Lesson& lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent)
    : QObject(parent), lesson_(lesson), lab_(lab), recording_(recording) {}

void Exercises::begin(int task) {
  if (current_ >= 0) end();
  current_ = task;
  lab_.open_gate();
  for (const auto& action : lesson_.tasks[static_cast<std::size_t>(task)].opening) perform(action, lab_, recording_);
  Q_EMIT changed();
}

void Exercises::end() {
  if (current_ < 0) return;
  for (const auto& action : lesson_.tasks[static_cast<std::size_t>(current_)].closing) perform(action, lab_, recording_);
  current_ = -1;
  Q_EMIT changed();
}

void Exercises::turn_to(int task) {
  if (current_ >= 0 && task != current_ && !lesson_.tasks[static_cast<std::size_t>(current_)].closing.empty()) end();
}

void Exercises::answer(const std::string& task, const std::string& check, const std::string& text) {
  answers_[task + "/" + check] = text;
  Q_EMIT changed();
}

std::vector<Verdict> Exercises::verdicts(int task, const std::string& language) const {
  return judge(lesson_.tasks[static_cast<std::size_t>(task)], recording_, answers_, language);
}

Tally Exercises::tally() const {
  std::vector<Verdict> all;
  for (int i = 0; i < static_cast<int>(lesson_.tasks.size()); ++i) {
    const auto more = verdicts(i, "en");
    all.insert(all.end(), more.begin(), more.end());
  }
  return lesson::tally(all);
}

}  // namespace cleartext::lesson
