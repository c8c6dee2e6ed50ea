#include "engine/lesson/narration.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

bool is_language(const std::string& word) {
  return word.size() == 2 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

// Told in two places it is no slip of the pen: then a file of it is missing.
std::vector<std::string> told_in(const YAML::Node& root) {
  std::vector<std::string> languages;
  const auto words_of = [](const YAML::Node& of) { return of.IsDefined() && of.IsMap() ? of["title"] : YAML::Node(); };
  const auto title = words_of(root), steps = root.IsMap() ? root["steps"] : YAML::Node();
  if (!title.IsDefined() || !title.IsMap() || !steps.IsDefined() || !steps.IsSequence() || steps.size() == 0) return languages;
  const auto first = words_of(steps[0]);
  if (!first.IsDefined() || !first.IsMap()) return languages;
  for (const auto& entry : title) {
    const auto language = entry.first.as<std::string>("");
    if (is_language(language) && first[language].IsDefined()) languages.push_back(language);
  }
  return languages;
}

}  // namespace

std::vector<std::string> languages_of(const fs::path& folder, const YAML::Node& root) {
  std::set<std::string> others;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    auto stem = entry.path().stem().string();
    if (stem.starts_with("notes.")) stem.erase(0, 6);
    if (entry.path().extension() == ".md" && is_language(stem)) others.insert(stem);
  }
  for (const auto& language : told_in(root)) others.insert(language);
  others.erase("en");
  std::vector<std::string> languages{"en"};
  languages.insert(languages.end(), others.begin(), others.end());
  return languages;
}

Sections read_sections(const fs::path& path, std::vector<Fault>& faults) {
  Sections sections{path.string(), false, {}};
  std::ifstream file(path);
  sections.is_there = static_cast<bool>(file);
  Sections::Section* section = nullptr;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);  // as some editors mark UTF-8
    if (line.ends_with('\r')) line.pop_back();
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
    std::vector<std::string_view> known;
    for (const auto& [each, value] : values) known.push_back(each);
    const auto here = std::min(text.find("{{" + name + "}}"), text.size());
    const auto below = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(here), '\n');
    faults.push_back(
        {file, line + 1 + static_cast<int>(below),
         fmt::format("Nothing is drawn under the name {}.{} Names stand under draws in lesson.yaml.", name, meant(name, known))});
  });
}

}  // namespace

void read_narration(const fs::path& folder, Lesson& lesson, Reader& reader, std::vector<Fault>& faults) {
  std::vector<std::string_view> ids;
  for (const auto& step : lesson.steps) ids.push_back(step.id);
  for (const auto& language : reader.languages()) {
    const auto sections = read_sections(folder / (language + ".md"), faults);
    if (!sections.is_there) {
      faults.push_back({sections.file, 1,
                        language == "en"
                            ? std::string("The English narration is missing.")
                            : fmt::format("The lesson is told in the language {0}, and its narration {0}.md is missing.", language)});
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
