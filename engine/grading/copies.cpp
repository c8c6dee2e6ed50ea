#include "engine/grading/copies.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <unordered_map>

#include "engine/grading/found.h"
#include "engine/grading/lesson_shelf.h"
#include "engine/grading/who.h"

namespace cleartext::grading {
namespace {

struct Owner {
  std::string student, line;
};
// What each student would draw in this lesson, with the class key and without.
struct Secrets {
  std::unordered_map<std::uint64_t, std::vector<Owner>> words;  // of each three words in a row
  std::map<std::string, std::string> marks;                     // whose
};

std::set<std::string> everybody(const std::vector<Result>& results, const Class& people) {
  std::set<std::string> ids;
  for (const auto& [id, name] : people.roster) ids.insert(id);
  for (const auto& result : results) ids.insert(result.student);
  ids.erase("");  // who has no id draws what everybody may see
  return ids;
}

void take_words(const std::string& value, const std::string& student, Secrets& secrets) {
  std::istringstream lines(value);
  for (std::string line; std::getline(lines, line);) {
    for (const auto key : words_keys(line)) secrets.words[key].push_back({student, line});
  }
}

Secrets secrets_of(const lesson::Lesson& lesson, const std::set<std::string>& ids, const Rules& rules) {
  Secrets secrets;
  for (const auto& id : ids) {
    std::vector<std::string> tokens{""};
    if (!rules.class_key.empty()) tokens.push_back(lesson::token_for(rules.class_key, id, lesson.id));
    for (const auto& token : tokens) {
      const auto seed = lesson::seed_of({id, token}, lesson.id);
      if (!seed) continue;
      secrets.marks.try_emplace(lesson::mark_of(*seed), id);
      for (const auto& [name, drawn] : lesson.draws) {
        if (lesson::is_telling(drawn.kind)) take_words(lesson::draw(*seed, name, drawn.kind), id, secrets);
      }
    }
  }
  return secrets;
}

struct Overheard {  // of one other student
  std::uint32_t packet = 0;
  std::string line;
  int count = 0;
};

std::map<std::string, Overheard> overheard_in(const Result& result, const Secrets& secrets) {
  std::map<std::string, Overheard> all;
  for (const auto& [key, packet] : result.fingerprints.words) {
    const auto owners = secrets.words.find(key);
    if (owners == secrets.words.end() || result.own.words.contains(key)) continue;
    if (std::ranges::find(owners->second, result.student, &Owner::student) != owners->second.end()) continue;
    for (const auto& owner : owners->second) {
      auto& heard = all[owner.student];
      ++heard.count;
      if (heard.packet == 0 || packet < heard.packet) heard.packet = packet, heard.line = owner.line;
    }
  }
  return all;
}

// Words are drawn from a list of some hundred: in a large class two students draw the same pair now and then, so one alone accuses
// nobody.
void look_for_words(Result& result, const Secrets& secrets) {
  for (const auto& [student, heard] : overheard_in(result, secrets)) {
    if (heard.count > 1) {
      result.contradictions.push_back({"copy", heard.packet,
                                       told(result.language, "Packet {} holds \"{}\", which {} drew and {} did not.",
                                            "Paket {} enthält „{}“, und das zog {} und nicht {}.", heard.packet, heard.line, student,
                                            named(result.student, result.language))});
    } else {
      result.remarks.push_back(told(result.language, "Packet {} holds \"{}\", which another student drew; one such word may be chance.",
                                    "Paket {} enthält „{}“, und das zog ein anderer Student; ein einziges solches Wort kann Zufall sein.",
                                    heard.packet, heard.line));
    }
  }
}

// What somebody chose bears his mark.
void look_for_marks(Result& result, const Secrets& secrets) {
  std::map<std::string, int> owners;
  for (const auto& answer : result.answers) {
    const auto mark = answer.substr(answer.rfind('-') + 1);
    const auto owner = secrets.marks.find(mark);
    if (mark != result.own.mark && owner != secrets.marks.end() && owner->second != result.student) ++owners[owner->second];
  }
  for (const auto& [student, count] : owners) {
    result.contradictions.push_back({"copy", 0,
                                     told(result.language, "Answers chosen here that bear the mark of {}: {}.",
                                          "Hier gewählte Antworten mit dem Zeichen von {}: {}.", student, count)});
  }
}

using Pair = std::pair<std::size_t, std::size_t>;

using Prints = std::unordered_map<std::uint64_t, std::uint32_t> Fingerprints::*;
using Shared = std::map<Pair, std::set<std::uint32_t>>;  // by the packet that each connection began with in the first

void find_shared(const std::vector<Result>& results, Prints prints, Shared& shared) {
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> files;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (const auto& [key, packet] : results[i].fingerprints.*prints) files[key].push_back(i);
  }
  for (const auto& [key, holders] : files) {
    for (const auto one : holders) {
      for (const auto other : holders) {
        if (one != other) shared[{one, other}].insert((results[one].fingerprints.*prints).at(key));
      }
    }
  }
}

// One kernel's clock stands alike in two runs that call in the same millisecond: a few such connections are chance, most are not.
std::map<Pair, std::size_t> shared_connections(const std::vector<Result>& results) {
  Shared shared, alike;
  find_shared(results, &Fingerprints::connections, shared);
  find_shared(results, &Fingerprints::clocks, alike);
  for (const auto& [pair, packets] : alike) {
    if (2 * packets.size() > results[pair.first].fingerprints.clocks.size()) shared[pair].insert(packets.begin(), packets.end());
  }
  std::map<Pair, std::size_t> counts;
  for (const auto& [pair, packets] : shared) counts[pair] = packets.size();
  return counts;
}

// Of two that hold the same connections: the one that speaks against itself besides is the copy, and the other was copied from.
enum class Part { copied, was_copied_from, unknown };
Part part_of(const std::vector<bool>& suspicious, const Pair& pair) {
  if (suspicious[pair.first] == suspicious[pair.second]) return Part::unknown;
  return suspicious[pair.first] ? Part::copied : Part::was_copied_from;
}

void tell_shared(Result& one, const Result& other, std::size_t count, Part part) {
  switch (part) {
    case Part::copied:
      one.contradictions.push_back({"copy", 0,
                                    told(one.language, "{} of its connections stand in {} too, which {} handed in, and there they fit.",
                                         "{} ihrer Verbindungen stehen auch in {}, die {} abgab, und dort passen sie.", count, other.file,
                                         named(other.student, one.language))});
      break;
    case Part::was_copied_from: {
      auto remark = told(one.language, "{} of its connections stand in another hand-in too, which does not fit its name; this one does.",
                         "{} ihrer Verbindungen stehen auch in einer anderen Abgabe, die nicht zu ihrem Namen passt; diese passt.", count);
      if (std::ranges::find(one.remarks, remark) == one.remarks.end()) one.remarks.push_back(std::move(remark));  // of two copies, once
      break;
    }
    case Part::unknown:
      one.contradictions.push_back(
          {"copy", 0,
           told(one.language,
                "{} of its connections stand in {} too, which {} handed in; which of the two is the copy, the captures do not tell.",
                "{} ihrer Verbindungen stehen auch in {}, die {} abgab; welche der beiden die Kopie ist, sagen die Aufzeichnungen nicht.",
                count, other.file, named(other.student, one.language))});
      break;
  }
}

void tell_again(Result& result, const std::vector<std::string>& names) {
  const auto more = names.size() > 2    ? told(result.language, " and {} more", " und {} weitere", names.size() - 1)
                    : names.size() == 2 ? told(result.language, " and {}", " und {}", names[1])
                                        : std::string();
  result.remarks.push_back(told(result.language, "The same capture was handed in as {}{} too, by the same student.",
                                "Dieselbe Aufzeichnung gab derselbe Student auch als {}{} ab.", names.front(), more));
}

void look_for_connections(std::vector<Result>& results) {
  const auto shared = shared_connections(results);
  std::vector<bool> suspicious;
  for (const auto& result : results) suspicious.push_back(!result.contradictions.empty());
  std::map<std::size_t, std::vector<std::string>> again;  // the same student's other files
  for (const auto& [pair, count] : shared) {
    auto& one = results[pair.first];
    const auto& other = results[pair.second];
    if (one.student == other.student && one.lesson == other.lesson) {
      again[pair.first].push_back(other.file);
    } else {
      tell_shared(one, other, count, part_of(suspicious, pair));
    }
  }
  for (const auto& [number, names] : again) tell_again(results[number], names);
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
    look_for_marks(result, place->second);
  }
  look_for_connections(results);
}

}  // namespace cleartext::grading
