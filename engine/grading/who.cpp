#include "engine/grading/who.h"

#include <QString>
#include <algorithm>

#include "engine/grading/found.h"
#include "engine/lesson/student_id.h"

namespace cleartext::grading {
namespace {

QString simplified(const std::string& id) { return QString::fromStdString(lesson::plain_id(id)).simplified(); }

// Without a roster: all small, all capital; and as a Mac may have written it in the roster that the tokens were made from.
std::vector<std::string> spellings(const std::string& typed) {
  const auto id = simplified(typed);
  return {typed, id.toStdString(), id.toLower().toStdString(), id.toUpper().toStdString(),
          id.normalized(QString::NormalizationForm_D).toStdString()};
}

}  // namespace

std::string spelt(const std::string& typed, const std::vector<std::string>& ids) {
  if (std::ranges::find(ids, typed) != ids.end()) return typed;
  const auto id = simplified(typed);
  const auto found = std::ranges::find_if(ids, [&](const auto& each) { return simplified(each).compare(id, Qt::CaseInsensitive) == 0; });
  return found == ids.end() ? id.toStdString() : *found;
}

std::string named(const std::string& student, const std::string& language) {
  return student.empty() ? told(language, "this student", "dieser Student") : student;
}

lesson::Student student_of(const HandIn& hand_in, const Rules& rules, Result& result) {
  lesson::Student student{hand_in.student, {}, {}};
  if (hand_in.token_fingerprint.empty()) {
    if (!rules.class_key.empty())
      result.remarks.push_back(told(rules.language, "It was drawn without a token, though this class has a key.",
                                    "Gezogen wurde ohne Token, obwohl dieser Kurs einen Schlüssel hat."));
    return student;
  }
  if (rules.class_key.empty()) {
    result.remarks.push_back(
        told(rules.language, "Its words were drawn with a token. Without the class key they are taken from the file, and not checked.",
             "Die Wörter wurden mit einem Token gezogen. Ohne den Schlüssel des Kurses werden sie der Datei geglaubt."));
    student.given = hand_in.draws;
    return student;
  }
  const auto is_his = [&](const std::string& id) {
    student.token = lesson::token_for(rules.class_key, id, hand_in.lesson);
    return lesson::fingerprint(student.token) == hand_in.token_fingerprint;
  };
  if (std::ranges::any_of(spellings(hand_in.student), is_his) || is_his(result.student)) return student;
  const auto other = std::ranges::find_if(rules.ids, is_his);
  result.contradictions.push_back(
      {"token", 0,
       other == rules.ids.end() ? told(rules.language, "The token is not the one that {} was given for this lesson.",
                                       "Das Token ist nicht das, das {} für diese Lektion bekam.", named(result.student, rules.language))
                                : told(rules.language, "The token is not the one that {} was given for this lesson, but that of {}.",
                                       "Das Token ist nicht das, das {} für diese Lektion bekam, sondern das von {}.",
                                       named(result.student, rules.language), *other)});
  is_his(result.student);
  return student;
}

}  // namespace cleartext::grading
