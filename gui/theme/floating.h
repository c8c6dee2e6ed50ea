// A card that lies over other things has no paper behind its corners: what lies beneath is seen there.
#pragma once
#include "gui/theme/card.h"

namespace cleartext::gui {

void float_card(Card& card);  // after each change of its size

}  // namespace cleartext::gui
