// The table of words as JSON Schema and as a page. Editors complete and check a lesson with the one, people read the other.
#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/json_line.h"
#include "engine/lesson/action_words.h"
#include "engine/lesson/format_words.h"

namespace cleartext::lesson {
namespace {

std::string json_text(std::string_view text) {
  std::string out;
  analysis::append_json(out, text);
  return out;
}

std::string reference(std::string_view object) { return fmt::format(R"({{"$ref": "#/$defs/{}"}})", object); }

// Of a word's type. What YAML reads as a number or as true may stand where a text is wanted.
std::string type_schema(std::string_view type) {
  if (type == "text") return R"({"type": ["string", "number", "boolean"]})";
  if (type == "number") return R"({"type": "number"})";
  if (type.starts_with('[')) return fmt::format(R"({{"type": "array", "items": {}}})", type_schema(type.substr(1, type.size() - 2)));
  if (type.starts_with('{'))
    return fmt::format(R"({{"type": "object", "additionalProperties": {}}})", type_schema(type.substr(1, type.size() - 2)));
  if (type.find('|') == std::string_view::npos) return reference(type);
  std::string choices;
  for (std::size_t at = 0; at <= type.size();) {
    const auto bar = std::min(type.find('|', at), type.size());
    choices += (choices.empty() ? "" : ", ") + json_text(type.substr(at, bar - at));
    at = bar + 1;
  }
  if (type == "yes|no") choices += ", true, false";  // as some editors read yes and no
  return fmt::format(R"({{"enum": [{}]}})", choices);
}

std::string object_schema(const FormatObject& object) {
  std::string properties, required;
  for (const auto& word : object.words) {
    auto type = type_schema(word.type);
    if (!word.meaning.empty()) type.insert(1, fmt::format(R"("description": {}, )", json_text(word.meaning)));
    properties += fmt::format("{}\n        {}: {}", properties.empty() ? "" : ",", json_text(word.name), type);
    if (word.needed) required += (required.empty() ? "" : ", ") + json_text(word.name);
  }
  return fmt::format(
      "{{\n      \"description\": {},\n      \"type\": \"object\",\n      \"additionalProperties\": false,\n{}      \"properties\": {{{}\n "
      "     }}\n    }}",
      json_text(object.meaning), required.empty() ? "" : fmt::format("      \"required\": [{}],\n", required), properties);
}

std::string action_schema(const ActionWord& action) {
  // One text and no fields: what is ordered, and withdrawn.
  if (action.fields.empty()) return fmt::format(R"({{"description": {}, "type": "string"}})", json_text(action.meaning));
  std::string properties, required;
  for (const auto& field : action.fields) {
    std::string choices;
    for (const auto word : field.words) choices += (choices.empty() ? "" : ", ") + json_text(word);
    properties += fmt::format("{}\n            {}: {{\"description\": {}{}}}", properties.empty() ? "" : ",", json_text(field.name),
                              json_text(field.meaning), choices.empty() ? "" : fmt::format(", \"enum\": [{}]", choices));
    if (field.needed) required += (required.empty() ? "" : ", ") + json_text(field.name);
  }
  return fmt::format(
      "{{\n          \"description\": {},\n          \"type\": \"object\",\n          \"additionalProperties\": false,\n{}          "
      "\"properties\": {{{}\n          }}\n        }}",
      json_text(action.meaning), required.empty() ? "" : fmt::format("          \"required\": [{}],\n", required), properties);
}

// One word and what it takes.
std::string one_action() {
  std::string properties;
  for (const auto& action : action_words()) {
    properties += fmt::format("{}\n        {}: {}", properties.empty() ? "" : ",", json_text(action.word), action_schema(action));
  }
  return fmt::format(
      "{{\n      \"type\": \"object\",\n      \"additionalProperties\": false,\n      \"minProperties\": 1,\n      \"maxProperties\": 1,\n "
      "     \"properties\": {{{}\n      }}\n    }}",
      properties);
}

}  // namespace

std::string schema() {
  std::string definitions =
      "    \"words\": {\"description\": \"a text in each language\", \"type\": \"object\", \"required\": [\"en\"], "
      "\"additionalProperties\": {\"type\": [\"string\", \"number\"]}}";
  definitions += ",\n    \"actions\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/action\"}}";
  definitions += ",\n    \"action\": " + one_action();
  definitions +=
      ",\n    \"solving\": {\"anyOf\": [{\"$ref\": \"#/$defs/action\"}, {\"type\": \"object\", \"additionalProperties\": false, "
      "\"required\": [\"wait\"], \"properties\": {\"wait\": {\"$ref\": \"#/$defs/evidence\"}}}]}";
  for (const auto& object : format_objects()) {
    auto made = object_schema(object);
    if (object.name == "value") made = fmt::format("{{\"anyOf\": [{{\"type\": [\"string\", \"number\"]}}, {}]}}", made);
    definitions += fmt::format(",\n    {}: {}", json_text(object.name), made);
  }
  return fmt::format(
      "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"A Cleartext lesson (lesson.yaml)\",\n"
      "  \"$ref\": \"#/$defs/lesson\",\n  \"$defs\": {{\n{}\n  }}\n}}\n",
      definitions);
}

std::string format_page() {
  std::string page;
  for (const auto& object : format_objects()) {
    page += fmt::format("{}: {}\n", object.name, object.meaning);
    for (const auto& word : object.words) {
      page += fmt::format("    {:<14} {}{}{}\n", word.name, word.type, word.meaning.empty() ? "" : fmt::format("; {}", word.meaning),
                          word.needed ? " [needed]" : "");
    }
    page += '\n';
  }
  return page;
}

}  // namespace cleartext::lesson
