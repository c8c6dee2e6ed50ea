// One step of lesson.yaml.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Step read_step(const YAML::Node& node, Reader& reader);

}  // namespace cleartext::lesson
