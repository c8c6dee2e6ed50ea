#include "engine/lesson/completeness.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace cleartext::lesson {
namespace {

constexpr int least_steps = 5, least_questions = 3, least_tasks = 2, least_hints = 2;

bool asks_for_answer(const Check& check) {
  return check.kind == Check::Kind::answer || check.kind == Check::Kind::packet || check.kind == Check::Kind::choice;
}

YAML::Node or_root(const YAML::Node& root, const char* key) {
  const auto node = root[key];
  return node.IsDefined() ? node : root;
}

void count_steps(const YAML::Node& root, const Lesson& lesson, Reader& reader) {
  const auto with_evidence = std::ranges::count_if(lesson.steps, [](const Step& step) { return !step.evidence.empty(); });
  if (with_evidence < least_steps) {
    reader.gap(or_root(root, "steps"),
               fmt::format("{} steps have evidence on the wire. A lesson needs at least {}.", with_evidence, least_steps));
  }
  std::ptrdiff_t questions = 0;
  for (const auto& step : lesson.steps) {
    questions += std::ranges::count_if(step.questions, [](const Question& question) { return question.answer.kind != Value::Kind::text; });
  }
  if (questions < least_questions) {
    reader.gap(or_root(root, "steps"),
               fmt::format("{} questions are answered from the run. A lesson needs at least {}.", questions, least_questions));
  }
}

void count_tasks(const YAML::Node& root, const Lesson& lesson, Reader& reader) {
  for (const auto& [kind, word] : {std::pair(Task::Kind::look_only, "look-only"), {Task::Kind::do_it_yourself, "do-it-yourself"}}) {
    const auto count = std::ranges::count(lesson.tasks, kind, &Task::kind);
    if (count < least_tasks)
      reader.gap(or_root(root, "tasks"), fmt::format("{} tasks are {}. A lesson needs at least {}.", count, word, least_tasks));
  }
}

void look_at_solution(const YAML::Node& node, const Task& task, const Solution& solution, Reader& reader) {
  for (const auto* checks : {&task.foundations, &task.checks}) {
    for (const auto& check : *checks) {
      if (asks_for_answer(check) && !solution.answers.contains(check.id)) {
        reader.gap(node, fmt::format("The solution does not answer {}.", check.id));
      }
    }
  }
}

void look_at_task(const YAML::Node& node, const Task& task, Reader& reader) {
  if (task.hints.size() < least_hints) {
    reader.gap(node, fmt::format("Task {} has {} hints. It needs at least {}, from a nudge to nearly the answer.", task.id,
                                 task.hints.size(), least_hints));
  }
  const bool acts = task.kind == Task::Kind::do_it_yourself;
  if (task.solution.empty()) reader.gap(node, fmt::format("Task {} has no solution.", task.id));
  if (acts && task.solution.parts.empty()) reader.gap(node, fmt::format("Task {} is to be done, but its solution does nothing.", task.id));
  if (acts && task.second.empty()) reader.gap(node, fmt::format("Task {} has no second solution: another route must count too.", task.id));
  if (!task.solution.empty()) look_at_solution(node, task, task.solution, reader);
  if (!task.second.empty()) look_at_solution(node, task, task.second, reader);
}

}  // namespace

void find_gaps(const YAML::Node& root, const Lesson& lesson, Reader& reader) {
  count_steps(root, lesson, reader);
  count_tasks(root, lesson, reader);
  if (lesson.goals.empty()) reader.gap(root, "goals are missing: what a student can do afterwards.");
  if (lesson.summary.empty()) reader.gap(root, "summary is missing.");
  if (lesson.links.empty()) reader.gap(root, "links are missing: the RFC sections to read on in.");
  if (lesson.view.empty()) reader.gap(root, "view is missing: which view shows this lesson best.");
  const auto tasks = root["tasks"];
  for (std::size_t i = 0; i < lesson.tasks.size(); ++i) look_at_task(tasks[i], lesson.tasks[i], reader);
}

std::vector<Fault> gaps_in_notes(const std::string& folder, const Lesson& lesson, const std::vector<std::string>& languages) {
  std::vector<Fault> gaps;
  for (const auto& language : languages) {
    const auto file = (std::filesystem::path(folder) / fmt::format("notes.{}.md", language)).string();
    for (const auto& [id, what] : {std::pair("mistakes", "what students get wrong"), {"ask", "what to ask the class"}}) {
      const auto note = lesson.notes.find(id);
      const bool is_there = note != lesson.notes.end() && note->second.contains(language);
      if (!is_there) gaps.push_back({file, 1, fmt::format("The teacher's notes have no section \"# {}\": {}.", id, what)});
    }
    for (const auto& [id, note] : lesson.notes) {
      if (!note.contains(language)) gaps.push_back({file, 1, fmt::format("Section {} is missing here, and another language has it.", id)});
    }
  }
  return gaps;
}

}  // namespace cleartext::lesson
