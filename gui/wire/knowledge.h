// What a filter may ask that no packet knows: what hosts are called, and which packets gave a log-in away.
#pragma once
#include "engine/analysis/recording.h"
#include "engine/filter/matcher.h"

namespace cleartext::gui {

filter::Knowledge knowledge_of(const analysis::Recording& recording);

}  // namespace cleartext::gui
