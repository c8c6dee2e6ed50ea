#include "engine/talk/coach.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace cleartext::talk {
namespace {

bool leads_on(const Standing& standing, std::string_view verb) {
  const auto& steps = standing.tongue().machine->steps;
  return std::ranges::any_of(steps, [&](const wire::StateStep& step) {
    return step.verb == verb && (step.from >> standing.state() & 1U) != 0 && step.to == standing.state() + 1;
  });
}

// How many letters must be changed, added or left out (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::string_view nearest_to(std::string_view verb, const Tongue& tongue) {
  std::string_view best;
  std::size_t least = 3;  // further than two letters is not a slip
  for (const auto& row : tongue.commands) {
    if (const auto far = distance(verb, row.verb); far < least) {
      least = far;
      best = row.verb;
    }
  }
  return best;
}

const wire::ReplyInfo* reply_for(const Tongue& tongue, std::string_view code) {
  const auto found = std::ranges::find(tongue.replies, code, &wire::ReplyInfo::code);
  return found == tongue.replies.end() ? nullptr : &*found;
}

bool is_about_words(const Answer& answer) {
  return answer.code == "501" || answer.code == "504" || answer.code == "555" || answer.code == "BAD";
}

}  // namespace

std::vector<const wire::CommandInfo*> may_be_said(const Standing& standing) {
  std::vector<const wire::CommandInfo*> all;
  if (standing.in_letter()) return all;
  for (const auto& row : standing.tongue().commands)
    if (standing.may_say(row.verb)) all.push_back(&row);
  if (standing.tongue().machine != nullptr)
    std::ranges::stable_partition(all, [&](const wire::CommandInfo* row) { return leads_on(standing, row->verb); });
  return all;
}

std::vector<std::string_view> way_to(const wire::StateMachine& machine, std::size_t state, std::string_view verb) {
  struct Seen {
    std::size_t from;
    std::string_view by;
  };
  std::map<std::size_t, Seen> seen{{state, {state, {}}}};
  std::deque<std::size_t> next{state};
  while (!next.empty()) {
    const std::size_t here = next.front();
    next.pop_front();
    if (machine.allows(verb, here)) {
      std::vector<std::string_view> way;
      for (std::size_t at = here; at != state; at = seen.at(at).from) way.insert(way.begin(), seen.at(at).by);
      return way;
    }
    std::set<std::string_view> usual;  // the first step of a verb is what it usually leads to
    for (const auto& step : machine.steps) {
      if ((step.from >> here & 1U) != 0 && !usual.insert(step.verb).second) continue;
      const bool bad = step.answer.starts_with('5') || step.answer == "NO" || step.verb == "*";
      if (bad || (step.from >> here & 1U) == 0 || seen.contains(step.to)) continue;
      seen[step.to] = {here, step.verb};
      next.push_back(step.to);
    }
  }
  return {};
}

Advice advise(const Standing& standing) {
  const Answer& answer = standing.answer();
  if (!answer.refused() || answer.verb.empty()) return {};
  const Tongue& tongue = standing.tongue();
  Advice advice{Advice::Kind::refused, wire::find_command(tongue.commands, answer.verb), reply_for(tongue, answer.code)};
  if (answer.verb == ".") return advice;
  if (advice.row == nullptr) {
    advice.kind = Advice::Kind::unknown;
    advice.nearest = nearest_to(answer.verb, tongue);
  } else if (tongue.machine != nullptr && !tongue.machine->allows(answer.verb, answer.state)) {
    advice.kind = Advice::Kind::out_of_turn;
    advice.way = way_to(*tongue.machine, answer.state, answer.verb);
  } else if (is_about_words(answer)) {
    advice.kind = Advice::Kind::malformed;
  } else if (answer.code.starts_with('4')) {
    advice.kind = Advice::Kind::later;
  }
  return advice;
}

}  // namespace cleartext::talk
