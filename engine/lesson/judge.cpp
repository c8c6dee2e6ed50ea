#include "engine/lesson/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/describe.h"
#include "engine/lesson/evidence.h"
#include "engine/lesson/sequence.h"
#include "engine/lesson/value.h"
#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

using analysis::Recording;

Verdict judge_seen(const Check& check, const Recording& recording, const std::string& language) {
  const auto found = find_sequence(check, recording);
  if (found.complete()) return {.passed = true, .packet = found.last_packet(), .note = Phrases(language).seen_in(found.last_packet())};
  if (found.seen.size() == check.seen.size()) {
    return {.packet = found.forbidden, .note = Phrases(language).forbidden(found.forbidden)};
  }
  return {.packet = found.last_packet(),
          .note = Phrases(language).missing(found.seen.size(), check.seen.size(), check.seen[found.missing].evidence)};
}

Verdict judge_count(const Check& check, const Recording& recording, const std::string& language) {
  const auto found = find_all(check.seen.front().evidence, recording);
  const auto count = static_cast<double>(found.size());
  return {.passed = count >= check.least && count <= check.most,
          .packet = found.empty() ? 0 : found.back().packet,
          .note = Phrases(language).counted(found.size(), check.seen.front().evidence)};
}

Verdict judge_measure(const Check& check, const Recording& recording, const std::string& language) {
  const auto readings = read(check.value, recording);
  for (const auto& reading : readings) {
    const auto number = as_number(reading.text);
    if (number && *number >= check.least && *number <= check.most) {
      return {.passed = true, .packet = reading.packet, .note = Phrases(language).measured(reading.text)};
    }
  }
  if (readings.empty()) return {.note = Phrases(language).nothing_to_measure()};
  return {.packet = readings.front().packet, .note = Phrases(language).measured(readings.front().text)};
}

std::string key_of(const std::string& task, const std::string& check) { return task + "/" + check; }
std::string moment_of(const std::string& key) { return key + "@"; }

bool is_right(const Check& check, const std::string& typed, const std::string& right) {
  return is_same(typed, right, check.within, check.value.letters);
}

// Who logs in as alice may log in as alice@crepes.fr as well, and the other way round.
void add_long_names(const Value& value, std::vector<Reading>& readings) {
  if (value.kind != Value::Kind::field || value.evidence.kind != Evidence::Kind::credential || value.field != "user") return;
  const auto named = readings;
  for (const auto& [name, packet] : named) {
    for (const auto& account : wire::accounts()) {
      const auto address = account.user + "@" + account.domain;
      if (wire::same_word(name, account.user)) readings.push_back({address, packet});
      if (wire::same_word(name, address)) readings.push_back({account.user, packet});
    }
  }
}

std::vector<Reading> right_answers(const Check& check, const Recording& recording, std::uint32_t answered_at) {
  if (check.kind != Check::Kind::packet) {
    auto right = read(check.value, recording);
    add_long_names(check.value, right);
    if (check.value.kind != Value::Kind::count || answered_at == 0) return right;
    const auto then =
        std::ranges::count_if(find_all(check.value.evidence, recording), [&](const auto& each) { return each.packet <= answered_at; });
    if (then > 0) right.push_back({fmt::format("{}", then), 0});
    return right;
  }
  std::vector<Reading> packets;
  for (const auto& meant : check.seen) {
    for (const auto& sighting : find_all(meant.evidence, recording))
      packets.push_back({fmt::format("{}", sighting.packet), sighting.packet});
  }
  return packets;
}

