// Which of the faults that are on were ordered by hand, and not by the lesson.
#pragma once
#include "engine/lesson/lesson.h"

namespace cleartext::gui {

bool is_by_hand(const lesson::Lesson& lesson, const faults::Fault& fault);  // nothing in the lesson orders it

}  // namespace cleartext::gui
