// The tables are no place for tr(): their texts are listed for the translators by `lister/`.
#include "gui/language/table_words.h"

#include <QCoreApplication>
#include <string>

namespace cleartext::gui {

QString table_words(std::string_view words) {
  return words.empty() ? QString() : QCoreApplication::translate("Tables", std::string(words).c_str());
}

}  // namespace cleartext::gui
