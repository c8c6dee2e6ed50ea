// `cleartext lessons`: lists them, or checks an author's work.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

#include "engine/commands/faults.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/grading/table.h"
#include "engine/lesson/action_words.h"
#include "engine/lesson/format_words.h"

namespace cleartext::commands {
namespace fs = std::filesystem;

int print_faults(const std::vector<lesson::Fault>& faults) {
  for (const auto& fault : faults) std::cerr << fmt::format("{}:{}: {}\n", fault.file, fault.line, fault.sentence);
  return 1;
}

// A path may be one lesson, or a folder of lessons.
std::vector<std::string> lessons_in(const std::vector<std::string>& paths) {
  if (paths.empty()) return lesson::lesson_folders();
  std::error_code error;
  std::vector<std::string> found;
  for (const auto& path : paths) {
    std::vector<std::string> here;
    if (fs::exists(fs::path(path) / "lesson.yaml", error)) here.push_back(path);
    for (const auto& entry : fs::directory_iterator(here.empty() ? path : std::string(), error)) {
      const bool is_lesson = fs::exists(entry.path() / "lesson.yaml", error) && !entry.path().filename().string().starts_with('_');
      if (is_lesson) here.push_back(entry.path().string());
    }
    if (here.empty()) here.push_back(path);  // its loading says what is missing
    std::ranges::sort(here);
    found.insert(found.end(), here.begin(), here.end());
  }
  return found;
}

namespace {

int check(const Lessons& wanted) {
  int status = 0;
  for (const auto& folder : lessons_in(wanted.paths)) {
    const auto faults = lesson::inspect(folder);
    if (faults.empty()) {
      std::cout << folder << ": nothing wrong\n";
    } else {
      status = print_faults(faults);
    }
  }
  return status;
}

int tokens(const Lessons& wanted) {
  if (wanted.class_key.empty() || wanted.roster.empty()) return refuse({"--tokens needs --class-key FILE and --roster CSV.", {}}, 2);
  const auto key = lesson::read_class_key(wanted.class_key);
  if (!key) return refuse(key.error());
  std::vector<std::string> doubts;
  const auto roster = grading::read_roster(wanted.roster, &doubts);
  if (!roster) return refuse(roster.error());
  for (const auto& doubt : doubts) refuse({doubt, {}});
  std::cout << "id,lesson,token\r\n";
  for (const auto& [id, name] : *roster) {
    for (const auto& folder : lesson::lesson_folders()) {
      const auto lesson = fs::path(folder).filename().string();
      std::cout << grading::table_line({id, lesson, lesson::token_for(*key, id, lesson)});
    }
  }
  return 0;
}

int begin(const std::string& name) {
  const auto made = lesson::begin_lesson(name);
  if (!made) return refuse(made.error());
  std::cout << *made << ": a lesson that plays. Change it, and check it with `cleartext lessons --check " << *made << "`.\n";
  return 0;
}

void print_words() {
  std::cout << lesson::format_page() << "What stands under actions:\n\n";
  for (const auto& row : lesson::action_words()) {
    std::cout << fmt::format("{}\n  {}\n  - {}\n", row.word, row.meaning, row.example);
    for (const auto& field : row.fields) {
      const auto words = field.words.empty() ? std::string() : fmt::format(" ({})", fmt::join(field.words, ", "));
      std::cout << fmt::format("    {:<16} {}{}{}\n", field.name, field.meaning, words, field.needed ? " [needed]" : "");
    }
    std::cout << '\n';
  }
}

}  // namespace

int lessons(const Lessons& wanted, const std::string& program) {
  if (wanted.check) return check(wanted);
  if (wanted.record) return record(wanted, program);
  if (wanted.tokens) return tokens(wanted);
  if (wanted.schema) {
    std::cout << lesson::schema();
    return 0;
  }
  if (!wanted.new_name.empty()) return begin(wanted.new_name);
  if (wanted.words) {
    print_words();
    return 0;
  }
  if (!wanted.paths.empty()) return refuse({"Folders are named only together with --check or --record.", {}}, 2);
  int status = 0;
  for (const auto& folder : lesson::lesson_folders()) {
    auto loaded = lesson::load(folder);
    if (!loaded) {
      status = print_faults(loaded.error());
      continue;
    }
    if (wanted.format == Format::jsonl) {
      print_json({{q("lesson"), q(loaded->id)},
                  {q("title"), q(lesson::text(loaded->title, "en"))},
                  {q("minutes"), loaded->minutes},
                  {q("place"), loaded->place},
                  {q("steps"), static_cast<int>(loaded->steps.size())}});
    } else {
      std::cout << fmt::format("{:<24} {:>3} min  {}\n", loaded->id, loaded->minutes, lesson::text(loaded->title, "en"));
    }
  }
  return status;
}

}  // namespace cleartext::commands
