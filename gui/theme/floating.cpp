#include "gui/theme/floating.h"

namespace cleartext::gui {

// The paper in the corners goes, the hairline and its shadow stay: they are smooth, which a mask never is.
void float_card(Card& card) {
  if (auto* corners = card.findChild<QWidget*>(QStringLiteral("corners"), Qt::FindDirectChildrenOnly)) corners->hide();
}

}  // namespace cleartext::gui
