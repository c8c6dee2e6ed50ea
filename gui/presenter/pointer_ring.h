// A ring around the pointer, to be seen from the last row. It goes away when the pointer rests.
#pragma once
#include <QTimer>
#include <QWidget>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class PointerRing : public QWidget {
  Q_OBJECT
 public:
  static constexpr int rest_milliseconds = 3000;
  PointerRing(Theme& theme, QWidget* parent);
  void follow(const QPoint& at);  // in the parent

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
  QTimer rest_;
};

}  // namespace cleartext::gui
