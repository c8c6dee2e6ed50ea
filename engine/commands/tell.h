// How the headless verbs speak: results on stdout, messages on stderr, JSON one object a line.
#pragma once
#include <QJsonDocument>
#include <QJsonObject>
#include <iostream>

#include "servers/wire/problem.h"

namespace cleartext::commands {

inline int refuse(const wire::Problem& problem, int status = 1) {
  std::cerr << "cleartext: " << problem.sentence;
  if (!problem.advice.empty()) std::cerr << ' ' << problem.advice;
  std::cerr << '\n';
  return status;
}

inline void remark(const std::string& sentence) {
  if (!sentence.empty()) std::cerr << "cleartext: " << sentence << '\n';
}

inline void print_json(const QJsonObject& object) {
  std::cout << QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() << '\n';
}

inline QString q(const std::string& text) { return QString::fromStdString(text); }

}  // namespace cleartext::commands
