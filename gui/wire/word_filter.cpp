// A word is found in what is known of a connection (hosts, protocol) or in the text itself.
#include "gui/wire/word_filter.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <cctype>

namespace cleartext::gui {
namespace {

bool holds(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) {
           return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
         }) != text.end();
}

}  // namespace

WordFilter::WordFilter(const QString& typed) {
  const QString conjunction = QCoreApplication::translate("WordFilter", "and");
  const QStringList words = typed.toLower().simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  for (const QString& word : words)
    if (word != conjunction && word != QLatin1String("and")) words_.push_back(word.toStdString());
}

bool WordFilter::matches(std::string_view known, std::string_view text) const {
  return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) {
    return known.find(word) != std::string_view::npos || holds(text, word);
  });
}

}  // namespace cleartext::gui
