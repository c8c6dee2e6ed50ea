#include "engine/grading/records.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/json_line.h"
#include "engine/grading/found.h"

namespace cleartext::grading {

std::vector<Record> records(const Result& result) {
  std::vector<Record> list;
  for (const auto& verdict : result.verdicts) {
    list.push_back({result.file,
                    result.student,
                    result.lesson,
                    verdict.task + "/" + verdict.check,
                    verdict.points,
                    verdict.most,
                    verdict.packet,
                    verdict.note,
                    {}});
  }
  const auto sum = total(result);
  list.push_back({result.file,
                  result.student,
                  result.lesson,
                  "total",
                  sum.points,
                  sum.most,
                  0,
                  told(result.language, "{} of {} checks passed.", "{} von {} Prüfungen bestanden.", sum.passed, sum.all),
                  {}});
  Record integrity{result.file, result.student, result.lesson, "integrity", 0, 0, 0, integrity_note(result), {}};
  for (const auto& found : result.contradictions) {
    if (integrity.packet == 0) integrity.packet = found.packet;
    if (std::ranges::find(integrity.kinds, found.kind) == integrity.kinds.end()) integrity.kinds.push_back(found.kind);
  }
  list.push_back(std::move(integrity));
  return list;
}

std::string csv_head() { return table_line({"file", "student", "lesson", "check", "points", "max", "packet", "note"}); }

std::string csv(const Record& record) {
  return table_line({record.file, record.student, record.lesson, record.check, std::to_string(record.points), std::to_string(record.max),
                     record.packet == 0 ? std::string() : std::to_string(record.packet), record.note});
}

std::string jsonl(const Record& record) {
  std::string out;
  analysis::JsonLine line(out);
  line.text("file", record.file).text("student", record.student).text("lesson", record.lesson).text("check", record.check);
  line.number("points", static_cast<std::uint64_t>(record.points)).number("max", static_cast<std::uint64_t>(record.max));
  record.packet == 0 ? line.null("packet") : line.number("packet", record.packet);
  line.text("note", record.note);
  if (record.check == "integrity") line.list("kinds", record.kinds, analysis::append_json);
  line.done();
  return out + "\n";
}

}  // namespace cleartext::grading
