// From what a lesson says to what the lab does. What becomes of it is seen on the wire.
#pragma once
#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

void perform(const Action& action, lab::Lab& lab);

}  // namespace cleartext::lesson
