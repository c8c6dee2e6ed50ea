// Judges a check by a recording and what was typed, and says why it does not pass yet. It knows no clicks, no score and
// no order of work: any route counts.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/recording.h"
#include "engine/lesson/lesson.h"
#include "engine/lesson/typed_answer.h"

namespace cleartext::lesson {

// "task/check" -> what was typed, picked or chosen; "task/check@" -> how many packets there were when it was.
using Answers = std::map<std::string, std::string>;

struct Verdict {
  std::string task = {}, check = {};
  bool passed = false, foundation = false;
  int points = 0, most = 0;
  std::uint32_t packet = 0;  // that proves it, or shows what should not be there; 0: none
  std::string note = {};     // what was found, or why it does not pass yet
};

// A count that was right when it was answered stays right, though more was done since; 0: nobody knows when that was.
Verdict judge(const Check& check, const analysis::Recording& recording, const std::string& answer, const std::string& language,
              std::uint32_t answered_at = 0);
// Keeps an answer, and when it was given.
void keep_answer(Answers& answers, const std::string& task, const std::string& check, const std::string& text, std::size_t packets);
// What was picked and when something was answered means nothing in another run.
void forget_places(Answers& answers, const Task& task);

// Foundations first. One that does not pass is named by the checks that do not pass either.
std::vector<Verdict> judge(const Task& task, const analysis::Recording& recording, const Answers& answers, const std::string& language);

struct Tally {
  int passed = 0, all = 0, points = 0, most = 0;
};
Tally tally(const std::vector<Verdict>& verdicts);

}  // namespace cleartext::lesson
