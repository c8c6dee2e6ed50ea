// A picture as large as there is room, never larger than it is. What has not come yet stays hatched.
#pragma once
#include <QImage>
#include <QWidget>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class PictureArea : public QWidget {
  Q_OBJECT
 public:
  explicit PictureArea(Theme& theme, QWidget* parent = nullptr);
  void show_picture(const QImage& picture);
  const QImage& picture() const { return picture_; }
  void copy() const;
  QSize sizeHint() const override { return {320, 200}; }
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void larger_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  Theme& theme_;
  QImage picture_;
};

}  // namespace cleartext::gui
