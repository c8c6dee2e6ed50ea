// What a lesson breaks in secret is to be found on the wire: the map and the servers' panel say nothing of it.
#pragma once
#include "engine/lesson/lesson.h"
#include "servers/lab/lab.h"

namespace cleartext::gui {

lab::Snapshot without_secrets(lab::Snapshot snapshot, const lesson::Lesson& lesson);
// Nothing in the lesson orders it.
bool is_by_hand(const lesson::Lesson& lesson, const faults::Fault& fault);

}  // namespace cleartext::gui
