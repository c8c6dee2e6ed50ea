// One task of lesson.yaml: its sentence, its hints, its checks, and how it can be done.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Task read_task(const YAML::Node& node, Reader& reader);
Check read_check(const YAML::Node& node, Reader& reader, int points = 1);
std::vector<Action> read_actions(const YAML::Node& map, const std::string& key, Reader& reader);

}  // namespace cleartext::lesson
