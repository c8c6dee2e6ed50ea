// What must be seen on the wire, as steps, questions and checks say it.
#pragma once
#include <optional>

#include "engine/lesson/reader.h"

namespace cleartext::lesson {

Evidence read_evidence(const YAML::Node& node, Reader& reader);                   // a map with one entry: the kind and its fields
std::optional<Evidence> read_evidence_in(const YAML::Node& map, Reader& reader);  // a map with other entries beside it
Evidence read_fields(Evidence::Kind kind, const YAML::Node& map, Reader& reader);
std::string host_name(const YAML::Node& map, const std::string& key, Reader& reader);  // of the table of hosts, or a fault

}  // namespace cleartext::lesson
