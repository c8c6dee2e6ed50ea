#include "engine/lesson/step_reader.h"

#include "engine/lesson/action_reader.h"
#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/known_words.h"
#include "engine/lesson/value_reader.h"

namespace cleartext::lesson {
namespace {

Question read_question(const YAML::Node& node, Reader& reader) {
  Question question;
  if (!reader.is_map(node, "A question")) return question;
  reader.only(node, words_of("question"));
  question.id = reader.text(node, "id", true);
  question.ask = reader.words(node, "ask", true);
  question.why = reader.words(node, "why", true);
  question.answer = read_answer(node, "question", reader);
  return question;
}

}  // namespace

Step read_step(const YAML::Node& node, Reader& reader) {
  Step step;
  if (!reader.is_map(node, "A step")) return step;
  reader.only(node, words_of("step"));
  step.id = reader.text(node, "id", true);
  step.title = reader.words(node, "title", true);
  step.hint = reader.words(node, "hint");
  step.view = reader.one_of(node, "view", choices_of("step", "view"));
  step.seconds = reader.number(node, "seconds", 15, 1, 600);
  for (const YAML::Node& each : node["actions"]) step.actions.push_back(read_action(each, reader));
  for (const YAML::Node& each : node["allows"]) {
    if (!reader.is_map(each, "allows")) continue;
    reader.only(each, words_of("allowance"));
    step.allows.push_back({reader.text(each, "actor", true), read_until(each, reader)});
  }
  for (const YAML::Node& each : node["evidence"]) step.evidence.push_back(read_evidence(each, reader));
  for (const YAML::Node& each : node["compare"]) step.compare.push_back(read_evidence(each, reader));
  if (!step.compare.empty() && step.compare.size() != 2)
    reader.fault(node["compare"], "Side by side lie two conversations, so compare names two.");
  for (const YAML::Node& each : node["questions"]) step.questions.push_back(read_question(each, reader));
  if (!step.evidence.empty() && step.hint.empty()) reader.fault(node, "A step with evidence needs a hint for when it does not come.");
  return step;
}

}  // namespace cleartext::lesson
