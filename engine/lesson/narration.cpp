#include "engine/lesson/narration.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace cleartext::lesson {
namespace fs = std::filesystem;

std::vector<std::string> languages_of(const fs::path& folder) {
  std::vector<std::string> languages{"en"};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const auto stem = entry.path().stem().string();
    if (entry.path().extension() == ".md" && stem.size() == 2 && stem != "en") languages.push_back(stem);
  }
  std::sort(languages.begin() + 1, languages.end());
  return languages;
}

Sections read_sections(const fs::path& path, std::vector<Fault>& faults) {
  Sections sections{path.string(), false, {}};
  std::ifstream file(path);
  sections.is_there = static_cast<bool>(file);
  Sections::Section* section = nullptr;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("# ")) {
      const auto [place, is_new] = sections.by_id.try_emplace(line.substr(2), Sections::Section{number, {}});
      if (!is_new) faults.push_back({sections.file, number, fmt::format("{} is told twice.", place->first)});
      section = &place->second;
    } else if (section != nullptr) {
      section->text += line + "\n";
    }
  }
  return sections;
}

namespace {

std::string filled(const std::string& text, int line, const std::string& file, const Lesson& lesson, std::vector<Fault>& faults) {
  std::map<std::string, std::string> values;
  for (const auto& [name, drawn] : lesson.draws) values[name] = drawn.value;
  return fill_in(text, values, [&](const std::string& name) {
    faults.push_back({file, line, fmt::format("Nothing is drawn under the name {}. Names stand under draws in lesson.yaml.", name)});
  });
}

}  // namespace

void read_narration(const fs::path& folder, Lesson& lesson, Reader& reader, std::vector<Fault>& faults) {
  std::vector<std::string_view> ids;
  for (const auto& step : lesson.steps) ids.push_back(step.id);
  for (const auto& language : reader.languages()) {
    const auto sections = read_sections(folder / (language + ".md"), faults);
    if (!sections.is_there) {
      faults.push_back({sections.file, 1, "The English narration is missing."});
      continue;
    }
    for (const auto& [id, section] : sections.by_id) {
      const auto step = std::ranges::find(lesson.steps, id, &Step::id);
      if (step == lesson.steps.end()) {
        faults.push_back({sections.file, section.line, fmt::format("There is no step {} in lesson.yaml.{}", id, meant(id, ids))});
      } else {
        step->narration[language] = filled(section.text, section.line, sections.file, lesson, faults);
      }
    }
    for (const auto& step : lesson.steps) {
      if (!sections.by_id.contains(step.id)) faults.push_back({sections.file, 1, fmt::format("Step {} has no narration.", step.id)});
    }
  }
}

void read_notes(const fs::path& folder, Lesson& lesson, Reader& reader, std::vector<Fault>& faults) {
  std::vector<std::string_view> ids{"mistakes", "ask"};
  for (const auto& step : lesson.steps) ids.push_back(step.id);
  for (const auto& task : lesson.tasks) ids.push_back(task.id);
  for (const auto& language : reader.languages()) {
    const auto sections = read_sections(folder / fmt::format("notes.{}.md", language), faults);
    for (const auto& [id, section] : sections.by_id) {
      if (std::ranges::find(ids, id) == ids.end()) {
        faults.push_back(
            {sections.file, section.line, fmt::format("{} is neither mistakes nor ask, nor a step or task.{}", id, meant(id, ids))});
      }
      lesson.notes[id][language] = filled(section.text, section.line, sections.file, lesson, faults);
    }
  }
}

}  // namespace cleartext::lesson
