// What is going on, as the audience and the speaker are told.
#pragma once
#include <QString>

namespace cleartext::gui {

struct Told {
  QString title;             // "Sniffing · 3 of 7"
  QString caption;           // one sentence for the audience
  QString now, notes, next;  // for the speaker: step, its narration, the step or line that follows
};

}  // namespace cleartext::gui
