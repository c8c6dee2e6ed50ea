// A picture of figures: painted by who knows them, copied as a picture, told in words at a point and as a whole.
#pragma once
#include <QWidget>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Plot : public QWidget {
  Q_OBJECT
 public:
  Plot(Theme& theme, const QString& accessible_name, QWidget* parent = nullptr);
  virtual QString told_at(const QPoint& point) const;  // figures of what lies there; empty: nothing
  QPixmap picture();                                   // twice as fine as on the screen, under its title
  void set_title(const QString& title) { title_ = title; }
  QSize sizeHint() const override { return {600, 300}; }
  QSize minimumSizeHint() const override;

 public Q_SLOTS:
  void copy();

 protected:
  virtual void paint(QPainter& painter) const = 0;
  virtual double left_edge() const;  // of what is drawn: its title stands above
  QFont small() const { return theme_.words_px(11.5); }
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;
  Theme& theme_;
  QString title_;
};

// A step of 1, 2 or 5 that leaves about so many on an axis of that length.
double nice_step(double length, double about);

}  // namespace cleartext::gui
