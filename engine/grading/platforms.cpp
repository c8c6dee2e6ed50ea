// Moodle's grade import, xAPI statements (IEEE 9274.1.1), and the results file that Gradescope's autograders write.
#include <fmt/format.h>

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>
#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/grading/found.h"
#include "engine/grading/records.h"

namespace cleartext::grading {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

// The best of what a student handed in for a lesson; nullptr: nothing.
const Result* best(const std::vector<Result>& results, const std::string& student, const std::string& lesson) {
  const Result* found = nullptr;
  for (const auto& result : results) {
    if (result.student != student || result.lesson != lesson || result.verdicts.empty()) continue;
    if (found == nullptr || total(result).points > total(*found).points) found = &result;
  }
  return found;
}

std::vector<std::pair<std::string, std::string>> people_of(const std::vector<Result>& results, const Class& people) {
  auto list = people.roster;
  for (const auto& result : results) {
    const auto known = [&](const auto& each) { return each.first == result.student; };
    if (!result.student.empty() && std::ranges::none_of(list, known)) list.emplace_back(result.student, "");
  }
  return list;
}

// What the student reads: nothing of others. Whatever else was found is the teacher's.
std::string feedback(const Result& result) {
  std::string text;
  for (const auto& verdict : result.verdicts) {
    if (!verdict.passed) text += fmt::format("{}: {} ", verdict.task + "/" + verdict.check, verdict.note);
  }
  for (const auto& each : result.contradictions) {
    if (each.kind == "damage" || each.kind == "lesson" || each.kind == "version") text += each.sentence + " ";
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

QJsonObject statement(const Result& result, const std::string& name) {
  const auto sum = total(result);
  const QString base = q("urn:cleartext:");
  const QJsonObject account{{q("homePage"), base + q("class")}, {q("name"), q(result.student)}};
  QJsonObject actor{{q("objectType"), q("Agent")}, {q("account"), account}};
  if (!name.empty()) actor[q("name")] = q(name);
  const QJsonObject verb{{q("id"), q("http://adlnet.gov/expapi/verbs/scored")}, {q("display"), QJsonObject{{q("en-US"), q("scored")}}}};
  const QJsonObject definition{{q("type"), q("http://adlnet.gov/expapi/activities/assessment")},
                               {q("name"), QJsonObject{{q("en-US"), q(result.title)}}}};
  const QJsonObject score{{q("raw"), sum.points},
                          {q("min"), 0},
                          {q("max"), sum.most},
                          {q("scaled"), sum.most == 0 ? 0.0 : static_cast<double>(sum.points) / sum.most}};
  const QJsonObject outcome{{q("score"), score},
                            {q("completion"), true},
                            {q("success"), sum.most > 0 && sum.points == sum.most},
                            {q("response"), q(integrity_note(result))}};
  const auto time = QDateTime::fromMSecsSinceEpoch(result.first_packet_ns / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs);
  // The same hand-in is the same statement, however often it is graded.
  const auto id = QUuid::createUuidV5(QUuid(q("{6ba7b812-9dad-11d1-80b4-00c04fd430c8}")),
                                      q(result.student + "\n" + result.lesson + "\n" + std::to_string(result.first_packet_ns)));
  return {{q("id"), id.toString(QUuid::WithoutBraces)},
          {q("actor"), actor},
          {q("verb"), verb},
          {q("object"), QJsonObject{{q("id"), base + q("lesson:" + result.lesson)}, {q("definition"), definition}}},
          {q("result"), outcome},
          {q("timestamp"), time}};
}

QJsonObject test_of(const lesson::Verdict& verdict, const Result& result, bool one_of_several) {
  const auto name = verdict.task + "/" + verdict.check;
  const auto says = result.says.find(name);
  return {{q("name"), q((one_of_several ? result.title + ": " : "") + (says == result.says.end() ? name : says->second))},
          {q("number"), q(one_of_several ? result.lesson + "/" + name : name)},
          {q("score"), verdict.points},
          {q("max_score"), verdict.most},
          {q("status"), q(verdict.passed ? "passed" : "failed")},
          {q("output"), q(verdict.note)},
          {q("visibility"), q("visible")}};
}

// What was found about a file is the teacher's to judge, and to speak about.
QJsonObject integrity_of(const Result& result, bool one_of_several) {
  const auto name = told(result.language, "Integrity of the capture", "Unversehrtheit der Aufzeichnung");
  const auto file = std::filesystem::path(result.file).filename().string();
  const auto whose = result.student.empty() ? file : fmt::format("{} ({})", file, result.student);
  return {{q("name"), q(one_of_several ? name + ": " + whose : name)},
          {q("score"), 0},
          {q("max_score"), 0},
          {q("output"), q(integrity_note(result))},
          {q("visibility"), q("hidden")}};
}

}  // namespace

std::string moodle_csv(const std::vector<Result>& results, const Class& people) {
  std::set<std::string> lessons;
  for (const auto& result : results) {
    if (!result.lesson.empty()) lessons.insert(result.lesson);
  }
  Row head{"ID number", "Full name"};
  for (const auto& lesson : lessons) head.insert(head.end(), {lesson, lesson + " (feedback)", lesson + " (integrity, not for students)"});
  auto text = table_line(head);
  for (const auto& [id, name] : people_of(results, people)) {
    Row row{id, name};
    for (const auto& lesson : lessons) {
      const auto* result = best(results, id, lesson);
      row.push_back(result == nullptr ? std::string("-") : std::to_string(total(*result).points));  // Moodle reads "-" as no grade
      row.push_back(result == nullptr ? std::string() : feedback(*result));
      row.push_back(result == nullptr ? std::string() : integrity_note(*result));
    }
    text += table_line(row);
  }
  return text;
}

std::string xapi_statements(const std::vector<Result>& results, const Class& people) {
  QJsonArray list;
  for (const auto& result : results) {
    if (result.verdicts.empty()) continue;
    const auto known = std::ranges::find(people.roster, result.student, &std::pair<std::string, std::string>::first);
    list.append(statement(result, known == people.roster.end() ? std::string() : known->second));
  }
  return QJsonDocument(list).toJson().toStdString();
}

std::string gradescope_results(const std::vector<Result>& results) {
  std::vector<const Result*> counted;  // of each lesson the best; whatever is no hand-in, only where nothing else is
  std::set<std::string> lessons;
  for (const auto& result : results) {
    const auto* found = best(results, result.student, result.lesson);
    if (found == &result && lessons.insert(result.lesson).second) counted.push_back(found);
  }
  if (counted.empty()) {
    for (const auto& result : results) counted.push_back(&result);
  }
  lesson::Tally sum;
  std::string output;
  QJsonArray tests;
  for (const auto* result : counted) {
    const auto here = total(*result);
    sum.points += here.points;
    output += output.empty() ? "" : "\n";
    output += result->verdicts.empty()
                  ? integrity_note(*result)
                  : told(result->language, "{}: {} of {} points.", "{}: {} von {} Punkten.", result->title, here.points, here.most);
    for (const auto& verdict : result->verdicts) tests.append(test_of(verdict, *result, counted.size() > 1));
  }
  for (const auto& result : results) tests.append(integrity_of(result, results.size() > 1));
  const QJsonObject all{{q("score"), sum.points}, {q("output"), q(output)}, {q("stdout_visibility"), q("hidden")}, {q("tests"), tests}};
  return QJsonDocument(all).toJson().toStdString();
}

}  // namespace cleartext::grading
