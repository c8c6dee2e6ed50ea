#include "engine/lesson/known_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/faults/speech.h"
#include "servers/wire/command.h"

namespace cleartext::lesson {
namespace {

std::vector<std::string_view> verbs_of_all() {
  using faults::Speech;
  std::vector<std::string_view> all;
  for (const auto speech : {Speech::smtp, Speech::pop3, Speech::imap, Speech::http, Speech::ftp}) {
    for (const auto& row : faults::commands_of(speech)) all.push_back(row.verb);
  }
  return all;
}

// A pattern, another language's word and a command that no server knows may all be meant.
std::string slip_of(std::string_view verb, const std::vector<std::string_view>& known) {
  const bool is_word = std::ranges::all_of(verb, [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_word && verb.size() > 2 && std::ranges::find(known, verb) == known.end() ? meant(verb, known) : std::string();
}

struct Names {
  std::vector<YAML::Node> expected;  // users, in evidence
  std::vector<std::string> said;     // every other text
};

bool is_about_somebody(const std::string& word) { return word == "credential" || word == "cracked"; }

void collect(const YAML::Node& node, bool in_evidence, Names& names) {
  if (node.IsScalar()) names.said.push_back(node.as<std::string>(""));
  if (node.IsSequence()) {
    for (const YAML::Node& each : node) collect(each, false, names);
  }
  if (!node.IsMap()) return;
  for (const auto& entry : node) {
    const auto word = entry.first.as<std::string>("");
    if (in_evidence && word == "user" && entry.second.IsScalar())
      names.expected.push_back(entry.second);
    else
      collect(entry.second, is_about_somebody(word), names);
  }
}

// In which case does not matter, and what is drawn or a pattern may be anybody.
bool is_known(std::string_view user, const Names& names) {
  if (user.find_first_of("*?{") != std::string_view::npos) return true;
  for (const auto* guest : {"alice", "bob", "anonymous", "ftp"})
    if (wire::same_word(user.substr(0, user.find('@')), guest)) return true;
  const auto same = [](char a, char b) { return wire::same_word({&a, 1}, {&b, 1}); };
  return std::ranges::any_of(
      names.said, [&](const auto& text) { return std::search(text.begin(), text.end(), user.begin(), user.end(), same) != text.end(); });
}

}  // namespace

std::string read_until(const YAML::Node& map, Reader& reader) {
  auto until = reader.text(map, "until");
  auto known = verbs_of_all();
  known.insert(known.end(), {"connect", "letter", "dot", "DONE"});  // DONE: RFC 2177
  if (until.empty() || std::ranges::find(known, until) != known.end()) return until;
  const bool is_small = std::ranges::all_of(until, [](char c) { return c >= 'a' && c <= 'z'; });
  if (const auto slip = is_small ? meant(until, known) : slip_of(until, known); !slip.empty() || is_small)
    reader.fault(map["until"], fmt::format("Nobody stops at {}.{} It is connect, letter, dot, or a command.", until, slip));
  return until;
}

void check_verbs(std::string_view verbs, const YAML::Node& at, Reader& reader) {
  const auto known = verbs_of_all();
  while (!verbs.empty()) {
    const auto verb = verbs.substr(0, verbs.find('|'));
    if (const auto slip = slip_of(verb, known); !slip.empty())
      reader.fault(at, fmt::format("No protocol of the lab has a command {}.{}", verb, slip));
    verbs.remove_prefix(std::min(verbs.size(), verb.size() + 1));
  }
}

void check_actors(const YAML::Node& root, const Lesson& lesson, Reader& reader) {
  std::vector<std::string_view> known{"alice", "bob", "eve", "you", "relay"};
  for (const auto& account : lesson.accounts) known.push_back(account.user);
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    const auto& allows = lesson.steps[i].allows;
    for (std::size_t j = 0; j < allows.size(); ++j) {
      const auto& actor = allows[j].actor;
      if (actor.empty() || std::ranges::find(known, actor) != known.end()) continue;
      reader.fault(root["steps"][i]["allows"][j],
                   fmt::format("actor cannot be {}.{} It is one of: {}.", actor, meant(actor, known), fmt::join(known, ", ")));
    }
  }
}

void check_users(const YAML::Node& root, Reader& reader) {
  Names names;
  collect(root, false, names);
  for (const auto& each : names.expected) {
    const auto users = each.as<std::string>("");
    for (std::string_view rest = users; !rest.empty();) {
      const auto user = rest.substr(0, rest.find('|'));
      if (!is_known(user, names)) {
        reader.fault(each, fmt::format("Nobody of the lab is called {}, and nothing else in this lesson speaks of him.{}", user,
                                       meant(user, {"alice", "bob", "anonymous"})));
      }
      rest.remove_prefix(std::min(rest.size(), user.size() + 1));
    }
  }
}

void check_claims(const YAML::Node& root, const Lesson& lesson, Reader& reader) {
  std::vector<std::string_view> ids;
  for (const auto& step : lesson.steps) ids.push_back(step.id);
  for (std::size_t i = 0; i < lesson.claims.size(); ++i) {
    const auto& step = lesson.claims[i].step;
    if (std::ranges::find(ids, step) == ids.end())
      reader.fault(root["claims"][i]["step"], fmt::format("There is no step {}.{}", step, meant(step, ids)));
  }
}

}  // namespace cleartext::lesson
