// From what a lesson says to what the lab does. What becomes of it is seen on the wire.
#pragma once
#include "engine/analysis/recording.h"
#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

// told_later: the lab says job_ended() when it is over. at_once: it is over now.
enum class Ending { at_once, told_later };
Ending perform(const Action& action, lab::Lab& lab, analysis::Recording& recording);
// The action crack: what is captured is tried, beside everything else, and what comes of it is told to the recording.
void crack(const Action& action, analysis::Recording& recording);

}  // namespace cleartext::lesson
