// What an actor does, as steps and solutions say it: a map with one entry, the kind and its fields.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Action read_action(const YAML::Node& node, Reader& reader);

}  // namespace cleartext::lesson
