#include "engine/lesson/solver.h"

#include <algorithm>

#include "engine/lesson/evidence.h"
#include "engine/lesson/perform.h"
#include "engine/lesson/value.h"

namespace cleartext::lesson {
namespace {

constexpr int patience_milliseconds = 20'000;  // for one part of a solution

}  // namespace

Solver::Solver(const Lesson& lesson, Exercises& exercises, lab::Lab& lab, analysis::Recording& recording, Route route, QObject* parent)
    : QObject(parent), lesson_(lesson), exercises_(exercises), lab_(lab), recording_(recording), route_(route) {
  limit_.setSingleShot(true);
  limit_.setInterval(patience_milliseconds);
  connect(&limit_, &QTimer::timeout, this, [this] { awaits_ == Awaits::checks ? task_over() : next_part(); });
  connect(&lab, &lab::Lab::job_ended, this, [this](const lab::JobResult&) {
    if (awaits_ == Awaits::job) next_part();
  });
  connect(&recording, &analysis::Recording::grew, this, &Solver::look);
}

const Solution& Solver::solution() const { return route_ == Route::second && !task().second.empty() ? task().second : task().solution; }

void Solver::start() { next_task(); }

void Solver::next_task() {
  if (++at_ == static_cast<int>(lesson_.tasks.size())) return Q_EMIT done();
  part_ = 0;
  from_ = static_cast<std::uint32_t>(recording_.packets().size()) + 1;
  exercises_.begin(at_);
  next_part();
}

void Solver::next_part() {
  limit_.start();
  if (part_ == solution().parts.size()) {
    awaits_ = Awaits::checks;
    return look();
  }
  const auto& part = solution().parts[part_++];
  if (part.action) {
    awaits_ = Awaits::job;
    if (perform(*part.action, lab_, recording_) == Ending::at_once) next_part();
  } else {
    awaits_ = Awaits::evidence;
    look();
  }
}

bool Solver::waits_for(const Check& check) const {
  const bool is_typed = check.kind == Check::Kind::answer || check.kind == Check::Kind::packet || check.kind == Check::Kind::choice;
  return !is_typed && !judge(check, recording_, {}, "en").passed;
}

void Solver::look() {
  if (awaits_ == Awaits::evidence) {
    const auto& wanted = *solution().parts[part_ - 1].wait;
    if (find(wanted, recording_, {from_, 0})) next_part();
    return;
  }
  if (awaits_ != Awaits::checks) return;
  const auto waiting = [this](const auto& checks) {
    return std::ranges::any_of(checks, [this](const Check& check) { return waits_for(check); });
  };
  if (!waiting(task().foundations) && !waiting(task().checks)) task_over();
}

void Solver::task_over() {
  awaits_ = Awaits::nothing;
  limit_.stop();
  for (const auto& [check, value] : solution().answers) {
    const auto readings = read(value, recording_);
    if (!readings.empty()) exercises_.answer(task().id, check, readings.front().text);
  }
  exercises_.end();
  next_task();
}

}  // namespace cleartext::lesson
