#include "engine/lesson/front_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/format_words.h"
#include "engine/lesson/task_reader.h"

namespace cleartext::lesson {
namespace {

// No star and no bar: what is believed must not be a pattern that fits everything.
bool could_be_drawn(const std::string& value) {
  return !value.empty() && std::ranges::all_of(value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ' ' || c == '\n';
  });
}

void read_accounts(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  if (!reader.is_list(root, "accounts")) return;
  for (const YAML::Node& each : root["accounts"]) {
    if (!reader.is_map(each, "An account")) continue;
    reader.only(each, words_of("account"));
    lesson.accounts.push_back({reader.text(each, "user", true), reader.one_of(each, "domain", choices_of("account", "domain"), true),
                               reader.text(each, "password", true)});
  }
}

void read_files(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  if (!reader.is_list(root, "files")) return;
  for (const YAML::Node& each : root["files"]) {
    if (!reader.is_map(each, "A file")) continue;
    reader.only(each, words_of("file"));
    lesson.files.push_back({reader.text(each, "name", true), reader.text(each, "content", true)});
    if (("/" + lesson.files.back().name + "/").find("/../") != std::string::npos)
      reader.fault(each["name"], fmt::format("{} leads out of the FTP site: a file's name has no .. in it.", lesson.files.back().name));
  }
}

void read_quotas(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  const auto node = root["quotas"];
  if (!node.IsDefined() || !reader.is_map(node, "quotas")) return;
  reader.only(node, words_of("quotas"));
  const auto read = [&](const char* word, std::optional<std::uint64_t>& quota) {
    constexpr int most = 2'000'000'000;
    if (node[word].IsDefined()) quota = static_cast<std::uint64_t>(reader.number(node, word, most, 1, most));
  };
  read("mailbox", lesson.quotas.mailbox);
  read("disk", lesson.quotas.disk);
}

void read_links(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  if (!reader.is_list(root, "links")) return;
  for (const YAML::Node& each : root["links"]) {
    if (!reader.is_map(each, "A link")) continue;
    reader.only(each, words_of("link"));
    lesson.links.push_back({reader.number(each, "rfc", 0, 1, 9999), reader.text(each, "section"), reader.words(each, "about")});
    if (lesson.links.back().rfc == 0) reader.fault(each, "A link names an RFC by its number (rfc: 5321).");
  }
}

void read_claims(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  if (!reader.is_list(root, "claims")) return;
  for (const YAML::Node& each : root["claims"]) {
    if (!reader.is_map(each, "A claim")) continue;
    reader.only(each, words_of("claim"));
    lesson.claims.push_back({reader.text(each, "step"), read_check(each["check"], reader)});
  }
}

std::vector<Check::Seen> read_shows(const YAML::Node& map, Reader& reader) {
  std::vector<Check::Seen> shows;
  if (!reader.is_list(map, "shows")) return shows;
  for (const YAML::Node& each : map["shows"]) shows.push_back({{}, read_evidence(each, reader)});
  return shows;
}

}  // namespace

std::string Link::address() const {
  const auto page = fmt::format("https://www.rfc-editor.org/rfc/rfc{}", rfc);
  return section.empty() ? page : page + "#section-" + section;
}

void read_draws(const YAML::Node& root, const Bytes32& seed, const Student& student, Lesson& lesson, Reader& reader) {
  const auto node = root["draws"];
  if (!node.IsDefined() || !reader.is_map(node, "draws")) return;
  const std::vector<std::string_view> kinds(draw_kinds().begin(), draw_kinds().end());
  for (const auto& entry : node) {
    const auto name = entry.first.as<std::string>("");
    const auto word = reader.one_of(node, name, kinds);
    const auto kind = std::ranges::find(kinds, word);
    if (kind == kinds.end()) continue;
    auto& drawn = lesson.draws[name];
    drawn.kind = static_cast<DrawKind>(kind - kinds.begin());
    const auto given = student.given.find(name);
    drawn.value = given != student.given.end() && could_be_drawn(given->second) ? given->second : draw(seed, name, drawn.kind);
    reader.know(name, drawn.value);
  }
}

Broken read_broken(const YAML::Node& root, const Bytes32& seed, const Student& student, Lesson& lesson, Reader& reader) {
  Broken broken;
  const auto node = root["broken"];
  if (!node.IsDefined() || !reader.is_map(node, "broken")) return broken;
  reader.only(node, words_of("broken"));
  broken.when = reader.text(node, "when", true);
  if (!reader.is_list(node, "of") || node["of"].size() < 2) {
    reader.fault(node, "broken needs a list (of) of at least two faults to draw from.");
    return broken;
  }
  auto drawn = pick(seed, "broken", node["of"].size());
  if (const auto given = student.given.find("broken"); given != student.given.end()) {
    for (std::size_t i = 0; i < node["of"].size(); ++i) {
      if (node["of"][i].IsMap() && node["of"][i]["id"].as<std::string>("") == given->second) drawn = i;
    }
  }
  for (std::size_t i = 0; i < node["of"].size(); ++i) {
    const auto each = node["of"][i];
    if (!reader.is_map(each, "A fault")) continue;
    reader.only(each, words_of("fault"));
    const auto id = reader.text(each, "id", true);
    auto actions = read_actions(each, "actions", reader);  // of all: a mistake in any is told
    auto shows = read_shows(each, reader);
    if (i != drawn) continue;
    reader.know("broken", id);
    lesson.broken = id;
    broken.actions = std::move(actions);
    broken.shows = std::move(shows);
  }
  return broken;
}

void read_front(const YAML::Node& root, Lesson& lesson, Reader& reader) {
  lesson.view = reader.one_of(root, "view", choices_of("lesson", "view"));
  if (reader.is_list(root, "prerequisites")) {
    for (const YAML::Node& each : root["prerequisites"]) lesson.prerequisites.push_back(reader.text_at(each, "A prerequisite"));
  }
  read_accounts(root, lesson, reader);
  read_files(root, lesson, reader);
  read_quotas(root, lesson, reader);
  read_links(root, lesson, reader);
  read_claims(root, lesson, reader);
}

}  // namespace cleartext::lesson
