// The clock that a capture's times are read from, beside TCP's own. A machine that slept, a virtual machine that was held, and a clock
// that was set put all later packets ahead or back by the same time, while TCP's clock goes on as if nothing had been.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/recording.h"

namespace cleartext::grading {

class CaptureClock {
 public:
  struct Step {
    std::uint32_t packet = 0;  // the first one after it
    std::int64_t ns = 0;       // below zero: it was set back
  };
  explicit CaptureClock(const analysis::Recording& recording);
  const std::vector<Step>& steps() const { return steps_; }
  // As if there had been no step.
  std::int64_t time_ns(std::uint32_t packet, std::int64_t captured_ns) const;
  std::int64_t time_ns(const packet::Packet& packet) const { return time_ns(packet.number, packet.time_ns); }

 private:
  std::vector<Step> steps_;
};

std::vector<std::string> remarks_on(const CaptureClock& clock, const std::string& language);

}  // namespace cleartext::grading
