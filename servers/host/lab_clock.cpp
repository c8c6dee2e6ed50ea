#include "servers/host/lab_clock.h"

#include <QTimer>
#include <set>

namespace cleartext::host {

namespace {
class LabTimer;
}

struct LabClock::Impl {
  std::set<LabTimer*> timers;
  bool paused = false;
};

namespace {

// What is left of its time is kept while the clock stands still.
class LabTimer final : public wire::Timer {
 public:
  LabTimer(std::set<LabTimer*>& family, std::shared_ptr<void> keep, wire::Milliseconds delay, std::function<void()> call, bool paused)
      : family_(family), keep_(std::move(keep)), left_(static_cast<int>(delay.count())) {
    timer_.setSingleShot(true);
    QObject::connect(&timer_, &QTimer::timeout, [call = std::move(call)] {
      const auto due = call;  // the call may destroy this timer, and with it the lambda
      due();
    });
    family_.insert(this);
    held_ = paused;
    if (!paused) timer_.start(left_);
  }
  ~LabTimer() override { family_.erase(this); }
  LabTimer(const LabTimer&) = delete;
  LabTimer& operator=(const LabTimer&) = delete;

  void pause() {
    if (!timer_.isActive()) return;
    left_ = timer_.remainingTime();
    timer_.stop();
    held_ = true;
  }
  void resume() {
    if (held_) timer_.start(left_);
    held_ = false;
  }

 private:
  std::set<LabTimer*>& family_;
  std::shared_ptr<void> keep_;
  QTimer timer_;
  int left_;
  bool held_ = false;  // its clock stands still, and it has not fired
};

}  // namespace

LabClock::LabClock() : impl_(std::make_shared<Impl>()) {}
LabClock::~LabClock() = default;

std::chrono::system_clock::time_point LabClock::wall() const { return std::chrono::system_clock::now(); }

std::unique_ptr<wire::Timer> LabClock::after(wire::Milliseconds delay, std::function<void()> call) {
  return std::make_unique<LabTimer>(impl_->timers, impl_, delay, std::move(call), impl_->paused);
}

void LabClock::pause() {
  impl_->paused = true;
  for (auto* timer : impl_->timers) timer->pause();
}

void LabClock::resume() {
  impl_->paused = false;
  for (auto* timer : impl_->timers) timer->resume();
}

}  // namespace cleartext::host
