#include "engine/grading/copies.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "engine/grading/lesson_shelf.h"

namespace cleartext::grading {
namespace {

struct Owner {
  std::string student, value;
};
using Secrets = std::unordered_map<std::uint64_t, Owner>;

std::set<std::string> everybody(const std::vector<Result>& results, const Class& people) {
  std::set<std::string> ids;
  for (const auto& [id, name] : people.roster) ids.insert(id);
  for (const auto& result : results) ids.insert(result.student);
  return ids;
}

// What each student would draw in this lesson, with the class key and without.
Secrets secrets_of(const lesson::Lesson& lesson, const std::set<std::string>& ids, const Rules& rules) {
  Secrets secrets;
  for (const auto& id : ids) {
    std::vector<std::string> tokens{""};
    if (!rules.class_key.empty()) tokens.push_back(lesson::token_for(rules.class_key, id, lesson.id));
    for (const auto& token : tokens) {
      const auto seed = lesson::seed_of({id, token}, lesson.id);
      if (!seed) continue;
      for (const auto& [name, drawn] : lesson.draws) {
        if (!lesson::is_telling(drawn.kind)) continue;
        const auto value = lesson::draw(*seed, name, drawn.kind);
        secrets.try_emplace(words_key(value), Owner{id, value.substr(0, value.find('\n'))});
      }
    }
  }
  return secrets;
}

void look_for_words(Result& result, const Secrets& secrets) {
  std::map<std::string, std::pair<std::uint32_t, std::string>> owners;
  for (const auto& [key, packet] : result.fingerprints.words) {
    const auto owner = secrets.find(key);
    if (owner == secrets.end() || owner->second.student == result.student) continue;
    auto& place = owners[owner->second.student];
    if (place.first == 0 || packet < place.first) place = {packet, owner->second.value};
  }
  for (const auto& [student, place] : owners) {
    result.contradictions.push_back(
        {"copy", place.first,
         fmt::format("Packet {} holds \"{}\", which {} drew and {} did not.", place.first, place.second, student, result.student)});
  }
}

void look_for_connections(std::vector<Result>& results) {
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> files;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const auto& [key, packet] : results[i].fingerprints.connections) files[key].push_back(i);
  }
  std::map<std::pair<std::size_t, std::size_t>, int> shared;
  for (const auto& [key, holders] : files) {
    for (const auto one : holders) {
      for (const auto other : holders) {
        if (one != other) ++shared[{one, other}];
      }
    }
  }
  std::map<std::size_t, std::vector<std::string>> again;  // the same student's other files
  for (const auto& [pair, count] : shared) {
    auto& one = results[pair.first];
    const auto& other = results[pair.second];
    if (one.student == other.student && one.lesson == other.lesson) {
      again[pair.first].push_back(other.file);
    } else {
      one.contradictions.push_back({"copy", 0,
                                    fmt::format("{} connection{} of this capture stand{} in {} too, which {} handed in.", count,
                                                count == 1 ? "" : "s", count == 1 ? "s" : "", other.file, other.student)});
    }
  }
  for (const auto& [number, names] : again) {
    const auto more = names.size() > 2    ? fmt::format(" and {} more", names.size() - 1)
                      : names.size() == 2 ? " and " + names[1]
                                          : std::string();
    results[number].remarks.push_back(fmt::format("The same capture was handed in as {}{} too, by the same student.", names.front(), more));
  }
}

}  // namespace

void find_copies(std::vector<Result>& results, const Rules& rules, const Class& people) {
  const auto ids = everybody(results, people);
  std::map<std::string, Secrets> by_lesson;
  for (auto& result : results) {
    if (!result.readable && result.lesson.empty()) continue;
    const auto [place, is_new] = by_lesson.try_emplace(result.lesson);
    if (is_new) {
      if (const auto lesson = take_lesson(result.lesson, rules, {})) place->second = secrets_of(*lesson, ids, rules);
    }
    look_for_words(result, place->second);
  }
  look_for_connections(results);
}

}  // namespace cleartext::grading
