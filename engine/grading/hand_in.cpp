#include "engine/grading/hand_in.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "engine/capture/pcapng_writer.h"
#include "servers/wire/command.h"

namespace cleartext::grading {
namespace {

constexpr std::size_t longest_comment = 0xffff, longest_answer = 400, most_faults = 20, longest_name = 256;
constexpr int format = 1;

QString q(const std::string& text) { return QString::fromStdString(text); }

template <typename Map>
QJsonObject object(const Map& map) {
  QJsonObject made;
  for (const auto& [name, value] : map) made[q(name)] = q(value.substr(0, longest_answer));
  return made;
}

std::map<std::string, std::string> texts(const QJsonValue& value) {
  std::map<std::string, std::string> made;
  const auto from = value.toObject();
  for (auto each = from.begin(); each != from.end(); ++each)
    made[each.key().toStdString()] = each.value().toString().left(longest_answer).toStdString();
  return made;
}

}  // namespace

HandIn hand_in_of(const lesson::Lesson& lesson, const lesson::Student& student, const lesson::Answers& answers,
                  const std::string& program) {
  HandIn made;
  made.student = student.id;
  made.lesson = lesson.id;
  made.version = lesson.version;
  made.program = program;
  made.token_fingerprint = lesson::fingerprint(student.token);
  made.answers = answers;
  for (const auto& [name, drawn] : lesson.draws) made.draws[name] = drawn.value;
  if (!lesson.mark.empty()) made.draws["mark"] = lesson.mark;
  if (!lesson.broken.empty()) made.draws["broken"] = lesson.broken;
  return made;
}

std::string to_json(const HandIn& hand_in) {
  QJsonObject made{{q("cleartext"), q("hand-in")},
                   {q("format"), format},
                   {q("student"), q(hand_in.student)},
                   {q("lesson"), q(hand_in.lesson)},
                   {q("version"), hand_in.version},
                   {q("program"), q(hand_in.program)},
                   {q("answers"), object(hand_in.answers)},
                   {q("draws"), object(hand_in.draws)},
                   {q("dropped"), static_cast<qint64>(hand_in.dropped)}};
  if (!hand_in.faults.empty()) {
    QJsonArray faults;
    for (const auto& fault : hand_in.faults) faults.append(q(fault));
    made[q("faults")] = faults;
  }
  if (!hand_in.token_fingerprint.empty()) made[q("token_fingerprint")] = q(hand_in.token_fingerprint);
  return QJsonDocument(made).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<HandIn> from_json(std::string_view comment) {
  const auto document = QJsonDocument::fromJson(QByteArray(comment.data(), static_cast<qsizetype>(comment.size())));
  const auto object = document.object();
  if (object[q("cleartext")].toString() != q("hand-in")) return std::nullopt;
  HandIn read;
  read.student = object[q("student")].toString().toStdString();
  read.lesson = object[q("lesson")].toString().toStdString();
  if (read.student.size() > longest_name || read.lesson.size() > longest_name) return std::nullopt;  // no window and no command writes such
  read.program = object[q("program")].toString().toStdString();
  read.version = object[q("version")].toInt();
  read.token_fingerprint = object[q("token_fingerprint")].toString().toStdString();
  read.answers = texts(object[q("answers")]);
  read.draws = texts(object[q("draws")]);
  for (const auto& fault : object[q("faults")].toArray()) {
    if (read.faults.size() < most_faults) read.faults.push_back(fault.toString().left(longest_answer).toStdString());
  }
  read.dropped = static_cast<std::uint64_t>(object[q("dropped")].toInteger());
  return read;
}

static std::string quoted(const std::string& text, const std::string& language) {
  return language == "de" ? "„" + text + "“" : "“" + text + "”";
}

// In the order of the lesson's tasks, and what was chosen as the sentence that it is.
static std::vector<std::string> answers_of(const HandIn& hand_in, const lesson::Lesson& lesson, const std::string& language) {
  std::vector<std::string> values;
  for (const auto& task : lesson.tasks) {
    for (const auto& check : task.checks) {
      const auto given = hand_in.answers.find(task.id + "/" + check.id);
      if (given == hand_in.answers.end() || given->second.empty()) continue;
      const auto choice = std::ranges::find(check.choices, given->second, &lesson::Check::Choice::id);
      values.push_back(choice == check.choices.end() ? given->second : quoted(lesson::text(choice->says, language), language));
    }
  }
  return values;
}

static std::string answers_in(const HandIn& hand_in, const lesson::Lesson& lesson, const std::string& language) {
  const bool german = language == "de";
  const auto values = answers_of(hand_in, lesson, language);
  if (values.empty()) return german ? "Keine Antworten." : "No answers.";
  const auto count = values.size() == 1 ? std::string(german ? "1 Antwort" : "1 answer")
                                        : fmt::format(fmt::runtime(german ? "{} Antworten" : "{} answers"), values.size());
  return fmt::format("{}: {}.", count, fmt::join(values, ", "));
}

std::vector<std::string> contents(const HandIn& hand_in, const lesson::Lesson& lesson, const analysis::Recording& recording,
                                  const std::string& language) {
  const auto say = [&](const char* english, const char* german) { return fmt::runtime(language == "de" ? german : english); };
  std::vector<std::string> sentences{
      fmt::format(say("Your id, {}, and the lesson, “{}” (version {}).", "Deine Kennung, {}, und die Lektion, „{}“ (Version {})."),
                  hand_in.student, lesson::text(lesson.title, language), hand_in.version),
      fmt::format(say("{} packets, with every word that was said in them.", "{} Pakete, mit jedem Wort, das darin gesagt wurde."),
                  recording.packets().size()),
      answers_in(hand_in, lesson, language)};
  if (!hand_in.faults.empty()) {
    sentences.push_back(
        fmt::format(say("What you had the servers say by order: {}.", "Was du die Server auf Bestellung sagen ließest: {}."),
                    fmt::join(hand_in.faults, "; ")));
  }
  std::vector<std::string> secrets;  // Bob is bob
  for (const auto& each : recording.credentials()) {
    const auto same = [&](const std::string& other) { return wire::same_word(other, each.user); };
    if (!each.secret.empty() && std::ranges::none_of(secrets, same)) secrets.push_back(each.user);
  }
  std::ranges::sort(secrets);
  if (!secrets.empty()) {
    sentences.push_back(
        fmt::format(say("The passwords of {}, as they crossed the wire.", "Die Passwörter von {}, wie sie über die Leitung gingen."),
                    fmt::join(secrets, ", ")));
  }
  if (!recording.key_log().empty()) {
    sentences.push_back(language == "de" ? "Die Geheimnisse, die öffnen, was in TLS gesagt wurde."
                                         : "The secrets that open what was said inside TLS.");
  }
  return sentences;
}

tl::expected<void, wire::Problem> write_hand_in(const std::string& path, HandIn hand_in, const analysis::Recording& recording,
                                                const std::map<std::uint32_t, std::string>& comments) {
  hand_in.dropped = recording.dropped();
  const auto json = to_json(hand_in);
  if (json.size() > longest_comment) return tl::unexpected(wire::Problem{"The answers are too long to be handed in.", "Shorten them."});
  return capture::write_pcapng(path, recording.packets(), comments, json, recording.key_log(), recording.dropped());
}

}  // namespace cleartext::grading
