// Bytes or packets over time: a lane for each conversation, what the client sent above its middle, what the server sent below.
#pragma once
#include <QRectF>

#include "gui/plots/traffic_data.h"
#include "gui/theme/plot.h"

namespace cleartext::gui {

class TrafficPlot : public Plot {
  Q_OBJECT
 public:
  explicit TrafficPlot(Theme& theme, QWidget* parent = nullptr);
  void show_traffic(const Traffic& traffic, Counted counted, const QString& title);
  const Traffic& traffic() const { return traffic_; }
  int columns() const;
  struct LaneName {
    std::size_t lane;
    QRectF place;
  };
  std::vector<LaneName> names() const;  // that are written: as many as can be read
  QString told_at(const QPoint& point) const override;

 Q_SIGNALS:
  void place_chosen(int lane, qint64 time_ns);

 protected:
  void paint(QPainter& painter) const override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  QRectF field() const;  // where all bars stand
  QRectF lane(std::size_t number) const;
  int lane_at(const QPointF& point) const;  // -1: none
  std::size_t column_at(double x) const;
  QString figure(double number) const;
  void paint_legend(QPainter& painter) const;
  void paint_lane(QPainter& painter, std::size_t number) const;
  void paint_name(QPainter& painter, const LaneName& name) const;
  Traffic traffic_;
  Counted counted_ = Counted::bytes;
};

}  // namespace cleartext::gui
