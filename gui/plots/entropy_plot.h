// How even the bytes of each conversation are, over time: what can be read beside what is encrypted or compressed.
#pragma once
#include "gui/selection/selection.h"
#include "gui/theme/plot.h"
#include "gui/wire/time_axis.h"

namespace cleartext::gui {

// A stretch of one direction of a stream.
struct EntropyPoint {
  std::int64_t time_ns = 0;
  double entropy = 0;  // bits a byte
  std::uint32_t stream = 0;
  wire::Side from = wire::Side::client;
  std::uint64_t bytes = 0, readable = 0;
  bool is_clear() const;  // more of it can be read than chance would have it
};

struct Entropy {
  TimeAxis axis;
  std::vector<EntropyPoint> points;  // by stream and direction, in order of time
};

Entropy entropy_of(const Selection& selection, const std::vector<std::uint32_t>& streams);

class EntropyPlot : public Plot {
  Q_OBJECT
 public:
  explicit EntropyPlot(Theme& theme, QWidget* parent = nullptr);
  void show_entropy(Entropy entropy, const QString& title);
  const Entropy& entropy() const { return entropy_; }
  QString told_at(const QPoint& point) const override;

 Q_SIGNALS:
  void stream_chosen(quint32 stream, qint64 time_ns);

 protected:
  void paint(QPainter& painter) const override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  QRectF field() const;
  QPointF place(const EntropyPoint& point) const;
  const EntropyPoint* nearest(const QPointF& to) const;  // nullptr: none is near
  void paint_axes(QPainter& painter) const;
  void paint_mark(QPainter& painter, const QPointF& at, bool clear) const;
  Entropy entropy_;
};

}  // namespace cleartext::gui
