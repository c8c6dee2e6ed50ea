#include "engine/lesson/folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/lesson/completeness.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/front_reader.h"
#include "engine/lesson/known_words.h"
#include "engine/lesson/narration.h"
#include "engine/lesson/oddities.h"
#include "engine/lesson/reader.h"
#include "engine/lesson/slips.h"
#include "engine/lesson/step_reader.h"
#include "engine/lesson/task_reader.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = 1 << 20;

// What lies elsewhere, or has no end, is no part of a lesson.
std::vector<Fault> misplaced(const fs::path& folder) {
  std::vector<Fault> faults;
  std::error_code error;
  const auto home = fs::weakly_canonical(folder, error);
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".md" && entry.path().extension() != ".yaml") continue;
    const auto path = fs::weakly_canonical(entry.path(), error);
    if (error || path.parent_path() != home || !fs::is_regular_file(path, error)) {
      faults.push_back({entry.path().string(), 1, "This is no file of the lesson's folder: it leads elsewhere, or is no plain file."});
    } else if (fs::file_size(path, error) > largest_file || error) {
      faults.push_back({entry.path().string(), 1, "The file is larger than 1 MiB."});
    }
  }
  return faults;
}

// The commonest slip of an editor, which the parser has no word for; 0: no line is.
int line_indented_with_a_tab(const fs::path& path) {
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const auto text = line.find_first_not_of(" \t");
    if (line.find('\t') < text && text != std::string::npos) return number;
  }
  return 0;
}

// The commonest slip of an author: {{word}} inside { }, where braces and commas mean something. `line` counts from 0.
std::string draw_without_quotes(const fs::path& path, int line) {
  std::ifstream file(path);
  std::string text;
  for (int number = 0; number <= line + 1 && std::getline(file, text); ++number) {
    char quote = '\0';
    for (std::size_t i = 0; number + 1 >= line && i < text.size(); ++i) {
      const char c = text[i];
      if (quote != '\0')
        quote = c == quote ? '\0' : quote;
      else if (c == '"' || c == '\'')
        quote = c;
      else if (text.compare(i, 2, "{{") == 0)
        return fmt::format(" Line {} has {{{{ }}}} outside of quotation marks: \"{{{{word}}}}\" is meant.", number + 1);
    }
  }
  return {};
}

void read_steps(const YAML::Node& root, Reader& reader, Lesson& lesson) {
  const auto steps = root["steps"];
  if (!steps.IsDefined() || !steps.IsSequence() || steps.size() == 0) return reader.fault(root, "A lesson needs steps.");
  std::set<std::string> ids;
  for (const YAML::Node& node : steps) {
    auto step = read_step(node, reader);
    if (!ids.insert(step.id).second) reader.fault(node, fmt::format("Two steps are called {}.", step.id));
    lesson.steps.push_back(std::move(step));
  }
}

void read_tasks(const YAML::Node& root, Reader& reader, Lesson& lesson) {
  if (!reader.is_list(root, "tasks")) return;
  std::set<std::string> ids;
  for (const auto& step : lesson.steps) ids.insert(step.id);
  for (const YAML::Node& node : root["tasks"]) {
    auto task = read_task(node, reader);
    if (!ids.insert(task.id).second) reader.fault(node, fmt::format("Two steps or tasks are called {}.", task.id));
    lesson.tasks.push_back(std::move(task));
  }
}

// Nobody in particular hears no printer: a recording, and a class at the teacher's screen, hold what the lesson says and no more.
void draw_announcements(const Bytes32& seed, const Student& student, Lesson& lesson) {
  constexpr std::size_t at_first = 40, later = 8;
  if (student.id.empty()) return;
  bool first = true;
  for (auto& step : lesson.steps) {
    if (step.evidence.empty()) continue;  // nothing crosses the wire, and it says so
    step.announcements = static_cast<int>(pick(seed, "announcements\n" + step.id, first ? at_first : later)) + (first ? 3 : 0);
    first = false;
  }
}

void read_mark(const Bytes32& seed, const Student& student, Lesson& lesson, Reader& reader) {
  if (student.id.empty()) return;
  const auto given = student.given.find("mark");
  lesson.mark = given == student.given.end() ? mark_of(seed) : given->second;
  reader.set_mark(lesson.mark);
}

