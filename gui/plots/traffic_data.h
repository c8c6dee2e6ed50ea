// Bytes and packets over time, a lane for each conversation; FTP's data connections stand apart from what controls them.
#pragma once
#include <QString>
#include <array>
#include <optional>
#include <vector>

#include "gui/selection/selection.h"
#include "gui/wire/time_axis.h"

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

struct Traffic {
  TimeAxis axis;
  double most = 0;                    // highest column of all
  std::uint64_t control = 0;          // bytes of all conversations
  std::optional<std::uint64_t> data;  // of data connections; empty: there are none
  std::vector<TrafficLane> lanes;     // in the order in which they began; beyond those wanted, one for all others
};

constexpr std::size_t most_lanes = 8;

// What is to be counted, taken from the selection at one moment: count() may be asked for in any thread.
class TrafficCount {
 public:
  TrafficCount(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns,
               std::size_t lanes = most_lanes);
  Traffic count() const;

 private:
  template <typename Take>
  void each(Take take) const;
  std::shared_ptr<const packet::PacketStore> packets_;
  std::uint32_t shown_;
  Counted counted_;
  std::size_t columns_;
  Traffic empty_;           // its lanes
  std::vector<int> lanes_;  // of each stream, by its number; -1: it has none
  std::vector<bool> data_;  // likewise: carries files for another connection
};

// Payload for bytes, segments for packets; what was sent again counts as often as it was sent.
Traffic traffic_of(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns,
                   std::size_t lanes = most_lanes);
QString words_of(const Traffic& traffic);  // control against data, in a sentence

}  // namespace cleartext::gui
