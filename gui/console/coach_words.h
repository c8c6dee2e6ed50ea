// The coach's facts in words.
#pragma once
#include <QString>

#include "engine/talk/coach.h"

namespace cleartext::gui {

QString advice_words(const talk::Advice& advice);     // empty: nothing to say
QString state_words(const talk::Standing& standing);  // "has envelope: …"

}  // namespace cleartext::gui
