#include "gui/wire/jump_button.h"

namespace cleartext::gui {

JumpButton::JumpButton(Theme& theme, QWidget* list) : Button(theme, tr("Jump to the newest"), Button::Kind::plain, list), theme_(theme) {
  set_small(true);
  hide();
}

// Both are the list's children.
void JumpButton::place_in(const QWidget& viewport) {
  adjustSize();
  const QRect room = viewport.geometry();
  move(viewport.x() + room.width() - width() - theme_.px(16), viewport.y() + room.height() - height() - theme_.px(12));
}

}  // namespace cleartext::gui
