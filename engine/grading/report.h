// A run as a page that its student keeps: the steps, what was said on each connection, the tasks with answers and the packets
// that prove them. Nothing is judged here.
#pragma once
#include "engine/analysis/recording.h"
#include "engine/lesson/progress.h"

namespace cleartext::grading {

struct Run {
  const lesson::Lesson& lesson;
  const lesson::Progress& progress;
  const std::vector<std::vector<lesson::Verdict>>& standing;  // a list a task
  const analysis::Recording& recording;
  std::string student, language = "en", time;                 // time: when it was written, for people
};

std::string report(const Run& run);                // HTML

}  // namespace cleartext::grading
