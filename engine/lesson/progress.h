// How far a student has come: one small file a lesson, replaced whole each time, so that a kill at any moment leaves the
// last one. It proves nothing and is graded by nobody.
#pragma once
#include <set>
#include <string>
#include <tl/expected.hpp>

#include "engine/lesson/judge.h"

namespace cleartext::lesson {

struct Progress {
  std::string lesson;
  int version = 0;
  std::string token;                 // the student's, for this lesson
  std::set<std::string> steps;       // ids of those that were seen on the wire
  std::map<std::string, int> hints;  // by task: how many were revealed
  Answers answers;
  Tally tally;                     // of the last judging
  std::string changed, handed_in;  // local time, ISO 8601; empty: never
};

// What another window wrote meanwhile stays: steps and hints of both, an answer of whoever changed it, the better tally.
// `theirs` lies on the disk; of `mine`, the answers are my own that differ from `before`, what I last wrote or found there.
Progress merged(const Progress& theirs, const Progress& mine, const Answers& before);
bool at_least_as_good(const Tally& one, const Tally& other);

class ProgressBook {
 public:
  // `folder` holds everybody's; an empty student is nobody in particular.
  ProgressBook(const std::string& folder, const std::string& student);
  Progress read(const std::string& lesson) const;  // empty where there is none, or none that can be read
  tl::expected<void, wire::Problem> write(const Progress& progress) const;
  bool has_tokens() const;                              // for any lesson
  std::string run_of(const std::string& lesson) const;  // where the best run is kept, as a hand-in

 private:
  std::string folder_;
};

}  // namespace cleartext::lesson
