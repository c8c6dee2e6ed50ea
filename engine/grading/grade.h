// One hand-in in, one result out. The lesson is read anew, what the student drew is computed anew, and the capture and
// the typed answers are judged; no score in the file is looked at.
#pragma once
#include <functional>
#include <unordered_set>

#include "engine/grading/contradiction.h"
#include "engine/grading/fingerprints.h"
#include "engine/lesson/judge.h"

namespace cleartext::grading {

struct Rules {
  std::string class_key;  // empty: tokens cannot be checked
  std::string lessons;    // a folder of lessons to look in first, may be empty
  std::string language = "en";
  std::vector<std::string> ids = {};  // as the class spells them; may be empty
};

struct Evidence {  // the lines around the packet that decides a check, for a page
  std::string check;
  std::vector<std::string> lines;
};

struct Own {  // what the student drew, under whatever name
  std::unordered_set<std::uint64_t> words;
  std::string mark;
};

struct Result {
  std::string file, student, lesson, title;
  int version = 0;
  std::vector<lesson::Verdict> verdicts;
  std::map<std::string, std::string> says;                 // "task/check" -> what is wanted
  std::vector<std::pair<std::string, std::string>> tasks;  // id and title, in their order
  std::vector<Evidence> evidence;
  Contradictions contradictions;  // and copies, once all were compared
  std::string language = "en";
  std::vector<std::string> answers;  // as they were typed, picked and chosen
  std::vector<std::string> remarks;  // no contradictions: an older lesson, a key that is missing
  Own own;                           // no copy, whoever drew the same
  Fingerprints fingerprints;         // for the comparison with other hand-ins
  bool readable = false;             // it is a hand-in of a lesson that is known, to the last byte
  std::int64_t first_packet_ns = 0;
};

Result grade(const std::string& path, const Rules& rules);
lesson::Tally total(const Result& result);
std::string integrity_note(const Result& result);  // each contradiction in words, or that none was found

// All of them, on every core, in their order; then what they have in common.
struct Class {
  std::vector<std::pair<std::string, std::string>> roster;  // id, name; empty: nobody knows
};
// `go_on` hears how many are judged, on whichever core; once it says no, the others are left as they are.
using GoOn = std::function<bool(std::size_t judged)>;
std::vector<Result> grade_all(const std::vector<std::string>& paths, const Rules& rules, const Class& people, const GoOn& go_on = {});
// A folder stands for the captures in it.
std::vector<std::string> hand_ins_in(const std::vector<std::string>& paths);

}  // namespace cleartext::grading
