// The packets of this run in a row, a tick each: client blue, server orange, crimson where a password went by.
// A head stands where the shown wire ends; dragged, it shows the wire as it was. A click selects a packet; so do the arrow keys.
#pragma once
#include <QWidget>
#include <vector>

#include "gui/selection/selection.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class Timeline : public QWidget {
  Q_OBJECT
 public:
  Timeline(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  std::uint32_t packet_at(double x) const;  // 0: none
  double x_of(std::uint32_t packet) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF head() const;
  bool is_at_head(double x) const;
  void scrub(double x);
  void refresh();
  void follow();
  void place_ticks();
  Ink ink_of(std::size_t at) const;
  void paint_ticks(QPainter& painter) const;
  void paint_tick(QPainter& painter, std::uint32_t packet, double x, Ink ink) const;
  Theme& theme_;
  Selection& selection_;
  bool scrubbing_ = false;
  std::vector<double> places_;  // x of each packet where each has a tick of its own; else empty
};

}  // namespace cleartext::gui
