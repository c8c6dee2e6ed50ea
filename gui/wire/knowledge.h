// What a filter may ask that no packet knows: what hosts are called, and which packets gave a log-in away to whoever looks.
#pragma once
#include "engine/filter/matcher.h"
#include "gui/selection/selection.h"

namespace cleartext::gui {

filter::Knowledge knowledge_of(const Selection& selection);

}  // namespace cleartext::gui
