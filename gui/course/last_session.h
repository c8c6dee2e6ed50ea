// Where one was, for the next start: the lesson with its last step that was seen, or the free lab, and what stood in front.
#pragma once
#include <QString>
#include <optional>

#include "gui/window/main_window.h"

namespace cleartext::gui {

struct LastSession {
  QString lesson;  // its folder; empty: the free lab
  int step = -1;   // the last that was seen
  Front front;
};

void remember_session(const LastSession& session);
std::optional<LastSession> last_session();  // none: nothing was open yet, or the lesson is gone

}  // namespace cleartext::gui
