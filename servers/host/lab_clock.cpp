// Lab time is what has passed while the clock was not paused. Whoever waits stands in a queue by when he is due, and one
// QTimer waits for the first of them.
#include "servers/host/lab_clock.h"

#include <QTimer>

#include <algorithm>
#include <map>
#include <utility>

namespace cleartext::host {

using Elapsed = std::chrono::nanoseconds;

struct LabClock::Impl {
  using Queue = std::multimap<Elapsed, std::function<void()>>;

  // In the hands of who asked; destroying it cancels.
  class Handle final : public wire::Timer {
   public:
    Handle(std::weak_ptr<Impl> clock, Queue::iterator place, std::shared_ptr<bool> waits)
        : clock_(std::move(clock)), place_(place), waits_(std::move(waits)) {}
    ~Handle() override {
      if (const auto clock = clock_.lock(); clock && *waits_) clock->queue.erase(place_);
    }

   private:
    std::weak_ptr<Impl> clock_;
    Queue::iterator place_;
    std::shared_ptr<bool> waits_;  // false: it was called
  };

  Elapsed now() const { return paused ? stood : std::chrono::steady_clock::now().time_since_epoch() - missed; }

  // The timer may run for somebody who cancelled: then it is set anew when it fires.
  void arm() {
    if (paused || queue.empty()) return timer.stop();
    const auto first = queue.begin()->first;
    if (timer.isActive() && armed <= first) return;
    armed = first;
    timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(Elapsed(0), first - now())));
  }

  // A call may cancel others, or itself.
  void call_due() {
    while (!paused && !queue.empty() && queue.begin()->first <= now()) {
      const auto call = std::move(queue.begin()->second);
      queue.erase(queue.begin());
      call();
    }
    arm();
  }

  QTimer timer;
  Queue queue;
  Elapsed armed{0}, missed{0}, stood{0};
  bool paused = false;
};

LabClock::LabClock() : impl_(std::make_shared<Impl>()) {
  impl_->timer.setSingleShot(true);
  impl_->timer.setTimerType(Qt::PreciseTimer);
  QObject::connect(&impl_->timer, &QTimer::timeout, &impl_->timer, [weak = std::weak_ptr(impl_)] {
    if (const auto clock = weak.lock()) clock->call_due();
  });
}

LabClock::~LabClock() { impl_->timer.stop(); }

std::chrono::system_clock::time_point LabClock::wall() const { return std::chrono::system_clock::now(); }

std::unique_ptr<wire::Timer> LabClock::after(wire::Milliseconds delay, std::function<void()> call) {
  auto waits = std::make_shared<bool>(true);
  const auto place = impl_->queue.emplace(impl_->now() + delay, [waits, call = std::move(call)] {
    *waits = false;
    call();
  });
  impl_->arm();
  return std::make_unique<Impl::Handle>(impl_, place, std::move(waits));
}

void LabClock::pause() {
  if (impl_->paused) return;
  impl_->stood = impl_->now();
  impl_->paused = true;
  impl_->arm();
}

void LabClock::resume() {
  if (!impl_->paused) return;
  impl_->paused = false;
  impl_->missed = std::chrono::steady_clock::now().time_since_epoch() - impl_->stood;
  impl_->arm();
}

}  // namespace cleartext::host
