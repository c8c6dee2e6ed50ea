// The words of a lesson that stand in files of their own, one a language: en.md tells the steps, notes.en.md is for the
// teacher. "# id" opens a section.
#pragma once
#include <filesystem>

#include "engine/lesson/reader.h"

namespace cleartext::lesson {

// "en", and each xx.md or notes.xx.md; with the lesson, also those in which its title and its first step are told.
std::vector<std::string> languages_of(const std::filesystem::path& folder, const YAML::Node& root = {});

struct Sections {
  struct Section {
    int line = 0;
    std::string text;
  };
  std::string file;
  bool is_there = false;
  std::map<std::string, Section> by_id;
};
Sections read_sections(const std::filesystem::path& path, std::vector<Fault>& faults);

// Fills in what is drawn, and tells ids that are missing or too many.
void read_narration(const std::filesystem::path& folder, Lesson& lesson, Reader& reader, std::vector<Fault>& faults);
void read_notes(const std::filesystem::path& folder, Lesson& lesson, Reader& reader, std::vector<Fault>& faults);

}  // namespace cleartext::lesson
