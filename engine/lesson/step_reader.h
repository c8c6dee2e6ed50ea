// One step of lesson.yaml.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Step read_step(const YAML::Node& node, Reader& reader);
Evidence read_evidence(const YAML::Node& node, Reader& reader);   // a map with one entry: the kind and its fields

}  // namespace cleartext::lesson
