// YAML's aliases (*name) let a small file stand for one that nobody could read to its end, or for one that has none.
#pragma once
#include <optional>
#include <string>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

std::optional<Fault> endless_alias_in(const std::string& path);  // throws YAML::Exception as the parser does

}  // namespace cleartext::lesson
