// Whose hand-in it is: the id as the class spells it, and the token that is this student's.
#pragma once
#include "engine/grading/grade.h"
#include "engine/grading/hand_in.h"

namespace cleartext::grading {

// An id that was typed with other capitals, blanks around it, or a letter in two parts is the one on the roster.
std::string spelt(const std::string& typed, const std::vector<std::string>& ids);

// The student as his words are to be drawn; a remark where that cannot be checked.
lesson::Student student_of(const HandIn& hand_in, const Rules& rules, Result& result);

std::string named(const std::string& student, const std::string& language);  // within a sentence, who has no id, too

}  // namespace cleartext::grading
