// Time reaches the code through this, so that a test can hold it still. While a gate is shut the lab's clock
// is paused: idle, retry and step timers stand still.
#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace cleartext::wire {

using Milliseconds = std::chrono::milliseconds;

// Cancels its timer when destroyed.
class Timer {
 public:
  virtual ~Timer() = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point wall() const = 0;  // for Date: and Received:
  virtual std::unique_ptr<Timer> after(Milliseconds delay, std::function<void()> call) = 0;
};

}  // namespace cleartext::wire
