// Segments on their way. Each starts because a captured packet said so, takes 250 ms, and is gone; the last one rests
// on its line. Never more than a couple of dozen at once: what comes faster is merged, so the map never lags behind.
#pragma once
#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

#include "gui/map/machine.h"

namespace cleartext::gui {

struct Segment {
  std::uint32_t packet = 0;
  Machine client = wire::Role::alice, server = wire::Role::crepes;
  bool from_client = true;
  bool letter = false;       // drawn as an envelope
  QString words;             // the line's text
  std::int64_t started = 0;  // milliseconds of the caller's clock
  bool same_way(const Segment& other) const { return client == other.client && server == other.server && from_client == other.from_client; }
};

class MapMotion {
 public:
  static constexpr std::int64_t travel_milliseconds = 250;
  static constexpr std::size_t most_in_flight = 24;
  void start(Segment segment, std::int64_t now);
  void put(Segment segment);  // without motion
  void advance(std::int64_t now);
  void clear();
  const std::vector<Segment>& flying() const { return flying_; }
  const std::optional<Segment>& resting() const { return resting_; }
  static double part(const Segment& segment, std::int64_t now);  // of its way, 0 to 1
  std::uint64_t started() const { return started_; }

 private:
  std::vector<Segment> flying_;
  std::optional<Segment> resting_;
  std::uint64_t started_ = 0;
};

}  // namespace cleartext::gui
