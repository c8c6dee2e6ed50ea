// Judges a check by a recording and what was typed, and says why it does not pass yet. It knows no clicks, no score and
// no order of work: any route counts.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/recording.h"
#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

using Answers = std::map<std::string, std::string>;  // "task/check" -> what was typed, picked or chosen

struct Verdict {
  std::string task = {}, check = {};
  bool passed = false, foundation = false;
  int points = 0, most = 0;
  std::uint32_t packet = 0;  // that proves it, or shows what should not be there; 0: none
  std::string note = {};     // what was found, or why it does not pass yet
};

Verdict judge(const Check& check, const analysis::Recording& recording, const std::string& answer, const std::string& language);

// Foundations first. One that does not pass is named by the checks that do not pass either.
std::vector<Verdict> judge(const Task& task, const analysis::Recording& recording, const Answers& answers, const std::string& language);

// Whether what was typed says the same: in either case, whatever the spaces, a number as a student writes it.
bool is_same(std::string_view typed, std::string_view right, double within_per_cent = 0);

struct Tally {
  int passed = 0, all = 0, points = 0, most = 0;
};
Tally tally(const std::vector<Verdict>& verdicts);

}  // namespace cleartext::lesson
