#include "engine/lesson/reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::lesson {

void Reader::fault(const YAML::Node& at, std::string sentence) {
  const int line = at.IsDefined() && !at.Mark().is_null() ? at.Mark().line + 1 : 1;
  faults_.push_back({file_, line, std::move(sentence)});
}

bool Reader::is_map(const YAML::Node& node, const std::string& what) {
  if (node.IsDefined() && node.IsMap()) return true;
  fault(node, fmt::format("{} should be a list of names and values.", what));
  return false;
}

void Reader::only(const YAML::Node& map, std::initializer_list<std::string_view> known) {
  for (const auto& entry : map) {
    const auto key = entry.first.as<std::string>("");
    if (std::ranges::find(known, key) == known.end()) {
      fault(entry.first, fmt::format("The word {} is not known here. Known are: {}.", key, fmt::join(known, ", ")));
    }
  }
}

std::string Reader::text(const YAML::Node& map, const std::string& key, bool needed) {
  const auto node = map[key];
  if (!node.IsDefined()) {
    if (needed) fault(map, fmt::format("{} is missing.", key));
    return {};
  }
  if (!node.IsScalar()) {
    fault(node, fmt::format("{} should be one text.", key));
    return {};
  }
  return node.Scalar();
}

int Reader::number(const YAML::Node& map, const std::string& key, int otherwise, int least, int most) {
  const auto node = map[key];
  if (!node.IsDefined()) return otherwise;
  const int value = node.as<int>(least - 1);
  if (value >= least && value <= most) return value;
  fault(node, fmt::format("{} should be a number from {} to {}.", key, least, most));
  return otherwise;
}

Words Reader::words(const YAML::Node& map, const std::string& key, bool needed) {
  const auto node = map[key];
  Words words;
  if (!node.IsDefined()) {
    if (needed) fault(map, fmt::format("{} is missing.", key));
    return words;
  }
  return words_at(node, key);
}

Words Reader::words_at(const YAML::Node& node, const std::string& key) {
  Words words;
  if (!is_map(node, key)) return words;
  only(node, {"en", "de"});
  for (const auto& entry : node) words[entry.first.as<std::string>("")] = entry.second.as<std::string>("");
  if (words["en"].empty()) fault(node, fmt::format("{} has no English text (en).", key));
  return words;
}

}  // namespace cleartext::lesson
