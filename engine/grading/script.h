// A capture beside the lesson, as this student draws it.
#pragma once
#include "engine/grading/found.h"
#include "engine/lesson/lesson.h"

namespace cleartext::grading {

enum class Drawn { known, believed };  // believed: with a token that cannot be made again, for the class key is missing
void in_script(const analysis::Recording& recording, const lesson::Lesson& lesson, Drawn drawn, Found& found);

}  // namespace cleartext::grading
