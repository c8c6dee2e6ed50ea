#include "engine/lesson/recorded_scene.h"

#include <algorithm>

#include "engine/dialogue/line.h"
#include "engine/lesson/perform.h"

namespace cleartext::lesson {

RecordedScene::RecordedScene(const Lesson& lesson, RecordedLesson recorded, session::RecordedRun& run, QObject* parent)
    : Scene(parent), lesson_(lesson), recorded_(std::move(recorded)), run_(run) {
  beat_.setSingleShot(true);
  connect(&beat_, &QTimer::timeout, this, [this] {
    if (!stepping_) let_through(), go_on();
  });
}

void RecordedScene::begin(int step, bool stepping) {
  run_.release(end_);  // what came after the evidence of the step before
  const auto& steps = recorded_.note.steps;
  const bool is_last = static_cast<std::size_t>(step) + 1 == steps.size();
  end_ = is_last ? recorded_.packets : steps[static_cast<std::size_t>(step)].packet;
  while (next_ < recorded_.passages.size() && step > 0 &&
         recorded_.passages[next_].packet <= steps[static_cast<std::size_t>(step) - 1].packet)
    ++next_;
  stepping_ = stepping;
  for (const auto& action : lesson_.steps[static_cast<std::size_t>(step)].actions) {
    if (action.kind == Action::Kind::crack) crack(action, run_.recording());
  }
  go_on();
}

void RecordedScene::go_on() {
  beat_.stop();
  if (!stepping_ && pace_ == 0) {
    while (next_ < recorded_.passages.size() && recorded_.passages[next_].packet <= end_) ++next_;
    Q_EMIT passed();
    return run_.release(end_);
  }
  release_before_next();
  if (stepping_) return announce();
  if (next_ < recorded_.passages.size() && recorded_.passages[next_].packet <= end_) beat_.start(pace_);
}

// All that passes without asking.
void RecordedScene::release_before_next() {
  const auto to = next_ < recorded_.passages.size() ? recorded_.passages[next_].packet - 1 : recorded_.packets;
  run_.release(std::min(to, end_));
}

void RecordedScene::let_through() {
  if (next_ >= recorded_.passages.size() || recorded_.passages[next_].packet > end_) return;
  ++next_;
  Q_EMIT passed();
  release_before_next();
}

// Later, as the gate of a lab does.
void RecordedScene::announce() {
  if (next_ >= recorded_.passages.size() || recorded_.passages[next_].packet > end_) return;
  QTimer::singleShot(0, this, [this, announced = next_] {
    if (stepping_ && announced == next_) Q_EMIT waiting(QString::fromStdString(dialogue::printable(recorded_.passages[next_].line)));
  });
}

void RecordedScene::allow_one() {
  let_through();
  announce();
}

void RecordedScene::set_stepping(bool stepping) {
  if (stepping_ == stepping) return;
  stepping_ = stepping;
  go_on();
}

void RecordedScene::set_pace(int milliseconds) { pace_ = milliseconds; }

void RecordedScene::close() {
  beat_.stop();
  next_ = 0;
  end_ = 0;
  stepping_ = false;
  pace_ = 0;
}

}  // namespace cleartext::lesson
