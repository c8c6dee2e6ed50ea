// A card that lies over other things has no paper behind its corners: they are cut off.
#pragma once
#include "gui/theme/card.h"

namespace cleartext::gui {

void float_card(Card& card);  // after each change of its size

}  // namespace cleartext::gui
