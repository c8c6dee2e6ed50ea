// The picture of what can be read: a lane for each direction, filled from below with what is readable, hatched above with
// what is not, and the entropy as a line.
#pragma once
#include "gui/theme/plot.h"
#include "gui/wire/readable_data.h"

namespace cleartext::gui {

class ReadablePlot : public Plot {
  Q_OBJECT
 public:
  explicit ReadablePlot(Theme& theme, QWidget* parent = nullptr);
  void show_readable(const Readable& readable, const QString& title);
  const Readable& readable() const { return readable_; }
  QString told_at(const QPoint& point) const override;

 Q_SIGNALS:
  void time_chosen(qint64 time_ns);

 protected:
  void paint(QPainter& painter) const override;
  double left_edge() const override { return lane(0).left(); }
  void mousePressEvent(QMouseEvent* event) override;

 private:
  QRectF lane(std::size_t side) const;  // where its bars stand
  int columns() const;
  double time_at(double x) const;  // seconds
  void paint_legend(QPainter& painter) const;
  void paint_lane(QPainter& painter, std::size_t side) const;
  void paint_axes(QPainter& painter, const QRectF& lane) const;
  QBrush hatch() const;
  Readable readable_;
};

}  // namespace cleartext::gui
