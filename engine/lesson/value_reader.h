// What an answer is compared with: a text, or something read from the run.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Value read_value(const YAML::Node& node, Reader& reader);

}  // namespace cleartext::lesson
