// What an answer is compared with: a text, or something read from the run.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Value read_value(const YAML::Node& node, Reader& reader);
// What a question or a check has under `answer`; a secret, or what says `case: exact`, is not the same in another case.
Value read_answer(const YAML::Node& map, const std::string& object, Reader& reader);

}  // namespace cleartext::lesson
