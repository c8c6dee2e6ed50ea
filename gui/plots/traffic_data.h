// Bytes and packets over time, a lane for each conversation; FTP's data connections stand apart from what controls them.
#pragma once
#include <QString>
#include <array>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

enum class Counted { bytes, packets };

struct TrafficLane {
  QString words;  // who, and what is spoken
  std::vector<std::uint32_t> streams;
  bool is_data = false;                        // carries files for another connection
  std::array<std::vector<double>, 2> columns;  // client, server; a number for each part of the axis
  std::array<std::uint64_t, 2> bytes{}, packets{};
  std::uint64_t all_bytes() const { return bytes[0] + bytes[1]; }
  std::uint64_t all_packets() const { return packets[0] + packets[1]; }
};

// A silence that is left out of the axis, so that what was said before and after it can be seen.
struct Silence {
  std::int64_t begin_ns = 0, length_ns = 0;
  double at = 0;  // seconds on the axis, where its fold begins
};

struct Traffic {
  std::int64_t start_ns = 0;
  double seconds = 0.001;          // length of the axis, folds included
  std::vector<Silence> silences;   // few and long, or none is left out
  double fold = 0;                 // seconds on the axis that each of them is given
  double most = 0;                 // highest column of all
  std::vector<TrafficLane> lanes;  // in the order in which they began; beyond the most, one for all others
  double on_axis(std::int64_t time_ns) const;
  std::int64_t time_at(double seconds) const;
};

constexpr std::size_t most_lanes = 8;

// What is to be counted, taken from the selection at one moment: count() may be asked for in any thread.
class TrafficCount {
 public:
  TrafficCount(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns);
  Traffic count() const;

 private:
  template <typename Take>
  void each(Take take) const;
  void measure(Traffic& traffic) const;
  std::shared_ptr<const packet::PacketStore> packets_;
  std::uint32_t shown_;
  Counted counted_;
  std::size_t columns_;
  Traffic empty_;           // its lanes
  std::vector<int> lanes_;  // of each stream, by its number; -1: it has none
};

// Payload for bytes, segments for packets; what was sent again counts as often as it was sent.
Traffic traffic_of(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns);
QString words_of(const Traffic& traffic);  // control against data, in a sentence

}  // namespace cleartext::gui
