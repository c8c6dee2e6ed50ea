// What a finished lesson has, beyond being readable: enough steps, questions and tasks, hints, solutions, notes, and
// every language whole.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

void find_gaps(const YAML::Node& root, const Lesson& lesson, Reader& reader);
std::vector<Fault> gaps_in_notes(const std::string& folder, const Lesson& lesson, const std::vector<std::string>& languages);

}  // namespace cleartext::lesson