void put_broken(Broken broken, const YAML::Node& root, Lesson& lesson, Reader& reader) {
  if (broken.when.empty()) return;
  const auto task = std::ranges::find(lesson.tasks, broken.when, &Task::id);
  if (task == lesson.tasks.end() && broken.when != "start") {
    return reader.fault(root["broken"], fmt::format("There is no task {}: when is start, or a task's id.", broken.when));
  }
  for (auto& action : broken.actions) action.secrecy = faults::Secrecy::secret;
  const auto right = reader.marked(lesson.broken);
  for (auto& each : lesson.tasks) {
    if (broken.when != "start" && each.id != broken.when) continue;
    for (auto& check : each.checks)
      if (check.kind == Check::Kind::choice && check.value.text == right) check.seen = broken.shows;
  }
  auto& opening = broken.when == "start" ? lesson.opening : task->opening;
  opening.insert(opening.end(), broken.actions.begin(), broken.actions.end());
}

void read_lesson(const YAML::Node& root, const Student& student, Reader& reader, Lesson& lesson) {
  if (!reader.is_map(root, "The lesson")) return;
  reader.only(root, words_of("lesson"));
  lesson.id = reader.text(root, "id", true);
  if (lesson.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
    reader.fault(root["id"], fmt::format("{} is no id: it has small letters, digits and hyphens, as the lesson's folder.", lesson.id));
  reader.know("student", student.id);
  const auto seed = seed_of(student, lesson.id);
  if (!seed) return reader.fault(root, seed.error().sentence);
  read_mark(*seed, student, lesson, reader);
  read_draws(root, *seed, student, lesson, reader);
  auto broken = read_broken(root, *seed, student, lesson, reader);
  lesson.version = reader.number(root, "version", 1, 1, 100000);
  lesson.place = reader.number(root, "place", 0, 1, 1000);
  lesson.minutes = reader.number(root, "minutes", 5, 1, 120);
  lesson.title = reader.words(root, "title", true);
  lesson.summary = reader.words(root, "summary");
  if (reader.is_list(root, "goals")) {
    for (const YAML::Node& goal : root["goals"]) lesson.goals.push_back(reader.words_at(goal, "A goal"));
  }
  read_front(root, lesson, reader);
  read_steps(root, reader, lesson);
  draw_announcements(*seed, student, lesson);
  read_tasks(root, reader, lesson);
  check_actors(root, lesson, reader);
  check_claims(root, lesson, reader);
  check_users(root, reader);
  put_broken(std::move(broken), root, lesson, reader);
  lesson.cracks = reader.cracks();
  find_gaps(root, lesson, reader);
}

}  // namespace

FolderReading read_folder(const std::string& folder, const Student& student) {
  FolderReading read;
  read.lesson.folder = folder;
  const auto path = fs::path(folder) / "lesson.yaml";
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error || size > largest_file) {
    read.faults.push_back(
        {path.string(), 1, error ? "The file cannot be read: " + error.message() + "." : "The file is larger than 1 MiB."});
    return read;
  }
  if (auto faults = misplaced(folder); !faults.empty()) {
    read.faults = std::move(faults);
    return read;
  }
  if (auto faults = slips_in_files(folder); !faults.empty()) {
    read.faults = std::move(faults);
    return read;
  }
  Reader reader(path.string(), read.faults, languages_of(folder));
  try {
    if (auto oddity = oddity_in(path.string())) {
      read.faults.push_back(std::move(*oddity));
      return read;
    }
    const auto root = YAML::LoadFile(path.string());
    find_doubled_words(root, reader);
    reader.speak(languages_of(folder, root));
    read_lesson(root, student, reader, read.lesson);
  } catch (const YAML::Exception& exception) {
    const int tab = line_indented_with_a_tab(path);
    if (tab > 0)
      read.faults.push_back({path.string(), tab, "This line is indented with a tab, and YAML takes spaces only."});
    else
      read.faults.push_back({path.string(), exception.mark.line + 1,
                             "This is not YAML: " + exception.msg + "." + draw_without_quotes(path, exception.mark.line)});
  }
  if (!read.lesson.steps.empty()) {
    read_narration(folder, read.lesson, reader, read.faults);
    read_notes(folder, read.lesson, reader, read.faults);
  }
  read.gaps = reader.gaps();
  if (read.lesson.steps.empty()) return read;  // notes were not looked at either
  const auto notes = gaps_in_notes(folder, read.lesson, reader.languages());
  read.gaps.insert(read.gaps.end(), notes.begin(), notes.end());
  return read;
}

}  // namespace cleartext::lesson
