#include "engine/lesson/lesson.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "engine/lesson/reader.h"
#include "engine/lesson/step_reader.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = 1 << 20;

// Narration: each "# step-id" opens the Markdown of that step.
void read_narration(const fs::path& path, const std::string& language, Lesson& lesson, std::vector<Fault>& faults) {
  std::ifstream file(path);
  if (!file) {
    if (language == "en") faults.push_back({path.string(), 1, "The English narration is missing."});
    return;
  }
  std::set<std::string> seen;
  Step* step = nullptr;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.starts_with("# ")) {
      const auto id = line.substr(2);
      const auto found = std::ranges::find(lesson.steps, id, &Step::id);
      step = found == lesson.steps.end() ? nullptr : &*found;
      if (step == nullptr) faults.push_back({path.string(), number, fmt::format("There is no step {} in lesson.yaml.", id)});
      if (!seen.insert(id).second) faults.push_back({path.string(), number, fmt::format("Step {} is told twice.", id)});
    } else if (step != nullptr) {
      step->narration[language] += line + "\n";
    }
  }
  for (const auto& each : lesson.steps) {
    if (!seen.contains(each.id)) faults.push_back({path.string(), 1, fmt::format("Step {} has no narration.", each.id)});
  }
}

void read_lesson(const YAML::Node& root, Reader& reader, Lesson& lesson) {
  if (!reader.is_map(root, "The lesson")) return;
  reader.only(root, {"id", "version", "minutes", "title", "summary", "goals", "steps"});
  lesson.id = reader.text(root, "id", true);
  lesson.version = reader.number(root, "version", 1, 1, 100000);
  lesson.minutes = reader.number(root, "minutes", 5, 1, 120);
  lesson.title = reader.words(root, "title", true);
  lesson.summary = reader.words(root, "summary");
  for (const YAML::Node& goal : root["goals"]) lesson.goals.push_back(reader.words_at(goal, "A goal"));
  const auto steps = root["steps"];
  if (!steps.IsDefined() || !steps.IsSequence() || steps.size() == 0) return reader.fault(root, "A lesson needs steps.");
  std::set<std::string> ids;
  for (const YAML::Node& node : steps) {
    auto step = read_step(node, reader);
    if (!ids.insert(step.id).second) reader.fault(node, fmt::format("Two steps are called {}.", step.id));
    lesson.steps.push_back(std::move(step));
  }
}

}  // namespace

const std::string& text(const Words& words, const std::string& language) {
  static const std::string none;
  for (const auto& wanted : {language, std::string("en")}) {
    const auto found = words.find(wanted);
    if (found != words.end() && !found->second.empty()) return found->second;
  }
  return none;
}

tl::expected<Lesson, std::vector<Fault>> load(const std::string& folder) {
  std::vector<Fault> faults;
  Lesson lesson;
  lesson.folder = folder;
  const auto path = fs::path(folder) / "lesson.yaml";
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > largest_file) {
    faults.push_back({path.string(), 1, error ? "The file cannot be read: " + error.message() + "." : "The file is larger than 1 MiB."});
    return tl::unexpected(faults);
  }
  Reader reader(path.string(), faults);
  try {
    read_lesson(YAML::LoadFile(path.string()), reader, lesson);
  } catch (const YAML::Exception& exception) {
    faults.push_back({path.string(), exception.mark.line + 1, "This is not YAML: " + exception.msg + "."});
  }
  if (!lesson.steps.empty()) {
    read_narration(fs::path(folder) / "en.md", "en", lesson, faults);
    read_narration(fs::path(folder) / "de.md", "de", lesson, faults);
  }
  if (!faults.empty()) return tl::unexpected(faults);
  return lesson;
}

}  // namespace cleartext::lesson
