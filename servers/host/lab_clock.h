// The lab's clock: QTimers that stand still while the clock is paused (a gate is shut).
#pragma once
#include <QObject>
#include <memory>

#include "servers/wire/clock.h"

namespace cleartext::host {

class LabClock final : public wire::Clock {
 public:
  LabClock();
  ~LabClock() override;
  std::chrono::system_clock::time_point wall() const override;
  std::unique_ptr<wire::Timer> after(wire::Milliseconds delay, std::function<void()> call) override;
  void pause();
  void resume();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace cleartext::host
