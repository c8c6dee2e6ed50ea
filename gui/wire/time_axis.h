// Time from left to right, in seconds since the first; where nearly all of it is silence, the silences are folded away.
#pragma once
#include <QPainter>
#include <cstdint>
#include <vector>

#include "gui/theme/theme.h"

namespace cleartext::gui {

// A silence that is left out of the axis, so that what was said before and after it can be seen.
struct Silence {
  std::int64_t begin_ns = 0, length_ns = 0;
  double at = 0;  // seconds on the axis, where its fold begins
};

struct TimeAxis {
  std::int64_t start_ns = 0;
  double seconds = 0.001;         // length, folds included
  std::vector<Silence> silences;  // few and long, or none is left out
  double fold = 0;                // seconds on the axis that each of them is given
  double on_axis(std::int64_t time_ns) const;
  std::int64_t time_at(double seconds) const;
  double since_first(double seconds) const;  // by the clock
};

// Told when something was said, in order of time, it makes the axis for all of it.
class TimeAxisMaker {
 public:
  void said_at(std::int64_t time_ns);
  TimeAxis axis() const;

 private:
  std::int64_t first_ns_ = 0, last_ns_ = 0;
  bool any_ = false;
  std::vector<Silence> silences_;
};

// Below what is drawn in `here`, with nice steps; `since` says what the seconds are counted from.
void paint_seconds(QPainter& painter, const Theme& theme, const QRectF& here, const TimeAxis& axis, const QString& since);
int seconds_height(const QFont& font, const Theme& theme);
// A fold through all of `here` for each silence, with how long nobody spoke.
void paint_silences(QPainter& painter, const Theme& theme, const QRectF& here, const TimeAxis& axis);

}  // namespace cleartext::gui
