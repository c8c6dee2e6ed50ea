// A pure value: the clock is the caller's.
#include "gui/map/map_motion.h"

#include <algorithm>

namespace cleartext::gui {

void MapMotion::start(Segment segment, std::int64_t now) {
  segment.started = now;
  ++started_;
  resting_.reset();
  if (flying_.size() >= most_in_flight) {
    // The newest on the same way, or the oldest of all, gives its place.
    const auto same = std::find_if(flying_.rbegin(), flying_.rend(), [&](const Segment& one) { return one.same_way(segment); });
    flying_.erase(same == flying_.rend() ? flying_.begin() : same.base() - 1);
  }
  flying_.push_back(std::move(segment));
}

void MapMotion::put(Segment segment) {
  ++started_;
  flying_.clear();
  resting_ = std::move(segment);
}

void MapMotion::advance(std::int64_t now) {
  for (const Segment& one : flying_)
    if (now - one.started >= travel_milliseconds) resting_ = one;
  std::erase_if(flying_, [now](const Segment& one) { return now - one.started >= travel_milliseconds; });
}

void MapMotion::clear() {
  flying_.clear();
  resting_.reset();
}

double MapMotion::part(const Segment& segment, std::int64_t now) {
  return std::clamp(static_cast<double>(now - segment.started) / travel_milliseconds, 0.0, 1.0);
}

}  // namespace cleartext::gui
