// Words that the lab knows, though a lesson's format does not list them: who passes the gate, up to which word, and what protocols call
// their commands. A slip in one of them would make a step that never comes.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

std::string read_until(const YAML::Node& map, Reader& reader);
void check_verbs(std::string_view verbs, const YAML::Node& at, Reader& reader);   // only what is near a known one is a slip
void check_actors(const YAML::Node& root, const Lesson& lesson, Reader& reader);  // of allowances: who has an account is one
void check_users(const YAML::Node& root, Reader& reader);  // whom evidence expects: nobody else in the lesson speaks of him
void check_claims(const YAML::Node& root, const Lesson& lesson, Reader& reader);

}  // namespace cleartext::lesson
