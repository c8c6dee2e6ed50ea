#include "engine/lesson/progress.h"

#include <fmt/format.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUrl>
#include <algorithm>

namespace cleartext::lesson {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

// Any id becomes the name of one file, and no two the same.
QString file_name(const std::string& id) { return QString::fromLatin1(QUrl::toPercentEncoding(q(id), {}, ".~")); }

QJsonObject to_json(const Progress& progress) {
  QJsonArray steps;
  for (const auto& step : progress.steps) steps.append(q(step));
  QJsonObject hints, answers;
  for (const auto& [task, count] : progress.hints) hints[q(task)] = count;
  for (const auto& [check, answer] : progress.answers) answers[q(check)] = q(answer);
  return {{q("lesson"), q(progress.lesson)},
          {q("version"), progress.version},
          {q("token"), q(progress.token)},
          {q("steps"), steps},
          {q("hints"), hints},
          {q("answers"), answers},
          {q("passed"), progress.tally.passed},
          {q("checks"), progress.tally.all},
          {q("points"), progress.tally.points},
          {q("most"), progress.tally.most},
          {q("changed"), q(progress.changed)},
          {q("handed_in"), q(progress.handed_in)}};
}

Progress from_json(const QJsonObject& read) {
  Progress progress;
  progress.lesson = read[q("lesson")].toString().toStdString();
  progress.version = read[q("version")].toInt();
  progress.token = read[q("token")].toString().toStdString();
  for (const auto& step : read[q("steps")].toArray()) progress.steps.insert(step.toString().toStdString());
  const auto hints = read[q("hints")].toObject(), answers = read[q("answers")].toObject();
  for (auto each = hints.begin(); each != hints.end(); ++each) progress.hints[each.key().toStdString()] = each.value().toInt();
  for (auto each = answers.begin(); each != answers.end(); ++each)
    progress.answers[each.key().toStdString()] = each.value().toString().toStdString();
  progress.tally = {read[q("passed")].toInt(), read[q("checks")].toInt(), read[q("points")].toInt(), read[q("most")].toInt()};
  progress.changed = read[q("changed")].toString().toStdString();
  progress.handed_in = read[q("handed_in")].toString().toStdString();
  return progress;
}

}  // namespace

bool at_least_as_good(const Tally& one, const Tally& other) {
  return std::pair(one.points, one.passed) >= std::pair(other.points, other.passed);
}

Progress merged(const Progress& theirs, const Progress& mine, const Answers& before) {
  Progress both = mine;
  both.steps.insert(theirs.steps.begin(), theirs.steps.end());
  for (const auto& [task, count] : theirs.hints) both.hints[task] = std::max(both.hints[task], count);
  both.answers = theirs.answers;
  for (const auto& [check, answer] : before)
    if (!mine.answers.contains(check)) both.answers.erase(check);
  for (const auto& [check, answer] : mine.answers)
    if (const auto known = before.find(check); known == before.end() || known->second != answer) both.answers[check] = answer;
  if (!at_least_as_good(mine.tally, theirs.tally)) both.tally = theirs.tally;
  both.handed_in = std::max(mine.handed_in, theirs.handed_in);
  return both;
}

ProgressBook::ProgressBook(const std::string& folder, const std::string& student)
    : folder_(folder + "/" + (student.empty() ? "nobody" : "student-" + file_name(student).toStdString())) {}

std::string ProgressBook::run_of(const std::string& lesson) const {
  return fmt::format("{}/{}.pcapng", folder_, file_name(lesson).toStdString());
}

bool ProgressBook::has_tokens() const {
  const auto all = QDir(q(folder_)).entryList({q("*.json")}, QDir::Files);
  return std::any_of(all.begin(), all.end(), [this](const QString& each) {
    QFile file(q(folder_) + QLatin1Char('/') + each);
    return file.open(QIODevice::ReadOnly) && !from_json(QJsonDocument::fromJson(file.readAll()).object()).token.empty();
  });
}

Progress ProgressBook::read(const std::string& lesson) const {
  QFile file(q(folder_) + QLatin1Char('/') + file_name(lesson) + q(".json"));
  Progress progress;
  if (file.open(QIODevice::ReadOnly)) progress = from_json(QJsonDocument::fromJson(file.readAll()).object());
  progress.lesson = lesson;
  return progress;
}

tl::expected<void, wire::Problem> ProgressBook::write(const Progress& progress) const {
  QDir().mkpath(q(folder_));
  QFile::setPermissions(q(folder_), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);  // tokens, answers, and what was captured
  QSaveFile file(q(folder_) + QLatin1Char('/') + file_name(progress.lesson) + q(".json"));
  const auto text = QJsonDocument(to_json(progress)).toJson();
  if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return {};
  return tl::unexpected(wire::Problem{fmt::format("Your progress cannot be saved: {}.", file.errorString().toStdString()),
                                      fmt::format("See that {} can be written.", folder_)});
}

}  // namespace cleartext::lesson
