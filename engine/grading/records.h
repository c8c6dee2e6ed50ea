// Results as records, one a check, one for the total, one for the integrity of the file.
#pragma once
#include "engine/grading/grade.h"
#include "engine/grading/table.h"

namespace cleartext::grading {

struct Record {
  std::string file, student, lesson, check;
  int points = 0, max = 0;
  std::uint32_t packet = 0;  // 0: none
  std::string note;
  std::vector<std::string> kinds;  // integrity: of what was found, for programs
};

std::vector<Record> records(const Result& result);
std::string csv_head();                   // with CR LF
std::string csv(const Record& record);    // with CR LF
std::string jsonl(const Record& record);  // with LF

// As learning platforms take them.
std::string moodle_csv(const std::vector<Result>& results, const Class& people);       // a grade import: a row a student
std::string xapi_statements(const std::vector<Result>& results, const Class& people);  // a JSON array, one a hand-in
std::string gradescope_results(const std::vector<Result>& results);                    // results.json of one submission's files

}  // namespace cleartext::grading
