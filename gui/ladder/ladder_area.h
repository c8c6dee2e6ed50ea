// The ladder in the window: scrolled, zoomed, chosen from by mouse and keyboard. The names stay at the top.
#pragma once
#include <QAbstractScrollArea>
#include <optional>

#include "gui/ladder/ladder_painter.h"

namespace cleartext::gui {

class LadderArea : public QAbstractScrollArea {
  Q_OBJECT
 public:
  LadderArea(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void show_ladder(Ladder ladder);            // stays where the reader looks; at its end it follows
  void set_live(bool live) { live_ = live; }  // false: from a file; a ladder begins at its top
  void follow_newest();
  const Ladder& ladder() const { return ladder_; }
  int selected_row() const { return selected_; }
  double zoom() const { return zoom_; }
  void set_zoom(double zoom);
  QRect place_of(int row) const;  // in the viewport

 Q_SIGNALS:
  void zoom_changed();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  LadderPainter painter() const {
    return {theme_, ladder_, zoom_, static_cast<double>(viewport()->width()), static_cast<double>(viewport()->height())};
  }
  void lay_out();
  void show_selected();
  void reveal(int row);
  void choose(int row);
  int row_at(const QPoint& point) const;

  Theme& theme_;
  Selection& selection_;
  Ladder ladder_;
  double zoom_ = 1;
  bool live_ = true;
  int selected_ = -1;
  bool seeks_ = true;        // the selected arrow is kept in view, until the reader looks elsewhere
  bool shown_anew_ = false;  // since the ladder came last
};

}  // namespace cleartext::gui
