// What is wrong with a lesson, with file and line, on stderr.
#pragma once
#include <vector>

#include "engine/lesson/lesson.h"

namespace cleartext::commands {

int print_faults(const std::vector<lesson::Fault>& faults);  // 1

}  // namespace cleartext::commands
