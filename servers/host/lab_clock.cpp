// Every timer that waits is known by name, so that a pause can stop them all and keep what was left of each.
#include "servers/host/lab_clock.h"

#include <QTimer>

#include <algorithm>
#include <set>
#include <utility>

namespace cleartext::host {

struct LabClock::Impl {
  struct Waiting {
    QTimer timer;
    wire::Milliseconds left{0};
    std::function<void()> call;
  };

  // In the hands of who asked; destroying it cancels.
  class Handle final : public wire::Timer {
   public:
    Handle(std::weak_ptr<Impl> clock, std::shared_ptr<Waiting> waiting)
        : clock_(std::move(clock)), waiting_(std::move(waiting)) {}
    ~Handle() override {
      waiting_->timer.stop();
      waiting_->call = nullptr;
      if (const auto clock = clock_.lock()) clock->waiting.erase(waiting_);
    }

   private:
    std::weak_ptr<Impl> clock_;
    std::shared_ptr<Waiting> waiting_;
  };

  std::set<std::shared_ptr<Waiting>> waiting;
  bool paused = false;
};

LabClock::LabClock() : impl_(std::make_shared<Impl>()) {}

LabClock::~LabClock() {
  for (const auto& waiting : impl_->waiting) waiting->timer.stop();
}

std::chrono::system_clock::time_point LabClock::wall() const {
  return std::chrono::system_clock::now();
}

std::unique_ptr<wire::Timer> LabClock::after(wire::Milliseconds delay, std::function<void()> call) {
  auto waiting = std::make_shared<Impl::Waiting>();
  waiting->left = delay;
  waiting->call = std::move(call);
  waiting->timer.setSingleShot(true);
  waiting->timer.setTimerType(Qt::PreciseTimer);
  QObject::connect(&waiting->timer, &QTimer::timeout, &waiting->timer,
                   [weak = std::weak_ptr(waiting), clock = std::weak_ptr(impl_)] {
                     const auto due = weak.lock();
                     if (!due) return;
                     if (const auto open = clock.lock()) open->waiting.erase(due);
                     // Moved out: the call may destroy its own timer.
                     if (const auto now = std::exchange(due->call, nullptr)) now();
                   });
  impl_->waiting.insert(waiting);
  if (!impl_->paused) waiting->timer.start(delay);
  return std::make_unique<Impl::Handle>(impl_, waiting);
}

void LabClock::pause() {
  if (std::exchange(impl_->paused, true)) return;
  for (const auto& waiting : impl_->waiting) {
    waiting->left = std::max(wire::Milliseconds(0), waiting->timer.remainingTimeAsDuration());
    waiting->timer.stop();
  }
}

void LabClock::resume() {
  if (!std::exchange(impl_->paused, false)) return;
  for (const auto& waiting : impl_->waiting) waiting->timer.start(waiting->left);
}

}  // namespace cleartext::host
