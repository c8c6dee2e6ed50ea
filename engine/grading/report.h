// A run as a page that its student keeps: the steps, what was said on each connection, the tasks with answers and the packets
// that prove them, the ladder and the plots. Nothing is judged here.
#pragma once
#include "engine/analysis/recording.h"
#include "engine/lesson/progress.h"

namespace cleartext::grading {

// What was drawn of the run by whoever can draw; `words` say it to those who cannot see it.
struct Picture {
  std::string title, words, source;  // source: what stands in the page's img, "data:image/png;base64,…"
  int width = 0, height = 0;         // pixels on the page
};

struct Run {
  const lesson::Lesson& lesson;
  const lesson::Progress& progress;
  const std::vector<std::vector<lesson::Verdict>>& standing;  // a list a task
  const analysis::Recording& recording;
  std::string student, language = "en", time;  // time: when it was written, for people
  std::vector<Picture> pictures;
};

std::string report(const Run& run);  // HTML

}  // namespace cleartext::grading
