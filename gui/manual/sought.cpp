// What somebody looks for in the manual.
#include "gui/manual/sought.h"

#include <QStringList>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr qsizetype short_word = 2;  // letters: "in" is looked for where a word begins, not in "finds"

QRegularExpression expression(const QString& pattern) {
  return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

// "email" finds "e-mail", and "hand-in" finds "hand in".
QString pattern_of(const QString& word) {
  QStringList letters;
  for (const QChar letter : word)
    letters << (letter == QLatin1Char('-') ? QStringLiteral("[\\s-]?") : QRegularExpression::escape(QString(letter)));
  const QString begin = word.size() <= short_word ? QStringLiteral("\\b") : QString();
  return begin + letters.join(QStringLiteral("-?"));
}

}  // namespace

Sought::Sought(const QString& typed) {
  QStringList words = typed.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts), patterns;
  for (const QString& word : words) patterns << pattern_of(word);
  whole_ = expression(patterns.join(QStringLiteral("[\\s-]*")));
  std::stable_sort(words.begin(), words.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
  for (const QString& word : words) words_.push_back(expression(pattern_of(word)));
}

bool Sought::all_in(const QString& text) const {
  return !empty() && std::all_of(words_.begin(), words_.end(), [&](const auto& word) { return word.match(text).hasMatch(); });
}

Sought::Match Sought::in(const QString& text) const {
  if (empty()) return {};
  auto match = whole_.match(text);
  for (const auto& word : words_)
    if (!match.hasMatch()) match = word.match(text);
  if (!match.hasMatch()) return {};
  return {static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())};
}

}  // namespace cleartext::gui
