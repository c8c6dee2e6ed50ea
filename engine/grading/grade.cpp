#include "engine/grading/grade.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "engine/cracking/attempt.h"
#include "engine/dialogue/printable.h"
#include "engine/grading/capture_clock.h"
#include "engine/grading/copies.h"
#include "engine/grading/found.h"
#include "engine/grading/lesson_shelf.h"
#include "engine/grading/script.h"
#include "engine/grading/who.h"

namespace cleartext::grading {
namespace {

// What led to a packet, and what it says itself; of a letter or a file that came with it, how it begins.
std::vector<std::string> lines_around(const analysis::Recording& recording, std::uint32_t packet) {
  constexpr std::uint32_t around = 6;
  constexpr std::size_t most = 14, longest = 120, most_data = 4;
  std::vector<std::string> lines;
  std::size_t data = 0;
  for (const auto& line : recording.lines()) {
    if (line.packet + around < packet || line.packet > packet) continue;
    if (line.kind == dialogue::LineKind::data && (line.packet != packet || ++data > most_data)) continue;
    auto text = fmt::format("{:>6} {} {}", line.packet,
                            line.from == wire::Side::client ? "C:" : "S:", dialogue::visible(line.text).substr(0, longest));
    lines.push_back(std::move(text));
  }
  if (lines.size() > most) lines.erase(lines.begin(), lines.end() - most);
  if (data > most_data) lines.emplace_back("          \u2026");
  return lines;
}

void judge_tasks(const lesson::Lesson& lesson, const Opened& opened, const Rules& rules, Result& result) {
  for (const auto& task : lesson.tasks) {
    result.tasks.emplace_back(task.id, lesson::text(task.title, rules.language));
    for (const auto* checks : {&task.foundations, &task.checks}) {
      for (const auto& check : *checks) result.says[task.id + "/" + check.id] = lesson::text(check.says, rules.language);
    }
    for (auto& verdict : lesson::judge(task, *opened.recording, opened.hand_in->answers, rules.language)) {
      if (const auto typed = opened.hand_in->answers.find(verdict.task + "/" + verdict.check); typed != opened.hand_in->answers.end())
        result.answers.push_back(typed->second);
      if (verdict.packet != 0)
        result.evidence.push_back({verdict.task + "/" + verdict.check, lines_around(*opened.recording, verdict.packet)});
      result.verdicts.push_back(std::move(verdict));
    }
  }
}

Own own_of(const lesson::Lesson& lesson) {
  Own own{{}, lesson.mark};
  for (const auto& [name, drawn] : lesson.draws) {
    const auto keys = words_keys(drawn.value);
    own.words.insert(keys.begin(), keys.end());
  }
  return own;
}

void judge_hand_in(const Opened& opened, const Rules& rules, Result& result) {
  const auto& hand_in = *opened.hand_in;
  result.student = spelt(hand_in.student, rules.ids);
  result.lesson = hand_in.lesson;
  result.version = hand_in.version;
  auto lesson = take_lesson(hand_in.lesson, rules, student_of(hand_in, rules, result));
  if (!lesson) {
    result.contradictions.push_back({"lesson", 0, lesson.error()});
    result.readable = false;
    return;
  }
  result.own = own_of(*lesson);
  result.title = lesson::text(lesson->title, rules.language);
  if (lesson->version != hand_in.version) {
    result.contradictions.push_back(
        {"version", 0,
         told(rules.language, "It was made with version {} of the lesson; here is version {}.",
              "Sie entstand mit Version {} der Lektion; hier ist Version {}.", hand_in.version, lesson->version)});
  }
  if (lesson->cracks) cracking::try_common_words(*opened.recording);
  judge_tasks(*lesson, opened, rules, result);
  if (lesson->version == hand_in.version) {
    Found found(rules.language);
    const bool is_believed = !hand_in.token_fingerprint.empty() && rules.class_key.empty();
    in_script(*opened.recording, *lesson, is_believed ? Drawn::believed : Drawn::known, found);
    for (auto& each : found.take()) result.contradictions.push_back(std::move(each));
  }
}

// A machine that could not keep up leaves gaps that nobody made. The hand-in says so itself, which may be a lie: the
// teacher is told.
void pass_over_gaps(std::uint64_t dropped, Result& result) {
  const auto gaps = std::erase_if(result.contradictions, [](const Contradiction& each) {
    return each.kind == "missing" || each.kind == "acknowledgment" || each.kind == "sequence" || each.kind == "echo" ||
           each.kind == "announcement" || each.kind == "reply";
  });
  result.remarks.push_back(told(result.language, "The file says that its capture lost {} packets, so {} gaps were passed over.",
                                "Die Datei sagt, dass ihrer Aufzeichnung {} Pakete entgingen; {} Lücken wurden darum übergangen.", dropped,
                                gaps));
}

// A server says what is ordered of it. That it was ordered the file says itself, so the teacher is told, and sees the order.
void pass_over_ordered(const std::vector<std::string>& faults, Result& result) {
  const auto passed =
      std::erase_if(result.contradictions, [](const Contradiction& each) { return each.kind == "reply" || each.kind == "password"; });
  result.remarks.push_back(told(
      result.language, "The file says that answers of a server were ordered by hand ({}), so {} answers that do not fit were passed over.",
      "Die Datei sagt, dass Antworten eines Servers von Hand bestellt wurden ({}); {} unpassende Antworten wurden darum "
      "übergangen.",
      fmt::join(faults, "; "), passed));
}

}  // namespace

Result grade(const std::string& path, const Rules& rules) {
  Result result;
  result.file = path;
  result.language = rules.language;
  const auto opened = open(path);
  if (!opened.unreadable.empty()) {
    result.contradictions.push_back({"damage", 0, opened.unreadable});
    return result;
  }
  if (opened.damage) {
    result.contradictions.push_back({"damage", 0,
                                     told(rules.language, "The file is damaged at byte {}: {}", "Die Datei ist ab Byte {} beschädigt: {}",
                                          opened.damage->byte, opened.damage->sentence)});
  }
  if (!opened.hand_in) {
    if (!opened.damage) {
      result.contradictions.push_back({"damage", 0,
                                       told(rules.language, "This is a capture, but no hand-in: nobody's name is in it.",
                                            "Das ist eine Aufzeichnung, aber keine Abgabe: Niemandes Name steht darin.")});
    }
    return result;
  }
  result.readable = !opened.damage;
  if (!opened.recording->packets().empty()) result.first_packet_ns = opened.recording->packets().front().time_ns;
  judge_hand_in(opened, rules, result);
  auto found = contradictions(opened, rules.language);
  result.contradictions.insert(result.contradictions.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  for (auto& remark : remarks_on(CaptureClock(*opened.recording), rules.language)) result.remarks.push_back(std::move(remark));
  if (!opened.hand_in->faults.empty()) pass_over_ordered(opened.hand_in->faults, result);
  if (opened.hand_in->dropped > 0) pass_over_gaps(opened.hand_in->dropped, result);
  result.fingerprints = fingerprints_of(*opened.recording);
  return result;
}

lesson::Tally total(const Result& result) { return lesson::tally(result.verdicts); }

std::string integrity_note(const Result& result) {
  auto note = result.contradictions.empty() ? told(result.language, "No contradiction found.", "Kein Widerspruch gefunden.")
                                            : summary(result.contradictions, result.language);
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
      if (entry.path().extension() == ".pcapng" && entry.is_regular_file(error)) inside.push_back(entry.path().string());
    }
    std::ranges::sort(inside);
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

std::vector<Result> grade_all(const std::vector<std::string>& paths, const Rules& wanted, const Class& people, const GoOn& go_on) {
  auto rules = wanted;
  for (const auto& [id, name] : people.roster) rules.ids.push_back(id);
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
    result.remarks.push_back(result.student.empty()
                                 ? told(result.language, "It names no student.", "Es ist kein Student genannt.")
                                 : told(result.language, "{} is not on the roster.", "{} steht nicht auf der Liste.", result.student));
  }
  find_copies(results, rules, people);
  return results;
}

}  // namespace cleartext::grading
