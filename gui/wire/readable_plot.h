// The picture of what can be read: a lane for each direction, filled from below with what is readable, hatched above with
// what is not, and the entropy as a line.
#pragma once
#include <QWidget>

#include "gui/theme/theme.h"
#include "gui/wire/readable_data.h"

namespace cleartext::gui {

class ReadablePlot : public QWidget {
  Q_OBJECT
 public:
  explicit ReadablePlot(Theme& theme, QWidget* parent = nullptr);
  void show_readable(const Readable& readable, const QString& title);
  const Readable& readable() const { return readable_; }
  QString told_at(const QPoint& point) const;      // figures of what lies there; empty: nothing
  QPixmap picture();                               // twice as fine as on the screen, with title and legend
  QSize sizeHint() const override { return {600, 300}; }
  QSize minimumSizeHint() const override;

 public Q_SLOTS:
  void copy();

 Q_SIGNALS:
  void time_chosen(qint64 time_ns);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF lane(std::size_t side) const;             // where its bars stand
  int columns() const;
  double time_at(double x) const;                  // seconds
  void paint(QPainter& painter) const;
  void paint_legend(QPainter& painter) const;
  void paint_lane(QPainter& painter, std::size_t side) const;
  void paint_axes(QPainter& painter, const QRectF& lane) const;
  void paint_time(QPainter& painter) const;
  QFont small() const { return theme_.words_px(11.5); }
  QBrush hatch() const;
  Theme& theme_;
  Readable readable_;
  QString title_;
};

}  // namespace cleartext::gui
