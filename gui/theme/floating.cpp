#include "gui/theme/floating.h"

#include <QPainterPath>

namespace cleartext::gui {

// Within the hairline of the card, so that nothing of its shadow is left standing.
void float_card(Card& card) {
  constexpr double radius = 12;
  QPainterPath outline;
  outline.addRoundedRect(QRectF(card.rect()).adjusted(3, 2, -3, -4), radius, radius);
  card.setMask(QRegion(outline.toFillPolygon().toPolygon()));
}

}  // namespace cleartext::gui
