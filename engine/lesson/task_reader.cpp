#include "engine/lesson/task_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/lesson/action_reader.h"
#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/value_reader.h"

namespace cleartext::lesson {
namespace {

const Check* check_of(const Task& task, const std::string& id) {
  for (const auto* checks : {&task.foundations, &task.checks}) {
    const auto found = std::ranges::find(*checks, id, &Check::id);
    if (found != checks->end()) return &*found;
  }
  return nullptr;
}

void read_answers(const YAML::Node& node, Solution& solution, const Task& task, Reader& reader) {
  if (!reader.is_map(node, "answers")) return;
  for (const auto& entry : node) {
    const auto id = entry.first.as<std::string>("");
    const auto* check = check_of(task, id);
    if (check == nullptr || check->kind < Check::Kind::answer) {
      reader.fault(entry.first, fmt::format("No check called {} asks for an answer.", id));
      continue;
    }
    auto& answer = solution.answers[id] = read_value(entry.second, reader);
    if (check->kind == Check::Kind::choice) answer.text = reader.marked(answer.text);
  }
}

Solution read_solution(const YAML::Node& map, const std::string& key, const Task& task, Reader& reader) {
  Solution solution;
  const auto node = map[key];
  if (!node.IsDefined() || !reader.is_map(node, key)) return solution;
  reader.only(node, words_of("solution"));
  if (reader.is_list(node, "actions")) {
    for (const YAML::Node& each : node["actions"]) {
      if (each.IsMap() && each.size() == 1 && each["wait"].IsDefined()) {
        solution.parts.push_back({std::nullopt, read_evidence(each["wait"], reader)});
      } else {
        solution.parts.push_back({read_action(each, reader), std::nullopt});
      }
    }
  }
  if (node["answers"].IsDefined()) read_answers(node["answers"], solution, task, reader);
  return solution;
}

std::vector<Check> read_checks(const YAML::Node& map, const std::string& key, int points, std::set<std::string>& ids, Reader& reader) {
  std::vector<Check> checks;
  if (!reader.is_list(map, key)) return checks;
  for (const YAML::Node& each : map[key]) {
    checks.push_back(read_check(each, reader, points));
    if (!ids.insert(checks.back().id).second) reader.fault(each, fmt::format("Two checks are called {}.", checks.back().id));
  }
  return checks;
}

}  // namespace

std::vector<Action> read_actions(const YAML::Node& map, const std::string& key, Reader& reader) {
  std::vector<Action> actions;
  if (!reader.is_list(map, key)) return actions;
  for (const YAML::Node& each : map[key]) actions.push_back(read_action(each, reader));
  return actions;
}

Task read_task(const YAML::Node& node, Reader& reader) {
  Task task;
  if (!reader.is_map(node, "A task")) return task;
  reader.only(node, words_of("task"));
  task.id = reader.text(node, "id", true);
  task.kind =
      reader.one_of(node, "kind", choices_of("task", "kind"), true) == "look-only" ? Task::Kind::look_only : Task::Kind::do_it_yourself;
  task.title = reader.words(node, "title", true);
  task.says = reader.words(node, "says", true);
  if (reader.is_list(node, "hints")) {
    for (const YAML::Node& each : node["hints"]) task.hints.push_back(reader.words_at(each, "A hint"));
  }
  task.opening = read_actions(node, "opening", reader);
  task.closing = read_actions(node, "closing", reader);
  std::set<std::string> ids;
  task.foundations = read_checks(node, "foundations", 0, ids, reader);
  task.checks = read_checks(node, "checks", 1, ids, reader);
  if (task.checks.empty()) reader.fault(node, "A task needs checks.");
  task.solution = read_solution(node, "solution", task, reader);
  task.second = read_solution(node, "second", task, reader);
  return task;
}

}  // namespace cleartext::lesson
