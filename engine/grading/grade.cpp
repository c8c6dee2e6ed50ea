#include "engine/grading/grade.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "engine/cracking/attempt.h"
#include "engine/dialogue/printable.h"
#include "engine/grading/copies.h"
#include "engine/grading/lesson_shelf.h"

namespace cleartext::grading {
namespace {

// The student as his words are to be drawn; a remark where that cannot be checked.
lesson::Student student_of(const HandIn& hand_in, const Rules& rules, Result& result) {
  lesson::Student student{hand_in.student, {}, {}};
  if (hand_in.token_fingerprint.empty()) {
    if (!rules.class_key.empty()) result.remarks.push_back("It was drawn without a token, though this class has a key.");
    return student;
  }
  if (rules.class_key.empty()) {
    result.remarks.push_back("Its words were drawn with a token. Without the class key they are taken from the file, and not checked.");
    student.given = hand_in.draws;
    return student;
  }
  student.token = lesson::token_for(rules.class_key, hand_in.student, hand_in.lesson);
  if (lesson::fingerprint(student.token) != hand_in.token_fingerprint) {
    result.contradictions.push_back(
        {"token", 0, fmt::format("The token is not the one that {} was given for this lesson.", hand_in.student)});
  }
  return student;
}

std::vector<std::string> lines_around(const analysis::Recording& recording, std::uint32_t packet) {
  constexpr std::uint32_t around = 6;
  constexpr std::size_t most = 14, longest = 120;
  std::vector<std::string> lines;
  for (const auto& line : recording.lines()) {
    if (line.packet + around < packet || line.packet > packet || line.kind == dialogue::LineKind::data) continue;
    auto text = fmt::format("{:>6} {} {}", line.packet,
                            line.from == wire::Side::client ? "C:" : "S:", dialogue::visible(line.text).substr(0, longest));
    lines.push_back(std::move(text));
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - most);
  return lines;
}

void judge_tasks(const lesson::Lesson& lesson, const Opened& opened, const Rules& rules, Result& result) {
  for (const auto& task : lesson.tasks) {
    result.tasks.emplace_back(task.id, lesson::text(task.title, rules.language));
    for (const auto* checks : {&task.foundations, &task.checks}) {
      for (const auto& check : *checks) result.says[task.id + "/" + check.id] = lesson::text(check.says, rules.language);
    }
    for (auto& verdict : lesson::judge(task, *opened.recording, opened.hand_in->answers, rules.language)) {
      if (verdict.packet != 0)
        result.evidence.push_back({verdict.task + "/" + verdict.check, lines_around(*opened.recording, verdict.packet)});
      result.verdicts.push_back(std::move(verdict));
    }
  }
}

void judge_hand_in(const Opened& opened, const Rules& rules, Result& result) {
  const auto& hand_in = *opened.hand_in;
  result.student = hand_in.student;
  result.lesson = hand_in.lesson;
  result.version = hand_in.version;
  auto lesson = take_lesson(hand_in.lesson, rules, student_of(hand_in, rules, result));
  if (!lesson) {
    result.contradictions.push_back({"lesson", 0, lesson.error()});
    result.readable = false;
    return;
  }
  result.title = lesson::text(lesson->title, rules.language);
  if (lesson->version != hand_in.version) {
    result.contradictions.push_back(
        {"version", 0, fmt::format("It was made with version {} of the lesson; here is version {}.", hand_in.version, lesson->version)});
  }
  if (lesson->cracks) cracking::try_common_words(*opened.recording);
  judge_tasks(*lesson, opened, rules, result);
}

// A machine that could not keep up leaves gaps that nobody made. The hand-in says so itself, which may be a lie: the
// teacher is told.
void pass_over_gaps(std::uint64_t dropped, Contradictions& found, Result& result) {
  const auto gaps = std::erase_if(found, [](const Contradiction& each) {
    return each.kind == "missing" || each.kind == "acknowledgment" || each.kind == "sequence" || each.kind == "echo";
  });
  result.remarks.push_back(fmt::format("The file says that its capture lost {} packets, so {} gaps were passed over.", dropped, gaps));
}

}  // namespace

Result grade(const std::string& path, const Rules& rules) {
  Result result;
  result.file = path;
  const auto opened = open(path);
  if (!opened.unreadable.empty()) {
    result.contradictions.push_back({"damage", 0, opened.unreadable});
    return result;
  }
  if (opened.damage) {
    result.contradictions.push_back(
        {"damage", 0, fmt::format("The file is damaged at byte {}: {}", opened.damage->byte, opened.damage->sentence)});
  }
  if (!opened.hand_in) {
    if (!opened.damage) result.contradictions.push_back({"damage", 0, "This is a capture, but no hand-in: nobody's name is in it."});
    return result;
  }
  result.readable = !opened.damage;
  if (!opened.recording->packets().empty()) result.first_packet_ns = opened.recording->packets().front().time_ns;
  judge_hand_in(opened, rules, result);
  auto found = contradictions(opened);
  if (opened.hand_in->dropped > 0) pass_over_gaps(opened.hand_in->dropped, found, result);
  result.contradictions.insert(result.contradictions.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  result.fingerprints = fingerprints_of(*opened.recording);
  return result;
}

lesson::Tally total(const Result& result) { return lesson::tally(result.verdicts); }

std::string integrity_note(const Result& result) {
  std::string note = result.contradictions.empty() ? "No contradiction found." : summary(result.contradictions);
  for (const auto& remark : result.remarks) note += " " + remark;
  return note;
}

std::vector<std::string> hand_ins_in(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : fs::directory_iterator(path, error)) {
      if (entry.path().extension() == ".pcapng") inside.push_back(entry.path().string());
    }
    std::ranges::sort(inside);
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::vector<Result> grade_all(const std::vector<std::string>& paths, const Rules& rules, const Class& people, const GoOn& go_on) {
  std::vector<Result> results(paths.size());
  std::atomic<std::size_t> next = 0, judged = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < paths.size(); i = next++) {
      results[i] = grade(paths[i], rules);
      if (go_on && !go_on(++judged)) next = paths.size();
    }
  };
  std::vector<std::thread> workers;
  const auto count = std::min<std::size_t>(std::max(1U, std::thread::hardware_concurrency()), paths.size());
  for (std::size_t i = 1; i < count; ++i) workers.emplace_back(work);
  work();
  for (auto& worker : workers) worker.join();
  for (auto& result : results) {
    const auto known = [&](const auto& each) { return each.first == result.student; };
    if (!result.readable || people.roster.empty() || std::ranges::any_of(people.roster, known)) continue;
    result.remarks.push_back(fmt::format("{} is not on the roster.", result.student));
  }
  find_copies(results, rules, people);
  return results;
}

}  // namespace cleartext::grading
