// "Jump to the newest", in the lower right corner of a list that no longer follows the wire.
#pragma once
#include "gui/theme/button.h"

namespace cleartext::gui {

class JumpButton : public Button {
  Q_OBJECT
 public:
  JumpButton(Theme& theme, QWidget* list);
  void place_in(const QWidget& viewport);

 private:
  Theme& theme_;
};

}  // namespace cleartext::gui
