// Bytes or packets over time: a lane for each conversation, what the client sent above its middle, what the server sent below.
#pragma once
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
  std::size_t lanes() const;  // as many have a name that can be read, beside one for all others
  QString told_at(const QPoint& point) const override;

 Q_SIGNALS:
  void place_chosen(int lane, qint64 time_ns);
  void resized();  // there is room for more, or for less

 protected:
  void paint(QPainter& painter) const override;
  void mousePressEvent(QMouseEvent* event) override;
  void resizeEvent(QResizeEvent* event) override {
    Plot::resizeEvent(event);
    Q_EMIT resized();
  }

 private:
  QRectF field() const;  // where all bars stand
  QRectF lane(std::size_t number) const;
  int lane_at(const QPointF& point) const;  // -1: none
  std::size_t column_at(double x) const;
  QString figure(double number) const;
  void paint_legend(QPainter& painter) const;
  void paint_lane(QPainter& painter, std::size_t number) const;
  Traffic traffic_;
  Counted counted_ = Counted::bytes;
};

}  // namespace cleartext::gui
