// What the lab and the readers of files say in a sentence, in the window's language. They know no languages: what they say is
// recognised by its form, and said again with the same names and numbers.
#pragma once
#include <QString>
#include <QStringList>
#include <string>

namespace cleartext::gui {

QString in_our_words(const QString& sentence);  // one that has no form here stays as it is
QString in_our_words(const std::string& sentence);
QStringList sentence_forms();  // "%1 is called %2 now."

}  // namespace cleartext::gui
