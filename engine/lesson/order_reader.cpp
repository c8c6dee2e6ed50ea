#include "engine/lesson/order_reader.h"

#include <fmt/format.h>

#include "servers/faults/fault_text.h"

namespace cleartext::lesson {

bool is_order(const std::string& word) { return word == "order" || word == "withdraw"; }

Action read_order(const std::string& word, const YAML::Node& value, Reader& reader) {
  Action action;
  action.kind = word == "order" ? Action::Kind::order : Action::Kind::withdraw;
  const auto text = reader.text_at(value, word);
  if (!value.IsScalar()) return action;
  if (action.kind == Action::Kind::withdraw && text == "all") return action;
  const auto fault = faults::parse(text);
  if (fault) {
    action.fault = *fault;
  } else {
    const auto& wrong = fault.error();
    const auto found = text.substr(std::min(text.size(), wrong.offset));
    reader.fault(value, fmt::format("{} expects {} at character {} of its text{}.", word, wrong.expected, wrong.offset + 1,
                                    found.empty() ? ", where it ends" : ", before: " + found));
  }
  return action;
}

}  // namespace cleartext::lesson
