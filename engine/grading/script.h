// A capture beside the lesson, as this student draws it.
#pragma once
#include "engine/grading/found.h"
#include "engine/lesson/lesson.h"

namespace cleartext::grading {

void in_script(const analysis::Recording& recording, const lesson::Lesson& lesson, Found& found);

}  // namespace cleartext::grading
