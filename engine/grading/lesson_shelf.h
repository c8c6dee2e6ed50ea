// Where a hand-in's lesson is taken from: by its id alone, never by a path, for a hand-in is a stranger's.
#pragma once
#include "engine/grading/grade.h"

namespace cleartext::grading {

tl::expected<lesson::Lesson, std::string> take_lesson(const std::string& id, const Rules& rules, const lesson::Student& student);

}  // namespace cleartext::grading
