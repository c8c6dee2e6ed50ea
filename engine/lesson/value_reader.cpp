#include "engine/lesson/value_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/value.h"

namespace cleartext::lesson {
namespace {

Value read_pair(Value::Kind kind, const YAML::Node& node, Reader& reader) {
  Value value;
  value.kind = kind;
  if (!node.IsSequence() || node.size() != 2) {
    reader.fault(node, "This takes a list of two values.");
    value.of.resize(2);
    return value;
  }
  for (const YAML::Node& each : node) value.of.push_back(read_value(each, reader));
  return value;
}

}  // namespace

Value read_value(const YAML::Node& node, Reader& reader) {
  Value value;
  if (node.IsDefined() && node.IsScalar()) {
    value.text = reader.text_at(node, "A value");
    return value;
  }
  if (!reader.is_map(node, "A value")) return value;
  reader.only(node, words_of("value"));
  if (node["ratio"].IsDefined()) return read_pair(Value::Kind::ratio, node["ratio"], reader);
  if (node["difference"].IsDefined()) return read_pair(Value::Kind::difference, node["difference"], reader);
  if (node["packets"].IsDefined()) {
    value.kind = Value::Kind::packets;
    value.text = reader.text(node, "packets");
    return value;
  }
  if (node["count"].IsDefined()) {
    value.kind = Value::Kind::count;
    value.evidence = read_evidence(node["count"], reader);
    return value;
  }
  value.kind = Value::Kind::field;
  const auto evidence = read_evidence_in(node, reader);
  if (!evidence) reader.fault(node, fmt::format("A value is a text, or has one of {}.", fmt::join(words_of("value"), ", ")));
  value.evidence = evidence.value_or(Evidence{});
  if (node["after"].IsDefined()) value.after = read_evidence(node["after"], reader);
  value.field = reader.one_of(node, "field", fields_of(value.evidence.kind), true);
  return value;
}

Value read_answer(const YAML::Node& map, const std::string& object, Reader& reader) {
  auto value = read_value(map["answer"], reader);
  const auto letters = reader.one_of(map, "case", choices_of(object, "case"));
  const bool exact = letters.empty() ? value.field == "secret" : letters == "exact";
  value.letters = exact ? wire::Letters::as_written : wire::Letters::of_either_case;
  return value;
}

}  // namespace cleartext::lesson
