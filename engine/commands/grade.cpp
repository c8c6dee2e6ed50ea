// `cleartext grade`: hand-ins judged again, from their captures and typed answers.
#include <fmt/format.h>

#include <filesystem>

#include "engine/analysis/save_bytes.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/grading/bundle.h"
#include "engine/grading/pages.h"
#include "engine/grading/records.h"

namespace cleartext::commands {
namespace {

using grading::Class;
using grading::Result;

tl::expected<void, wire::Problem> write_file(const std::string& path, const std::string& text) {
  if (analysis::save_bytes(QString::fromStdString(path), QByteArray::fromStdString(text)).isEmpty()) return {};
  return tl::unexpected(wire::Problem{fmt::format("{} cannot be written.", path), "Choose another folder."});
}

void print(const std::vector<Result>& results, const std::string& format) {
  if (format != "jsonl") std::cout << grading::csv_head();
  for (const auto& result : results) {
    for (const auto& record : grading::records(result)) std::cout << (format == "jsonl" ? grading::jsonl(record) : grading::csv(record));
  }
  std::cout.flush();
}

tl::expected<void, wire::Problem> write_others(const Grade& wanted, const std::vector<Result>& results, const Class& people) {
  if (!wanted.html.empty()) {
    if (auto written = grading::write_pages(wanted.html, results, people); !written) return written;
  }
  if (!wanted.moodle.empty()) {
    if (auto written = write_file(wanted.moodle, grading::moodle_csv(results, people)); !written) return written;
  }
  if (!wanted.xapi.empty()) {
    if (auto written = write_file(wanted.xapi, grading::xapi_statements(results, people)); !written) return written;
  }
  if (!wanted.gradescope.empty()) return write_file(wanted.gradescope, grading::gradescope_results(results));
  return {};
}

int bundle(const Grade& wanted, const std::string& program) {
  const auto folders = wanted.lessons.empty() ? lesson::lesson_folders() : std::vector<std::string>{wanted.lessons + "/any"};
  if (folders.empty()) return refuse({"No lessons were found for the bundle.", "Name their folder with --lessons."});
  const auto lessons = std::filesystem::path(folders.front()).parent_path().string();
  const auto grader = (std::filesystem::path(program).parent_path() / "cleartext-grader").string();
  if (auto written = grading::write_bundle(wanted.bundle, {grader, lessons, wanted.class_key, wanted.roster, wanted.language}); !written)
    return refuse(written.error());
  return 0;
}

}  // namespace

int grade(const Grade& wanted, const std::string& program) {
  if (!wanted.bundle.empty()) return bundle(wanted, program);
  const auto files = grading::hand_ins_in(wanted.files);
  if (files.empty()) return refuse({"No hand-in was named.", "Name files, or a folder that holds some."}, 2);
  grading::Rules rules{{}, wanted.lessons, wanted.language};
  if (!wanted.class_key.empty()) {
    auto key = lesson::read_class_key(wanted.class_key);
    if (!key) return refuse(key.error());
    rules.class_key = std::move(*key);
  }
  Class people;
  if (!wanted.roster.empty()) {
    std::vector<std::string> doubts;
    auto roster = grading::read_roster(wanted.roster, &doubts);
    if (!roster) return refuse(roster.error());
    for (const auto& doubt : doubts) refuse({doubt, {}});
    people.roster = std::move(*roster);
  }
  const auto results = grading::grade_all(files, rules, people);
  print(results, wanted.format);
  if (auto written = write_others(wanted, results, people); !written) return refuse(written.error());
  const bool all_read = std::ranges::all_of(results, &Result::readable);
  if (!all_read) std::cerr << "cleartext: not every file is a whole hand-in; its integrity record says why.\n";
  return all_read ? 0 : 1;
}

}  // namespace cleartext::commands
