// What one hand-in has from another: connections that stand in both, and words that another student drew.
#pragma once
#include "engine/grading/grade.h"

namespace cleartext::grading {

void find_copies(std::vector<Result>& results, const Rules& rules, const Class& people);

}  // namespace cleartext::grading
