// From what a lesson says to what the lab does. What becomes of it is seen on the wire.
#pragma once
#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

// told_later: the lab says job_ended() when it is over. at_once: it is over now.
enum class Ending { at_once, told_later };
Ending perform(const Action& action, lab::Lab& lab);

}  // namespace cleartext::lesson
