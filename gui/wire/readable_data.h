// How much of what was said can be read, and how even its bytes are, over time: the recording's shares of some streams put
// on one axis.
#pragma once
#include <QString>
#include <array>
#include <vector>

#include "gui/selection/selection.h"
#include "gui/wire/time_axis.h"

namespace cleartext::gui {

// One stretch of one direction, on the axis.
struct Stretch {
  double from = 0, to = 0;
  findings::Share share;
};

struct Readable {
  TimeAxis axis;
  std::array<std::vector<Stretch>, 2> sides;  // client, server; in order of time
  bool empty() const { return sides[0].empty() && sides[1].empty(); }
  findings::Share whole(std::size_t side) const;  // entropy: the mean over its bytes
  findings::Share whole() const;
};

// What happened in one of so many equal parts of the axis.
struct ReadableColumn {
  double from = 0, to = 0;
  double bytes = 0, readable = 0, entropy = 0;
  double part() const { return bytes > 0 ? readable / bytes : 0; }
};

// What the recording told of these streams, and what open ones said since; as far as the wire is shown, in order of time.
std::vector<analysis::StreamShare> shares_of(const Selection& selection, const std::vector<std::uint32_t>& streams);
Readable readable_of(const Selection& selection, const std::vector<std::uint32_t>& streams);
std::vector<ReadableColumn> columns_of(const std::vector<Stretch>& stretches, double seconds, int count);

// Of random bytes so many are readable by chance: 95 printable ones and 5 of white space.
constexpr double readable_by_chance = 100.0 / 256;

QString verdict_of(const Readable& readable);  // "Cleartext: …"

}  // namespace cleartext::gui
