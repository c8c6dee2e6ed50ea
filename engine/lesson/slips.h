// Slips that an author makes in files before anybody reads what they mean: letters in another encoding, a word that stands twice,
// a picture that lies elsewhere.
#pragma once
#include <filesystem>

#include "engine/lesson/reader.h"

namespace cleartext::lesson {

std::vector<Fault> slips_in_files(const std::filesystem::path& folder);  // of lesson.yaml and each text
void find_doubled_words(const YAML::Node& node, Reader& reader);         // in it and everything below
// Each is a lesson that is known here, or lies beside this one.
std::vector<Fault> unknown_prerequisites(const std::filesystem::path& folder, const Lesson& lesson);

}  // namespace cleartext::lesson
