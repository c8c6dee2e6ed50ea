// One check: what is wanted in every language, and right below it what the capture is asked for.
#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/task_reader.h"
#include "engine/lesson/value_reader.h"

namespace cleartext::lesson {
namespace {

using Kind = Check::Kind;

const std::vector<std::pair<std::string_view, Kind>>& kinds() {
  static const std::vector<std::pair<std::string_view, Kind>> words{{"seen", Kind::seen},       {"count", Kind::count},
                                                                    {"measure", Kind::measure}, {"answer", Kind::answer},
                                                                    {"packet", Kind::packet},   {"choose", Kind::choice}};
  return words;
}

void read_seen(const YAML::Node& node, Check& check, Reader& reader) {
  if (!node.IsSequence() || node.size() == 0) return reader.fault(node, "seen is a list of what must be seen, in its order.");
  for (const YAML::Node& each : node) {
    if (!reader.is_map(each, "Evidence")) continue;
    reader.only(each, words_of("sighting"));
    const auto evidence = read_evidence_in(each, reader);
    if (!evidence) reader.fault(each, fmt::format("Each evidence is one of {}.", fmt::join(words_of("evidence"), ", ")));
    check.seen.push_back({reader.text(each, "as"), evidence.value_or(Evidence{})});
  }
}

std::string name_of_seen(const YAML::Node& map, const std::string& key, const Check& check, Reader& reader) {
  auto name = reader.text(map, key);
  if (name.empty() || std::ranges::find(check.seen, name, &Check::Seen::name) != check.seen.end()) return name;
  reader.fault(map[key], fmt::format("Nothing in seen is called {} (as: {}).", name, name));
  return {};
}

void read_absent(const YAML::Node& map, Check& check, Reader& reader) {
  if (!reader.is_list(map, "absent")) return;
  if (check.kind != Kind::seen || check.seen.empty()) {
    return reader.fault(map["absent"], "absent is judged only beside seen: an empty capture must not pass.");
  }
  for (const YAML::Node& each : map["absent"]) {
    if (!reader.is_map(each, "Evidence")) continue;
    reader.only(each, words_of("absence"));
    const auto evidence = read_evidence_in(each, reader);
    if (!evidence) reader.fault(each, fmt::format("Each evidence is one of {}.", fmt::join(words_of("evidence"), ", ")));
    check.absent.push_back(
        {evidence.value_or(Evidence{}), name_of_seen(each, "after", check, reader), name_of_seen(each, "before", check, reader)});
  }
}

void read_choice(const YAML::Node& node, Check& check, Reader& reader) {
  if (!reader.is_map(node, "choose")) return;
  reader.only(node, words_of("choice"));
  check.value.text = reader.text(node, "right", true);
  std::vector<std::string_view> ids;
  for (const YAML::Node& each : node["of"]) {
    if (!reader.is_map(each, "A choice")) continue;
    reader.only(each, words_of("option"));
    check.choices.push_back({reader.text(each, "id", true), reader.words(each, "says", true)});
  }
  for (const auto& each : check.choices) ids.push_back(each.id);
  if (ids.size() < 2) reader.fault(node, "Choosing needs at least two choices.");
  if (std::ranges::find(ids, check.value.text) == ids.end()) {
    reader.fault(node, fmt::format("No choice is called {}.{}", check.value.text, meant(check.value.text, ids)));
  }
  check.value.text = reader.marked(check.value.text);
  for (auto& each : check.choices) each.id = reader.marked(each.id);
}

void read_predicate(const YAML::Node& map, Check& check, Reader& reader) {
  int count = 0;
  for (const auto& [word, kind] : kinds()) {
    const auto node = map[std::string(word)];
    if (!node.IsDefined()) continue;
    if (++count > 1) reader.fault(node, "A check asks for one thing. Make another check of this.");
    check.kind = kind;
    switch (kind) {
      case Kind::seen: read_seen(node, check, reader); break;
      case Kind::count:
      case Kind::packet: check.seen.push_back({{}, read_evidence(node, reader)}); break;
      case Kind::measure: check.value = read_value(node, reader); break;
      case Kind::answer: check.value = read_answer(map, "check", reader); break;
      case Kind::choice: read_choice(node, check, reader); break;
    }
    if (check.value.kind == Value::Kind::packets)
      reader.fault(node, "How many packets a step took is for questions: a hand-in does not tell steps apart.");
  }
  if (count == 0) reader.fault(map, "A check asks for one of seen, count, measure, answer, packet, choose.");
}

}  // namespace

Check read_check(const YAML::Node& node, Reader& reader, int points) {
  Check check;
  if (!reader.is_map(node, "A check")) return check;
  reader.only(node, words_of("check"));
  check.id = reader.text(node, "id", true);
  check.says = reader.words(node, "says", true);
  check.not_yet = reader.words(node, "not_yet");
  check.points = reader.number(node, "points", points, 0, 100);
  read_predicate(node, check, reader);
  if (reader.one_of(node, "together", choices_of("check", "together")) == "yes") check.where = Check::Where::one_connection;
  if (reader.one_of(node, "order", choices_of("check", "order")) == "any") check.order = Check::Order::any;
  read_absent(node, check, reader);
  check.least = reader.real(node, "least", check.kind == Kind::count ? 1 : 0);
  check.most = reader.real(node, "most", 1e18);
  if (check.least > check.most) reader.fault(node, "least is more than most: this never passes.");
  check.within = reader.real(node, "within", 0);
  return check;
}

}  // namespace cleartext::lesson
