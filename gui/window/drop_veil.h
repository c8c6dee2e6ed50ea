// Lies over the window while a file is held above it, and says what letting go does.
#pragma once
#include <QWidget>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class DropVeil : public QWidget {
  Q_OBJECT
 public:
  DropVeil(Theme& theme, QWidget* parent);
  void cover();  // all of its parent

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
};

}  // namespace cleartext::gui
