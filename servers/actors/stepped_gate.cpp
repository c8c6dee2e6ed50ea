#include "servers/actors/stepped_gate.h"

#include <algorithm>
#include <utility>

namespace cleartext::actors {

SteppedGate::SteppedGate(wire::Clock& pace_clock, Hooks hooks) : clock_(pace_clock), hooks_(std::move(hooks)) {}

void SteppedGate::ask(const Passage& passage, std::function<void()> go) {
  if (passage.actor == outside_the_script) return go();
  waiting_.push_back({passage, std::move(go)});
  pump();
}

bool SteppedGate::permitted(const Passage& passage) const { return open_ || allowed_.contains(passage.actor) || allowed_.contains(""); }

void SteppedGate::let_through(std::size_t index) {
  auto waiter = std::move(waiting_[index]);
  waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
  if (!open_) {
    if (stepping_) --tickets_;
    for (const auto& actor : {waiter.passage.actor, std::string()}) {
      const auto allowance = allowed_.find(actor);
      if (allowance != allowed_.end() && allowance->second == waiter.passage.verb) allowed_.erase(allowance);
    }
  }
  if (hooks_.passed) hooks_.passed(waiter.passage);
  waiter.go();
  if (pace_.count() > 0) {
    pace_timer_ = clock_.after(pace_, [this] {
      pace_timer_.reset();
      pump();
    });
  }
}

void SteppedGate::pump() {
  if (pumping_) return;  // go() may ask again: the loop below takes it up
  pumping_ = true;
  while (!pace_timer_) {
    const auto next = std::find_if(waiting_.begin(), waiting_.end(), [this](const Waiter& waiter) {
      return permitted(waiter.passage) && (open_ || !stepping_ || tickets_ > 0);
    });
    if (next == waiting_.end()) break;
    let_through(static_cast<std::size_t>(next - waiting_.begin()));
  }
  pumping_ = false;
  tell();
}

void SteppedGate::tell() {
  const bool stopped = !waiting_.empty();
  if (stopped != clock_stopped_) {
    clock_stopped_ = stopped;
    if (hooks_.somebody_waits) hooks_.somebody_waits(stopped);
  }
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    if (std::exchange(waiting_[i].told, true)) continue;
    if (hooks_.waiting) hooks_.waiting(waiting_[i].passage);
  }
}

void SteppedGate::open() {
  open_ = true;
  allowed_.clear();
  tickets_ = 0;
  pump();
}

void SteppedGate::shut() {
  open_ = false;
  allowed_.clear();
  tickets_ = 0;
}

void SteppedGate::allow(const std::string& actor, const std::string& until) {
  open_ = false;
  allowed_[actor] = until;
  pump();
}

void SteppedGate::set_stepping(bool stepping) {
  stepping_ = stepping;
  tickets_ = 0;
  pump();
}

void SteppedGate::let_one() {
  ++tickets_;
  pump();
}

void SteppedGate::set_pace(wire::Milliseconds pace) {
  pace_ = pace;
  if (pace.count() == 0) pace_timer_.reset();
  pump();
}

void SteppedGate::forget() {
  waiting_.clear();
  pace_timer_.reset();
  tickets_ = 0;
  tell();
}

}  // namespace cleartext::actors
