// What YAML can say and no lesson should: aliases (*name) by which a small file stands for one that nobody could read to its end, or
// for one that has none; a second document, which nobody would read; tags (!!name), which some programs carry out.
#pragma once
#include <optional>
#include <string>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

std::optional<Fault> oddity_in(const std::string& path);  // throws YAML::Exception as the parser does

}  // namespace cleartext::lesson
