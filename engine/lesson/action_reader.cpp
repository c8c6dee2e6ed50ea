#include "engine/lesson/action_reader.h"

#include <fmt/format.h>

#include <array>

#include "engine/lesson/job_reader.h"
#include "engine/lesson/order_reader.h"

namespace cleartext::lesson {
namespace {

struct JobWord {
  std::string_view word;
  lab::Job (*read)(const YAML::Node& map, Reader& reader);
};
constexpr std::array job_words{JobWord{"send", read_send},     JobWord{"fetch", read_fetch}, JobWord{"imap", read_imap},
                               JobWord{"browse", read_browse}, JobWord{"ftp", read_ftp},     JobWord{"sftp", read_sftp},
                               JobWord{"say", read_say},       JobWord{"scan", read_scan}};

Action read_relay(const YAML::Node& map, Reader& reader) {
  Action action{Action::Kind::relay_tls, {}, {}};
  action.tls = choose(map, "tls", relay_tls_words, action.tls, reader);
  return action;
}

Action read_crack(const YAML::Node& map, Reader& reader) {
  Action action;
  action.kind = Action::Kind::crack;
  action.user = reader.text(map, "user");
  action.mechanism = reader.one_of(map, "mechanism", {digest_words.begin(), digest_words.end()});
  return action;
}

void check_fields(const ActionWord& row, const YAML::Node& map, Reader& reader) {
  std::vector<std::string_view> known;
  for (const auto& field : row.fields) known.push_back(field.name);
  reader.only(map, known);
  for (const auto& field : row.fields) {
    if (field.needed && !map[std::string(field.name)].IsDefined())
      reader.fault(map, fmt::format("{} needs {}: {}.", row.word, field.name, field.meaning));
  }
  const auto actor = reader.text(map, "actor");
  if (!actor.empty() && wire::host_named(actor) == nullptr)
    reader.fault(map["actor"], fmt::format("Nobody in the lab is called {}.", actor));
}

}  // namespace

Action read_action(const YAML::Node& node, Reader& reader) {
  if (!reader.is_map(node, "An action") || node.size() != 1) return {};
  std::vector<std::string_view> known;
  for (const auto& each : action_words()) known.push_back(each.word);
  reader.only(node, known);
  const auto word = node.begin()->first.as<std::string>("");
  const auto* row = action_word(word);
  const auto map = node.begin()->second;
  if (is_order(word)) return read_order(word, map, reader);
  if (row == nullptr || !reader.is_map(map, word)) return {};
  check_fields(*row, map, reader);
  if (word == "compose") {
    (void)read_letter(map, reader);
    return {};
  }
  if (word == "relay") return read_relay(map, reader);
  if (word == "crack") return read_crack(map, reader);
  for (const auto& each : job_words) {
    if (each.word == word) return {Action::Kind::job, each.read(map, reader), {}};
  }
  return {};
}

}  // namespace cleartext::lesson