Verdict judge_answer(const Check& check, const Recording& recording, const std::string& answer, const std::string& language,
                     std::uint32_t answered_at) {
  const Phrases phrases(language);
  if (simplified(answer).empty()) return {.note = phrases.no_answer()};
  const bool is_seen_first = check.kind == Check::Kind::choice && !check.seen.empty();
  if (is_seen_first && !find_sequence(check, recording).complete()) return {.note = phrases.not_shown_yet()};
  const auto right = right_answers(check, recording, answered_at);
  const auto given = check.kind == Check::Kind::packet ? phrases.packet(answer) : answer;
  const auto choice = std::ranges::find(check.choices, answer, &Check::Choice::id);
  if (choice != check.choices.end() && !right.empty()) {
    const bool passed = is_right(check, answer, right.front().text);
    std::string said = text(choice->says, language);
    std::erase(said, '`');  // the mark of what was on the wire is for pages that know it
    return {.passed = passed, .note = phrases.chosen(passed, said)};
  }
  if (right.empty()) return {.note = phrases.nothing_to_compare()};
  if (check.kind == Check::Kind::choice) return {.note = phrases.no_choice()};
  for (const auto& each : right) {
    if (is_right(check, answer, each.text)) return {.passed = true, .packet = each.packet, .note = phrases.right(given)};
  }
  return {.note = check.kind == Check::Kind::packet ? phrases.not_meant(given) : phrases.wrong(answer)};
}

}  // namespace

Verdict judge(const Check& check, const Recording& recording, const std::string& answer, const std::string& language,
              std::uint32_t answered_at) {
  Verdict verdict;
  switch (check.kind) {
    case Check::Kind::seen: verdict = judge_seen(check, recording, language); break;
    case Check::Kind::count: verdict = judge_count(check, recording, language); break;
    case Check::Kind::measure: verdict = judge_measure(check, recording, language); break;
    case Check::Kind::answer:
    case Check::Kind::packet:
    case Check::Kind::choice: verdict = judge_answer(check, recording, answer, language, answered_at); break;
  }
  if (!verdict.passed && !text(check.not_yet, language).empty()) verdict.note += " " + text(check.not_yet, language);
  verdict.check = check.id;
  verdict.most = check.points;
  verdict.points = verdict.passed ? check.points : 0;
  return verdict;
}

void keep_answer(Answers& answers, const std::string& task, const std::string& check, const std::string& text, std::size_t packets) {
  const auto key = key_of(task, check);
  const auto known = answers.find(key);
  if (known != answers.end() && known->second == text) return;
  answers[key] = text;
  answers[moment_of(key)] = fmt::format("{}", packets);
}

void forget_places(Answers& answers, const Task& task) {
  for (const auto& check : task.checks) {
    const auto key = key_of(task.id, check.id);
    answers.erase(moment_of(key));
    if (check.kind == Check::Kind::packet) answers.erase(key);
  }
}

std::vector<Verdict> judge(const Task& task, const Recording& recording, const Answers& answers, const std::string& language) {
  std::vector<Verdict> verdicts;
  double founded = 1;  // whoever answers before there is anything to look at has not looked
  const auto add = [&](const Check& check, bool foundation) {
    const auto kept = [&](const std::string& key) {
      const auto found = answers.find(key);
      return found == answers.end() ? std::string() : found->second;
    };
    const auto key = key_of(task.id, check.id);
    const double moment = as_number(kept(moment_of(key))).value_or(0);
    const bool is_one = moment >= founded && moment <= static_cast<double>(recording.packets().size());
    verdicts.push_back(judge(check, recording, kept(key), language, is_one ? static_cast<std::uint32_t>(moment) : 0));
    verdicts.back().task = task.id;
    verdicts.back().foundation = foundation;
    if (foundation) founded = std::max(founded, static_cast<double>(verdicts.back().packet));
  };
  for (const auto& check : task.foundations) add(check, true);
  const auto broken = std::ranges::find(verdicts, false, &Verdict::passed);
  const auto first =
      broken == verdicts.end() ? std::string() : text(task.foundations[static_cast<std::size_t>(broken - verdicts.begin())].says, language);
  for (const auto& check : task.checks) add(check, false);
  for (auto& verdict : verdicts) {
    if (!first.empty() && !verdict.foundation && !verdict.passed) verdict.note = Phrases(language).first(first) + " " + verdict.note;
  }
  return verdicts;
}

Tally tally(const std::vector<Verdict>& verdicts) {
  Tally sum;
  for (const auto& verdict : verdicts) {
    sum.passed += verdict.passed ? 1 : 0;
    ++sum.all;
    sum.points += verdict.points;
    sum.most += verdict.most;
  }
  return sum;
}

}  // namespace cleartext::lesson
