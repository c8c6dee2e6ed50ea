// Two pictures of one try: guesses a second while it ran, and how long every password of a length would take at that rate.
#pragma once
#include <vector>

#include "engine/cracking/reckoning.h"
#include "gui/theme/plot.h"

namespace cleartext::gui {

struct RateSample {
  double seconds = 0, rate = 0;  // guesses a second, since the sample before
};

class CrackingPlot : public Plot {
  Q_OBJECT
 public:
  explicit CrackingPlot(Theme& theme, QWidget* parent = nullptr);
  void show_rates(std::vector<RateSample> rates, double guesses_a_second);
  double rate() const { return rate_; }
  QString told_at(const QPoint& point) const override;

 protected:
  void paint(QPainter& painter) const override;

 private:
  QRectF rates_field() const;
  QRectF times_field() const;
  std::vector<std::pair<double, QString>> marks() const;  // of the axis of time
  double scale_width() const;
  QPointF place(double length, double seconds) const;
  void paint_rates(QPainter& painter) const;
  void paint_times(QPainter& painter) const;
  void paint_curve(QPainter& painter, cracking::Alphabet alphabet, int number) const;
  std::vector<RateSample> rates_;
  double rate_ = 0;
};

QString alphabet_words(cracking::Alphabet alphabet);
QString time_words(double seconds);  // "3 minutes", "21,000 years"

}  // namespace cleartext::gui
