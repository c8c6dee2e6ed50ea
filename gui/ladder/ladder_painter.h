// Draws a ladder, or a stretch of it, with any painter: the window, a picture, a page.
#pragma once
#include <QPainter>

#include "gui/ladder/ladder_rows.h"
#include "gui/theme/opened.h"

namespace cleartext::gui {

class LadderPainter {
 public:
  // As wide as there is room, at least as it needs; where it is low the pictures go, so that a few arrows are seen. 0: it is not.
  LadderPainter(const Theme& theme, const Ladder& ladder, double zoom, double width, double height = 0);
  double width() const { return width_; }
  double whole_width() const;  // how wide it must be so that no words are cut
  double row_height() const { return row_; }
  double head_height() const { return head_; }
  double height() const { return head_ + row_ * static_cast<double>(ladder_.rows.size()) + row_ / 2; }
  void paint_head(QPainter& painter) const;  // names, from the top on
  void paint_rows(QPainter& painter, std::size_t first, std::size_t last, double top,
                  int selected = -1) const;  // the first of them at `top`
  struct Head {
    QString name, beneath;
    bool is_address = true;  // what is beneath
  };
  Head head_of(const Lifeline& lifeline) const;

 private:
  double x_of(int lifeline) const;
  double px(double at_zoom_one) const { return at_zoom_one * zoom_ * theme_.scale(); }
  QFont words(double size, bool bold = false) const { return theme_.words_px(size * zoom_, bold); }
  QFont mono(double size, bool bold = false) const { return theme_.mono_px(size * zoom_, bold); }
  void paint_picture(QPainter& painter, std::size_t lifeline) const;
  void paint_row(QPainter& painter, const LadderRow& row, double top) const;
  void paint_arrow(QPainter& painter, const LadderRow& row, double y) const;
  void paint_handshake(QPainter& painter, const LadderRow& row, double y) const;
  void paint_end(QPainter& painter, const LadderRow& row, double y) const;
  QColor color_of(const LadderRow& row) const;

  const Theme& theme_;
  const Ladder& ladder_;
  OpenedMark opened_;
  double zoom_, row_, head_, margin_, step_, width_;
  bool low_ = false;
};

}  // namespace cleartext::gui
